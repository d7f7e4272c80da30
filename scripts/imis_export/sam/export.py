"""Exporter for SAM: from a published checkpoint to a bundle."""

import argparse

from ..families import SAM
from ..prompted import image_input, write_bundle
from .loading import add_arguments, load_for

__all__ = ["HELP", "add_arguments", "run"]
HELP = "Segment Anything (SAM), from the original checkpoint or a Hugging Face folder"


def run(args: argparse.Namespace) -> str:
    """Export as the command line asks; return one line about what was done."""
    network = load_for(args, SAM)
    return write_bundle(
        args,
        network,
        family="sam",
        input=image_input(network.config.image_size, "longest-side", "bilinear-8bit"),
        history="all",
        candidates={"single_point": list(range(1, network.config.mask_tokens)), "otherwise": [0]},
        grid="original",
    )
