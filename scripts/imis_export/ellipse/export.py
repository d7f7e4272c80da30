"""Exporter for the ellipse baseline."""

import argparse
from pathlib import Path

from ..bundle import check_target, sha256
from ..prompted import BOX_ONLY, image_input, write_bundle
from . import modules
from .network import Ellipse

HELP = "baseline without weights: the ellipse inscribed in the box"
NEEDS_CHECKPOINT = False
# There are no weights: the code is the source whose hash the manifest holds.
CODE = Path(modules.__file__)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--image-size", type=int, metavar="N", default=512, help="side of the model grid in pixels (512)"
    )
    parser.set_defaults(checkpoint=CODE, licence="Apache-2.0", half=False)


def run(args: argparse.Namespace) -> str:
    check_target(args.output, args.force)
    return write_bundle(
        args,
        Ellipse(args.image_size),
        family="ellipse",
        source={"checkpoint": "scripts/imis_export/ellipse/modules.py", "sha256": sha256(CODE)},
        input=image_input(args.image_size, normalisation={"mean": [0.0, 0.0, 0.0], "std": [1.0, 1.0, 1.0]}),
        **BOX_ONLY,
    )
