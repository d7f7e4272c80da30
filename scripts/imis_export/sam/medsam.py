"""Exporter for MedSAM (Ma et al.): SAM fine-tuned on boxes of medical images, with image preprocessing of its own."""

import argparse

from ..families import SAM
from ..prompted import BOX_ONLY, MIN_MAX, image_input, write_bundle
from .loading import add_arguments, load_for

__all__ = ["HELP", "add_arguments", "run"]
HELP = "MedSAM, from the original checkpoint or a Hugging Face folder"


def run(args: argparse.Namespace) -> str:
    """Export as the command line asks; return one line about what was done."""
    network = load_for(args, SAM)
    return write_bundle(
        args,
        network,
        family="medsam",
        input=image_input(network.config.image_size, interpolation="cubic-antialias", normalisation=MIN_MAX),
        output={"through": "original", "activation": "sigmoid", "threshold": 0.5},
        grid="original",
        **BOX_ONLY,
    )
