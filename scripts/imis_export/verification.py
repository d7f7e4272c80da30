"""Compares exported modules with the network they came from, on several combinations of prompts.

A network here has image_encoder, prompt_encoder and mask_decoder, and a config with image_size, low_res, mask_tokens
and feature_shapes; one that takes text also has text_encoder(), and a config with vocabulary_size and text_context.
"""

from pathlib import Path
from typing import Any, Mapping, Sequence

import torch
from torch import Tensor, nn

from user_error import UserError

from .modules import load_module
from .prompt_kinds import TARGETS, Prompt, probe_prompt, sample_prompts

MODULES = {
    "image_encoder": "image_encoder.pt",
    "prompt_encoder": "prompt_encoder.pt",
    "mask_decoder": "mask_decoder.pt",
    "text_encoder": "text_encoder.pt",
}
# Largest difference allowed, relative to the largest value (at least 1).
TOLERANCE = 1e-4


def parts(network: nn.Module) -> dict[str, nn.Module]:
    """The network's modules under their names in the bundle."""
    modules = {name: getattr(network, name) for name in ("image_encoder", "prompt_encoder", "mask_decoder")}
    if hasattr(network, "text_encoder"):
        modules["text_encoder"] = network.text_encoder()
    return modules


def answer(modules: Mapping[str, nn.Module], features: list[Tensor], prompt: Prompt) -> list[Tensor]:
    """The prompt encoder's outputs and the mask decoder's for one prompt: two and three tensors."""
    sparse, dense = modules["prompt_encoder"](*prompt)
    return [sparse, dense, *modules["mask_decoder"](features, sparse, dense, prompt.text)]


@torch.no_grad()
def probe(network: nn.Module, taken: Mapping[str, bool]) -> dict[str, object]:
    """The decoder's answer for an image whose features are all zero; `taken` is the manifest's `prompts`."""
    config = network.config
    features = [torch.zeros(1, *shape) for shape in config.feature_shapes]
    _, _, logits, predicted_iou, _ = answer(parts(network), features, probe_prompt(taken, config.image_size))
    return {"predicted_iou": predicted_iou[0].tolist(), "logits_mean": float(logits.double().mean())}


@torch.no_grad()
def verify(network: nn.Module, folder: Path, taken: Mapping[str, bool]) -> float:
    """Compare every written module with its original; return the largest relative difference.

    `taken` is the manifest's `prompts`.
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
    for prompt in sample_prompts(config.image_size, text, mask, generator):
        if prompt.fits(taken):
            expected = answer(eager, features, prompt)
            check_decoded(config, expected[2:])
            actual = answer(loaded, features, prompt)
            check_decoded(config, actual[2:])
            worst = max(worst, difference("prompt_encoder and mask_decoder", expected, actual))
    return worst


def check_features(config: Any, features: Sequence[Tensor]) -> None:
    """Raise an error unless the image encoder's outputs have the shapes of config.feature_shapes."""
    expected, actual = [[1, *shape] for shape in config.feature_shapes], [list(feature.shape) for feature in features]
    if actual != expected:
        raise UserError(f"image_encoder: returns shapes {actual}, not {expected}; fix it, or config.feature_shapes")


def check_decoded(config: Any, decoded: Sequence[Tensor]) -> None:
    """Raise an error unless the mask decoder's outputs for TARGETS targets have the shapes that a bundle needs."""
    if len(decoded) != 3:
        raise UserError(f"mask_decoder: returns {len(decoded)} tensors, not logits, predicted IoU and semantic vectors")
    tokens, side = config.mask_tokens, config.low_res
    logits, predicted_iou, semantic = decoded
    for what, value, expected in (
        ("logits", logits, [TARGETS, tokens, side, side]),
        ("predicted IoU", predicted_iou, [TARGETS, tokens]),
        ("semantic vectors", semantic, [TARGETS, tokens, semantic.shape[-1] if semantic.dim() else 1]),
    ):
        if list(value.shape) != expected:
            raise UserError(
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


def difference(name: str, expected: list[Tensor], actual: list[Tensor]) -> float:
    """The largest relative difference; raises an error if it is too large."""
    pairs = zip(expected, actual, strict=True)
    worst = max(float((a - b).abs().max() / a.abs().max().clamp(min=1.0)) for a, b in pairs)
    if not worst <= TOLERANCE:
        raise UserError(f"{name}: the exported module differs from the network by {worst:.1e} (allowed {TOLERANCE})")
    return worst
