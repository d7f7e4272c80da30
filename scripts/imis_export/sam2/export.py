"""Exporter for SAM-2: from a published checkpoint to a bundle."""

import argparse
import re
from pathlib import Path
from typing import Mapping, Optional

import torch
from torch import Tensor

from user_error import UserError

from ..bundle import check_target
from ..checkpoint import check_state, drop_unused
from ..families import SAM2 as FAMILY, require_family
from ..hugging_face import load_weights, weights_file
from ..prompted import image_input, write_bundle
from . import hugging_face, names
from .config import VARIANTS
from .network import SAM2

HELP = "SAM-2 and SAM-2.1, from the original checkpoint or a Hugging Face folder (such as sam2.1-hiera-tiny)"
PATCHES = "image_encoder.trunk.patch_embed.proj.weight"
BLOCK = re.compile(r"image_encoder\.trunk\.blocks\.(\d+)\.")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--variant", choices=list(VARIANTS), help="size of the network (default: as its tensors say)")


def run(args: argparse.Namespace) -> str:
    """Export as the command line asks; return one line about what was done."""
    check_target(args.output, args.force)
    args.checkpoint = weights_file(args.checkpoint, "sam2", "sam2_video")
    network = load_network(args.checkpoint, args.variant)
    tokens = list(range(1, network.config.mask_tokens))
    return write_bundle(
        args,
        network,
        family="sam2",
        input=image_input(network.config.image_size, interpolation="bilinear-antialias"),
        history="all",
        candidates={
            "single_point": tokens,
            "otherwise": [0],
            "stability": {"delta": 0.05, "threshold": 0.98, "fallback": tokens},
        },
        output={"through": "original", "threshold": 0.0},
        grid="original",
    )


def load_network(path: Path, variant: Optional[str] = None) -> SAM2:
    """The network with the weights of a file; `variant`, if given, must be that of the tensors."""
    state = load_published(path)
    found = variant_of(state, path)
    if variant not in (None, found):
        raise UserError(f"{path}: the weights are {found}, not {variant}; give --variant {found}, or leave it out")
    with torch.device("meta"):
        network = SAM2(VARIANTS[found])
    check_state(state, names.published_shapes(network), path)
    network.load_state_dict(names.network_state(network, state), assign=True)
    return network.eval().requires_grad_(False)


def load_published(path: Path) -> dict[str, Tensor]:
    """The tensors that a single image needs, by original name, as float32; those of another family are refused."""
    state = load_weights(path)
    require_family(state, FAMILY, path)
    if hugging_face.is_transformers_layout(state):
        state = hugging_face.original_state(drop_unused(state, hugging_face.UNUSED))
    return drop_unused(state, names.UNUSED)


def variant_of(state: Mapping[str, Tensor], path: Path) -> str:
    """The variant of the tensors' width and number of blocks."""
    if PATCHES not in state:
        raise UserError(f"{path}: missing: {PATCHES}; download it again")
    width = state[PATCHES].shape[0]
    depth = 1 + max((int(match[1]) for match in map(BLOCK.match, state) if match), default=-1)
    for name, config in VARIANTS.items():
        if (config.encoder_dim, config.depth) == (width, depth):
            return name
    known = ", ".join(f"{name} {config.encoder_dim} and {config.depth}" for name, config in VARIANTS.items())
    raise UserError(f"{path}: {width} channels and {depth} blocks fit no variant ({known}); give another file")
