"""Exporter for SAM fine-tuned by Huang et al. on boxes (Segment Anything Model for Medical Images)."""

import argparse

from ..families import SAM
from ..prompted import BOX_ONLY, image_input, write_bundle
from . import loading

HELP = "SAM fine-tuned by Huang et al. (Segment Anything Model for Medical Images), from the original checkpoint"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    loading.add_arguments(parser)
    parser.add_argument(
        "--intensity",
        choices=("percentiles", "none"),
        default="percentiles",
        help="values before the resize: clipped to percentiles and spread as the authors do, or left as they are",
    )


def run(args: argparse.Namespace) -> str:
    """Export as the command line asks; return one line about what was done."""
    network = loading.load_for(args, SAM)
    size = network.config.image_size
    return write_bundle(
        args,
        network,
        family="huang",
        input=image_input(size, "longest-side", "bilinear-8bit", intensity=args.intensity),
        grid="original",
        **BOX_ONLY,
    )
