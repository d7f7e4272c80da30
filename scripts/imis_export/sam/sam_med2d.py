"""Exporter for SAM-Med2D: SAM on a smaller grid, fine-tuned on medical images, mostly with an adapter in each block."""

import argparse

from ..families import SAM_MED2D
from ..prompted import image_input, write_bundle
from . import loading

HELP = "SAM-Med2D, from the original checkpoint"
RESIZE = {"pad": "pad-or-stretch", "stretch": "stretch"}
SINGLE_POINT, ALWAYS = "single-point", "always"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    loading.add_arguments(parser)
    parser.add_argument(
        "--small-images",
        choices=tuple(RESIZE),
        default="pad",
        help="images smaller than the grid: centred in zeros, as in the authors' evaluation, or stretched, as in their "
        "predictor",
    )
    parser.add_argument(
        "--channels",
        choices=("BGR", "RGB"),
        default="BGR",
        help="order of the colours: BGR, as the authors' training, evaluation and examples read files (which they "
        "normalise with the numbers for RGB), or RGB, as documented for their predictor; no matter for grey images",
    )
    parser.add_argument(
        "--three-masks",
        choices=(SINGLE_POINT, ALWAYS),
        default=SINGLE_POINT,
        help="when the best of three masks is taken: for a single point, as SAM's authors advise, or always, as in the "
        "authors' evaluation",
    )


def run(args: argparse.Namespace) -> str:
    """Export as the command line asks; return one line about what was done."""
    network = loading.load_for(args, SAM_MED2D)
    three = list(range(1, network.config.mask_tokens))
    return write_bundle(
        args,
        network,
        family="sam-med2d",
        input=image_input(
            network.config.image_size, RESIZE[args.small_images], "nearest", channels=args.channels
        ),
        history="points",
        mask_feedback="sigmoid",
        candidates={"single_point": three, "otherwise": three if args.three_masks == ALWAYS else [0]},
        policy="sam-med2d",
    )
