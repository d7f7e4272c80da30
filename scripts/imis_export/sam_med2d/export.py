"""Exporter of SAM-Med2D: a published checkpoint, with or without adapters, to a bundle."""

import argparse

from ..families import SAM_MED2D
from ..prompted import image_input, write_bundle
from ..sam import loading

HELP = "SAM-Med2D, from the original checkpoint"
RESIZE = {"pad": "pad-or-stretch", "stretch": "stretch"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    loading.add_arguments(parser)
    parser.add_argument(
        "--small-images",
        choices=tuple(RESIZE),
        default="pad",
        help="images smaller than the grid: centred in zeros, as in the authors' evaluation, or stretched, as in their "
        "predictor",
    )


def run(args: argparse.Namespace) -> str:
    """Export as the command line says; return one line about what was done."""
    network = loading.load_for(args, SAM_MED2D)
    return write_bundle(
        args,
        network,
        family="sam-med2d",
        input=image_input(network.config.image_size, RESIZE[args.small_images], "nearest"),
        history="points",
        mask_feedback="sigmoid",
        candidates={"single_point": list(range(1, network.config.mask_tokens)), "otherwise": [0]},
        policy="sam-med2d",
    )
