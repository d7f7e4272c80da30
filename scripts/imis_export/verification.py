"""Exported modules against the network they came from, on several prompt combinations.

A network here has image_encoder, prompt_encoder and mask_decoder, and a config with image_size, low_res, mask_tokens and
feature_shapes; one that takes text also has text_encoder(), and a config with vocabulary_size and text_context.
"""

from pathlib import Path
from typing import Any, Mapping, NamedTuple, Optional, Sequence

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
TARGETS = 2


class Prompt(NamedTuple):
    """Points [T, N, 2] with labels [T, N], boxes [T, 4], and whether a text vector and an earlier mask go along."""

    points: Optional[Tensor] = None
    labels: Optional[Tensor] = None
    boxes: Optional[Tensor] = None
    text: bool = False
    mask: bool = False

    def fits(self, prompts: Mapping[str, bool]) -> bool:
        """Whether a network takes all of it; `prompts` as in the manifest."""
        kinds = {"point": self.points is not None, "box": self.boxes is not None, "text": self.text, "mask": self.mask}
        return all(prompts[kind] for kind, given in kinds.items() if given)


def parts(network: nn.Module) -> dict[str, nn.Module]:
    """The network's modules under their names in the bundle."""
    modules = {name: getattr(network, name) for name in ("image_encoder", "prompt_encoder", "mask_decoder")}
    if hasattr(network, "text_encoder"):
        modules["text_encoder"] = network.text_encoder()
    return modules


@torch.no_grad()
def probe(network: nn.Module, prompts: Mapping[str, bool]) -> dict[str, object]:
    """The decoder's answer for an image whose features are all zero.

    The prompt is one point in the middle or, where the network takes none, the box of the whole grid.
    """
    config = network.config
    features = [torch.zeros(1, *shape) for shape in config.feature_shapes]
    if prompts["point"]:
        middle = torch.full((1, 1, 2), config.image_size / 2)
        sparse, dense = network.prompt_encoder(middle, torch.ones(1, 1, dtype=torch.int64), None, None, None)
    else:
        whole = torch.tensor([[0.0, 0.0, config.image_size - 1.0, config.image_size - 1.0]])
        sparse, dense = network.prompt_encoder(None, None, whole, None, None)
    logits, predicted_iou, _ = network.mask_decoder(features, sparse, dense, None)
    return {"predicted_iou": predicted_iou[0].tolist(), "logits_mean": float(logits.double().mean())}


@torch.no_grad()
def verify(network: nn.Module, folder: Path, prompts: Mapping[str, bool]) -> float:
    """Compare every written module with its original; return the largest relative difference.

    `prompts` says what the network takes, as in the manifest.
    """
    eager = parts(network)
    config = network.config
    generator = torch.Generator().manual_seed(0)
    image = torch.randn(1, 3, config.image_size, config.image_size, generator=generator)
    features = eager["image_encoder"](image)
    check_features(config, features)
    worst = difference("image_encoder", features, load_module(folder / MODULES["image_encoder"])(image))

    loaded = {name: load_module(folder / MODULES[name]) for name in eager if name != "image_encoder"}
    text = None
    if "text_encoder" in eager:
        tokens = sample_tokens(config.vocabulary_size, config.text_context, generator)
        text = eager["text_encoder"](tokens)
        worst = max(worst, difference("text_encoder", [text], [loaded["text_encoder"](tokens)]))
    mask = 4.0 * torch.randn(TARGETS, 1, config.low_res, config.low_res, generator=generator)
    for prompt in sample_prompts(config.image_size, generator):
        if not prompt.fits(prompts):
            continue
        given = (text if prompt.text else None, mask if prompt.mask else None)
        answers = []
        for modules in (eager, loaded):
            sparse, dense = modules["prompt_encoder"](prompt.points, prompt.labels, prompt.boxes, *given)
            decoded = modules["mask_decoder"](features, sparse, dense, given[0])
            check_decoded(config, decoded)
            answers.append([sparse, dense, *decoded])
        worst = max(worst, difference("prompt_encoder and mask_decoder", answers[0], answers[1]))
    return worst


def check_features(config: Any, features: Sequence[Tensor]) -> None:
    """Raise where the image encoder's outputs do not have the shapes of config.feature_shapes."""
    expected, actual = [[1, *shape] for shape in config.feature_shapes], [list(feature.shape) for feature in features]
    if actual != expected:
        raise ExportError(f"image_encoder: gives shapes {actual}, not {expected}; mend it, or config.feature_shapes")


def check_decoded(config: Any, decoded: Sequence[Tensor]) -> None:
    """Raise where the mask decoder's outputs for TARGETS targets do not have the shapes that a bundle's must have."""
    if len(decoded) != 3:
        raise ExportError(f"mask_decoder: gives {len(decoded)} tensors, not logits, predicted IoU and semantic vectors")
    tokens, side = config.mask_tokens, config.low_res
    logits, predicted_iou, semantic = decoded
    for what, value, expected in (
        ("logits", logits, [TARGETS, tokens, side, side]),
        ("predicted IoU", predicted_iou, [TARGETS, tokens]),
        ("semantic vectors", semantic, [TARGETS, tokens, semantic.shape[-1] if semantic.dim() else 1]),
    ):
        if list(value.shape) != expected:
            raise ExportError(
                f"mask_decoder: {what} of {TARGETS} targets have shape {list(value.shape)}, not {expected}; "
                "one call serves all targets with all of config.mask_tokens (docs/bundle-format.md)"
            )


def sample_tokens(vocabulary_size: int, context: int, generator: torch.Generator) -> Tensor:
    """A token sequence for each target, the second shorter and padded with the end token."""
    start, end = vocabulary_size - 2, vocabulary_size - 1
    words = torch.randint(0, start, (TARGETS, min(9, context - 2)), generator=generator)
    words[1, 4:] = end
    edge = torch.ones(TARGETS, 1, dtype=torch.int64)
    return torch.cat([edge * start, words, edge * end], dim=1)


def sample_prompts(size: int, generator: torch.Generator) -> list[Prompt]:
    """Prompts of every kind for all targets, on a grid of `size` pixels a side."""

    def positions(count: int) -> Tensor:
        return torch.randint(0, size, (TARGETS, count), generator=generator).float()

    one, two = positions(2).view(-1, 1, 2), positions(4).view(-1, 2, 2)
    label, labels = torch.ones(TARGETS, 1, dtype=torch.int64), torch.tensor([[1, 0], [0, -1]])
    boxes = positions(4)
    return [
        Prompt(one, label),
        Prompt(two, labels, mask=True),
        Prompt(boxes=boxes),
        Prompt(two, labels, boxes, mask=True),
        Prompt(text=True),
        Prompt(one, label, boxes, text=True, mask=True),
    ]


def difference(name: str, expected: list[Tensor], actual: list[Tensor]) -> float:
    """The largest relative difference; too large a one is an error."""
    pairs = zip(expected, actual, strict=True)
    worst = max(float((a - b).abs().max() / a.abs().max().clamp(min=1.0)) for a, b in pairs)
    if not worst <= TOLERANCE:
        raise ExportError(f"{name}: the exported module differs from the network by {worst:.1e} (allowed {TOLERANCE})")
    return worst
