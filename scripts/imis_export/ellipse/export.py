"""Exporter of the ellipse baseline."""

import argparse
import hashlib
import inspect
from typing import Any

import torch

from ..bundle import check_target, new_bundle, write_manifest
from ..modules import load_module, save_module
from . import modules

HELP = "baseline without weights: the ellipse inscribed in the box"
NEEDS_CHECKPOINT = False
FILES = {
    "image_encoder": "image_encoder.pt",
    "prompt_encoder": "prompt_encoder.pt",
    "mask_decoder": "mask_decoder.pt",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--image-size", type=int, metavar="N", default=512, help="side of the model grid in pixels (512)")


def run(args: argparse.Namespace) -> str:
    check_target(args.output, args.force)
    parts = {
        "image_encoder": modules.ImageEncoder(),
        "prompt_encoder": modules.PromptEncoder(),
        "mask_decoder": modules.MaskDecoder(args.image_size),
    }
    with new_bundle(args.output, args.force) as folder:
        for name, module in parts.items():
            save_module(module, folder / FILES[name], half=False)
        loaded = [load_module(folder / FILES[name]) for name in ("prompt_encoder", "mask_decoder")]
        write_manifest(folder, manifest(args, probe(args.image_size, *loaded)))
    return f"{args.output}: exported"


@torch.no_grad()
def probe(size: int, prompt_encoder: torch.nn.Module, mask_decoder: torch.nn.Module) -> dict[str, object]:
    """The whole grid as box, since there are no points."""
    box = torch.tensor([[0.0, 0.0, size - 1.0, size - 1.0]])
    sparse, dense = prompt_encoder(None, None, box, None, None)
    logits, predicted_iou, _ = mask_decoder([torch.zeros(1, 1, 1, 1)], sparse, dense, None)
    return {"predicted_iou": predicted_iou[0].tolist(), "logits_mean": float(logits.double().mean())}


def manifest(args: argparse.Namespace, probe_record: dict[str, object]) -> dict[str, Any]:
    return {
        "name": args.name or args.output.resolve().name,
        "family": "ellipse",
        "version": "1",
        "licence": "Apache-2.0",
        "source": {
            "checkpoint": "scripts/imis_export/ellipse/modules.py",
            "sha256": hashlib.sha256(inspect.getsource(modules).encode("utf-8")).hexdigest(),
        },
        "exported_with": {"torch": torch.__version__.split("+")[0]},
        "input": {
            "size": [args.image_size, args.image_size],
            "resize": "stretch",
            "interpolation": "nearest-exact",
            "channels": "RGB",
            "mean": [0.0, 0.0, 0.0],
            "std": [1.0, 1.0, 1.0],
        },
        "features": [[1, 1, 1]],
        "prompts": {"point": False, "box": True, "text": False, "mask": False},
        "history": "last",
        "mask_feedback": "none",
        "low_res": [args.image_size, args.image_size],
        "candidates": {"single_point": [0], "otherwise": [0]},
        "output": {"through": "input", "threshold": 0.0},
        "text": None,
        "categories": None,
        "modules": dict(FILES),
        "probe": probe_record,
    }
