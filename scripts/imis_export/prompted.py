"""Bundles of promptable networks: an image encoder, a prompt encoder, a mask decoder and, for some, a text encoder."""

import argparse
from typing import Any, Mapping, Optional

import torch
from torch import nn

from .bundle import new_bundle, sha256, write_manifest
from .categories import JSON_NAME, Categories
from .modules import round_to_half, save_module
from .prompt_kinds import taking
from .verification import MODULES, parts, probe, verify
from .vocabulary import MERGES_NAME, write_merges

SENTENCE = "A segmentation area of a {}."
# SAM's, which most of its descendants keep: ImageNet's, for values of 0..255.
MEAN_STD = {"mean": [123.675, 116.28, 103.53], "std": [58.395, 57.12, 57.375]}
MIN_MAX = {"normalisation": "min-max"}
# The manifest's fields for a network that takes nothing but boxes and offers its first mask token.
BOX_ONLY = {
    "prompts": taking("box"),
    "mask_feedback": "none",
    "candidates": {"single_point": [0], "otherwise": [0]},
}


def write_bundle(
    args: argparse.Namespace,
    network: nn.Module,
    merges: Optional[list[str]] = None,
    categories: Optional[Categories] = None,
    **differences: Any,
) -> str:
    """Write args.output completely or not at all; return one line about what was done.

    A network with a text encoder comes with the `merges` of its vocabulary. `differences` are the manifest's fields
    that differ from the published IMIS-Net's; `family` is always among them.
    """
    if args.half:
        round_to_half(network)
    fields = {**manifest(args, network, merges, categories), **differences}
    modules = parts(network)
    with new_bundle(args.output, args.force) as folder:
        for name, module in modules.items():
            save_module(module, folder / MODULES[name], args.half)
        if merges is not None:
            write_merges(merges, folder / MERGES_NAME)
        if categories:
            categories.write(folder)
        worst = verify(network, folder, fields["prompts"])
        write_manifest(folder, {**fields, "probe": probe(network, fields["prompts"])})
    return f"{args.output}: exported; modules agree with the network within {worst:.1e}"


def image_input(
    size: int,
    resize: str = "stretch",
    interpolation: str = "nearest-exact",
    normalisation: Mapping[str, Any] = MEAN_STD,
    channels: str = "RGB",
    **preparation: Any,
) -> dict[str, Any]:
    """The manifest's `input`: how an image becomes the network's input, a square of `size` x `size` pixels.

    `normalisation` and `preparation` are further fields: how values are normalised, and what is done before the resize.
    """
    return {
        "size": [size, size],
        "resize": resize,
        "interpolation": interpolation,
        "channels": channels,
        **normalisation,
        **preparation,
    }


def manifest(
    args: argparse.Namespace, network: nn.Module, merges: Optional[list[str]], categories: Optional[Categories]
) -> dict[str, Any]:
    """Every field but the probe, as the published IMIS-Net has them."""
    config = network.config
    candidates = list(range(1, config.mask_tokens))
    return {
        "name": args.name or args.output.resolve().name,
        "family": "",
        "version": "1",
        "licence": args.licence,
        "source": {"checkpoint": args.checkpoint.name, "sha256": sha256(args.checkpoint)},
        "exported_with": {"torch": torch.__version__.split("+")[0]},
        "input": image_input(config.image_size),
        "features": config.feature_shapes,
        "prompts": taking("point", "box", "mask", *(["text"] if merges is not None else [])),
        "history": "last",
        "mask_feedback": "logits",
        "low_res": [config.low_res, config.low_res],
        "candidates": {"single_point": candidates, "otherwise": candidates},
        "output": {"through": "input", "threshold": 0.0},
        "text": text_fields(config.text_context) if merges is not None else None,
        "categories": JSON_NAME if categories else None,
        "modules": {name: MODULES[name] for name in parts(network)},
    }


def text_fields(context: int) -> dict[str, Any]:
    """The manifest's `text`; `context` is the longest token sequence."""
    return {"tokenizer": "clip-bpe", "merges": MERGES_NAME, "context": context, "template": SENTENCE}
