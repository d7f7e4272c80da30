"""Gives our networks the prompts that official implementations of SAM's kind were recorded with."""

from typing import Callable, Mapping, Optional

import numpy as np
import torch
from torch import Tensor

from checkpoints import pseudo_random_state
from imis_export.prompt_kinds import Prompt
from imis_export.sam import SAM, SAMConfig

# Sizes that keep every part of the code in use: windows that do not fill the grid, and blocks of both kinds.
NARROW = SAMConfig(
    image_size=128,
    encoder_dim=32,
    encoder_depth=3,
    encoder_heads=2,
    window=3,
    global_blocks=(1,),
    decoder_dim=32,
    decoder_mlp_dim=64,
    head_hidden_dim=32,
)


def pseudo_random_network(config: SAMConfig) -> SAM:
    with torch.device("meta"):
        network = SAM(config)
    network.load_state_dict(pseudo_random_state({n: v.shape for n, v in network.state_dict().items()}), assign=True)
    return network.eval().requires_grad_(False)


def answer(
    network: SAM, features: list[Tensor], case: Mapping[str, object], mask: Optional[Tensor] = None
) -> tuple[Tensor, Tensor, int]:
    """Logits [1, 1, h, w] of the chosen mask, predicted IoU of those offered, and the chosen one's index among them."""
    points, box = case.get("points"), case.get("box")
    prompt = Prompt(
        points=torch.tensor([points]) if points else None,
        labels=torch.tensor([case["labels"]]) if points else None,
        boxes=torch.tensor([box]) if box else None,
        mask=mask,
    )
    sparse, dense = network.prompt_encoder(*prompt)
    logits, predicted_iou, _ = network.mask_decoder(features, sparse, dense, None)
    offered = predicted_iou[0, 1:] if case.get("multimask") else predicted_iou[0, :1]
    first = 1 if case.get("multimask") else 0
    best = int(offered.argmax())
    return logits[:, first + best : first + best + 1], offered, best


def largest_differences(
    network: SAM,
    features: list[Tensor],
    cases: list[Mapping[str, object]],
    recorded: Mapping[str, np.ndarray],
    as_mask: Callable[[Tensor], Tensor] = lambda logits: logits,
) -> dict[str, tuple[float, float]]:
    """The largest difference from recorded low-res logits (one pixel in four) and predicted IoU, by case.

    `as_mask` turns the answer to the case "point" into the mask that is sent in the case "round2". A record of one
    number is the chosen mask's predicted IoU.
    """
    found: dict[str, tuple[float, float]] = {}
    first: Optional[Tensor] = None
    for case in cases:
        mask = as_mask(first) if case["case"] == "round2" else None
        logits, offered, best = answer(network, features, case, mask)
        first = logits if case["case"] == "point" else first
        expected = np.float32(case["predicted_iou"])
        if len(expected) == 1:
            offered = offered[best : best + 1]
        pixels = recorded[f"{case['image']}/{case['case']}/low_res_logits_y2_x2"]
        found[case["case"]] = (
            float(np.abs(logits[0, 0, ::2, ::2].numpy() - pixels).max()),
            float(np.abs(offered.numpy() - expected).max()),
        )
    return found
