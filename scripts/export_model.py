#!/usr/bin/env python3
"""Turn a published checkpoint into a model bundle that `imis` can load.

    scripts/export_model.py imisnet --checkpoint IMISNet-B.pth --output models/imisnet-b \\
        --categories categories_weight.pkl

Needs Python 3.10 to 3.13 with torch and numpy. The exported modules are compared with the original network before the
bundle appears; on any error nothing is written.
"""

import argparse
import sys
from pathlib import Path
from types import ModuleType

from imis_export.ellipse import export as ellipse
from imis_export.imisconv import export as imisconv
from imis_export.imisnet import export as imisnet
from imis_export.sam import export as sam
from imis_export.sam import huang, medsam, sam_med2d
from imis_export.sam2 import export as sam2
from user_error import UserError

# A family's module has HELP, add_arguments(parser) and run(args) -> str; NEEDS_CHECKPOINT = False if it has no weights.
FAMILIES: dict[str, ModuleType] = {
    "imisnet": imisnet,
    "imisconv": imisconv,
    "ellipse": ellipse,
    "sam2": sam2,
    "sam": sam,
    "medsam": medsam,
    "huang": huang,
    "sam-med2d": sam_med2d,
}


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    families = top.add_subparsers(dest="family", required=True, metavar="FAMILY")
    for name, family in FAMILIES.items():
        sub = families.add_parser(name, help=family.HELP, description=family.HELP)
        if getattr(family, "NEEDS_CHECKPOINT", True):
            add_checkpoint_arguments(sub)
        sub.add_argument("--output", type=Path, required=True, metavar="DIR", help="folder of the new bundle")
        sub.add_argument("--name", help="the model's name in results (default: the folder's name)")
        sub.add_argument("--force", action="store_true", help="replace an existing bundle")
        family.add_arguments(sub)
    return top


def add_checkpoint_arguments(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("--checkpoint", type=Path, required=True, metavar="FILE", help="the weights (torch.save file)")
    sub.add_argument("--licence", default="unknown", help="licence of the weights, stored in the manifest")
    sub.add_argument("--half", action="store_true", help="store weights as 16-bit floats: half the size")


def main() -> int:
    args = parser().parse_args()
    if sys.version_info >= (3, 14):
        print("error: TorchScript needs Python 3.10 to 3.13, this is " + sys.version.split()[0], file=sys.stderr)
        return 1
    try:
        print(FAMILIES[args.family].run(args))
    except (UserError, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
