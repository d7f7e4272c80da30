"""Bundles of networks that take points, boxes, text and earlier masks, and offer candidates with their IoU and category."""

import argparse
from typing import Any, Optional

import torch
from torch import nn

from .bundle import new_bundle, sha256, write_manifest
from .categories import JSON_NAME, Categories
from .modules import round_to_half, save_module
from .verification import MODULES, parts, probe, verify
from .vocabulary import MERGES_NAME, write_merges

SENTENCE = "A segmentation area of a {}."


def write_bundle(
    args: argparse.Namespace, network: nn.Module, merges: list[str], categories: Optional[Categories], **differences: Any
) -> str:
    """Write args.output whole or not at all; return one line about what was done.

    `differences` are the manifest's fields that are not as the published IMIS-Net has them; `family` is always among them.
    """
    if args.half:
        round_to_half(network)
    with new_bundle(args.output, args.force) as folder:
        for name, module in parts(network).items():
            save_module(module, folder / MODULES[name], args.half)
        write_merges(merges, folder / MERGES_NAME)
        if categories:
            categories.write(folder)
        worst = verify(network, folder)
        write_manifest(folder, {**manifest(args, network, categories), **differences})
    return f"{args.output}: exported; modules agree with the network within {worst:.1e}"


def manifest(args: argparse.Namespace, network: nn.Module, categories: Optional[Categories]) -> dict[str, Any]:
    config = network.config
    candidates = list(range(1, config.mask_tokens))
    return {
        "name": args.name or args.output.resolve().name,
        "family": "",
        "version": "1",
        "licence": args.licence,
        "source": {"checkpoint": args.checkpoint.name, "sha256": sha256(args.checkpoint)},
        "exported_with": {"torch": torch.__version__.split("+")[0]},
        "input": {
            "size": [config.image_size, config.image_size],
            "resize": "stretch",
            "interpolation": "nearest-exact",
            "channels": "RGB",
            "mean": [123.675, 116.28, 103.53],
            "std": [58.395, 57.12, 57.375],
        },
        "features": config.feature_shapes,
        "prompts": {"point": True, "box": True, "text": True, "mask": True},
        "history": "last",
        "mask_feedback": "logits",
        "low_res": [config.low_res, config.low_res],
        "candidates": {"single_point": candidates, "otherwise": candidates},
        "output": {"through": "input", "threshold": 0.0},
        "text": {
            "tokenizer": "clip-bpe",
            "merges": MERGES_NAME,
            "context": config.text_context,
            "template": SENTENCE,
        },
        "categories": JSON_NAME if categories else None,
        "modules": dict(MODULES),
        "probe": probe(network),
    }
