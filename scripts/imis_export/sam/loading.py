"""A network of the SAM architecture from a checkpoint; its sizes follow from the tensors."""

import argparse
from dataclasses import replace
from pathlib import Path
from typing import Mapping, Optional

import torch
from torch import Tensor

from user_error import UserError

from ..bundle import check_target
from ..checkpoint import load_into
from ..families import POSITIONS, Family, require_family
from ..hugging_face import load_weights, weights_file
from .config import VARIANTS, SAMConfig
from .hugging_face import is_transformers_layout, original_state
from .network import SAM


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--variant", choices=sorted(VARIANTS), help="size of the network (default: as its tensors say)")


def load_for(args: argparse.Namespace, family: Family) -> SAM:
    """The network in args.checkpoint, which is set to the file inside if it is a folder."""
    check_target(args.output, args.force)
    args.checkpoint = weights_file(args.checkpoint, "sam")
    return load_network(args.checkpoint, args.variant, family)


def load_network(path: Path, variant: Optional[str], family: Family) -> SAM:
    """The network with the weights of a file; a checkpoint of another family or variant is refused."""
    state = load_weights(path)
    if is_transformers_layout(state):
        state = original_state(state)
    require_family(state, family, path)
    with torch.device("meta"):
        network = SAM(configuration(state, variant, path))
    load_into(network, state, path)
    return network


def configuration(state: Mapping[str, Tensor], variant: Optional[str], path: Path) -> SAMConfig:
    """The variant of the tensors' width, at their input size, with adapters if they have some."""
    grid, width = state[POSITIONS].shape[1], state[POSITIONS].shape[3]
    fitting = next((name for name, config in VARIANTS.items() if config.encoder_dim == width), None)
    if fitting is None:
        known = ", ".join(f"{name} {config.encoder_dim}" for name, config in VARIANTS.items())
        raise UserError(
            f"{path}: the image encoder is {width} wide, which no known variant is ({known}); give another file"
        )
    if variant not in (None, fitting):
        raise UserError(f"{path}: the weights are {fitting}, not {variant}; give --variant {fitting}, or leave it out")
    config = VARIANTS[fitting]
    adapters = any(".Adapter." in name for name in state)
    return replace(config, image_size=config.patch_size * grid, adapters=adapters)
