"""Exported modules against the network they came from, on several prompt combinations.

A network here has image_encoder, prompt_encoder, mask_decoder and text_encoder(), and a config with image_size, low_res,
feature_shapes, vocabulary_size and text_context.
"""

from pathlib import Path
from typing import Optional

import torch
from torch import Tensor, nn

from .errors import ExportError
from .modules import load_module

MODULES = {
    "image_encoder": "image_encoder.pt",
    "prompt_encoder": "prompt_encoder.pt",
    "mask_decoder": "mask_decoder.pt",
    "text_encoder": "text_encoder.pt",
}
# Largest difference allowed, as a part of the largest value (at least 1).
TOLERANCE = 1e-4
Prompt = tuple[Optional[Tensor], Optional[Tensor], Optional[Tensor], bool, bool]


def parts(network: nn.Module) -> dict[str, nn.Module]:
    """The network's modules under their names in the bundle."""
    return {
        "image_encoder": network.image_encoder,
        "prompt_encoder": network.prompt_encoder,
        "mask_decoder": network.mask_decoder,
        "text_encoder": network.text_encoder(),
    }


@torch.no_grad()
def probe(network: nn.Module) -> dict[str, object]:
    """The decoder's answer to one point in the middle of an image whose features are all zero."""
    config = network.config
    features = [torch.zeros(1, *shape) for shape in config.feature_shapes]
    points = torch.full((1, 1, 2), config.image_size / 2)
    sparse, dense = network.prompt_encoder(points, torch.ones(1, 1, dtype=torch.int64), None, None, None)
    logits, predicted_iou, _ = network.mask_decoder(features, sparse, dense, None)
    return {"predicted_iou": predicted_iou[0].tolist(), "logits_mean": float(logits.double().mean())}


@torch.no_grad()
def verify(network: nn.Module, folder: Path) -> float:
    """Compare every written module with its original; return the largest relative difference."""
    eager = parts(network)
    config = network.config
    generator = torch.Generator().manual_seed(0)
    image = torch.randn(1, 3, config.image_size, config.image_size, generator=generator)
    features = eager["image_encoder"](image)
    worst = difference("image_encoder", features, load_module(folder / MODULES["image_encoder"])(image))

    loaded = {name: load_module(folder / file) for name, file in MODULES.items() if name != "image_encoder"}
    tokens = sample_tokens(config.vocabulary_size, config.text_context, generator)
    text = eager["text_encoder"](tokens)
    worst = max(worst, difference("text_encoder", [text], [loaded["text_encoder"](tokens)]))
    mask = 4.0 * torch.randn(len(tokens), 1, config.low_res, config.low_res, generator=generator)
    for points, labels, boxes, with_text, with_mask in sample_prompts(config.image_size, len(tokens), generator):
        answers = []
        for modules in (eager, loaded):
            prompt = (points, labels, boxes, text if with_text else None, mask if with_mask else None)
            sparse, dense = modules["prompt_encoder"](*prompt)
            answers.append([sparse, dense, *modules["mask_decoder"](features, sparse, dense, prompt[3])])
        worst = max(worst, difference("prompt_encoder and mask_decoder", answers[0], answers[1]))
    return worst


def sample_tokens(vocabulary_size: int, context: int, generator: torch.Generator) -> Tensor:
    """Two token sequences, the second shorter and padded with the end token."""
    start, end = vocabulary_size - 2, vocabulary_size - 1
    words = torch.randint(0, start, (2, min(9, context - 2)), generator=generator)
    words[1, 4:] = end
    edge = torch.ones(2, 1, dtype=torch.int64)
    return torch.cat([edge * start, words, edge * end], dim=1)


def sample_prompts(size: int, targets: int, generator: torch.Generator) -> list[Prompt]:
    def positions(count: int) -> Tensor:
        return torch.randint(0, size, (targets, count), generator=generator).float()

    one, two = positions(2).view(-1, 1, 2), positions(4).view(-1, 2, 2)
    label, labels = torch.ones(targets, 1, dtype=torch.int64), torch.tensor([[1, 0], [0, -1]])
    boxes = positions(4)
    return [
        (one, label, None, False, False),
        (two, labels, None, False, True),
        (None, None, boxes, False, False),
        (two, labels, boxes, False, True),
        (None, None, None, True, False),
        (one, label, boxes, True, True),
    ]


def difference(name: str, expected: list[Tensor], actual: list[Tensor]) -> float:
    """The largest relative difference; too large a one is an error."""
    pairs = zip(expected, actual, strict=True)
    worst = max(float((a - b).abs().max() / a.abs().max().clamp(min=1.0)) for a, b in pairs)
    if not worst <= TOLERANCE:
        raise ExportError(f"{name}: the exported module differs from the network by {worst:.1e} (allowed {TOLERANCE})")
    return worst
