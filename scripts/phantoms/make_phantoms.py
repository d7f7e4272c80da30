#!/usr/bin/env python3
"""Makes data/phantoms, the generated data sets that come with the tool, or checks that they are what the code makes.

Needs numpy, scipy and opencv-python-headless. Other releases of these may draw some pixels differently.
"""
import argparse
import shutil
import sys
from pathlib import Path

from generator import collection


def main():
    default = Path(__file__).resolve().parents[2] / "data" / "phantoms"
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--output", type=Path, default=default, help="folder of the data sets (default: data/phantoms)")
    parser.add_argument("--check", action="store_true", help="compare with what is there; write nothing")
    args = parser.parse_args()
    if args.check:
        problems = list(collection.differences(args.output))
        print("\n".join(problems) if problems else f"{args.output}: as the code makes it")
        return 1 if problems else 0
    if args.output.exists():
        unknown = [path.name for path in args.output.iterdir() if not path.name.startswith(("phantom_", "README"))]
        if unknown:
            print(f"{args.output}: holds other files ({unknown[0]}); give another --output", file=sys.stderr)
            return 2
        for folder in args.output.glob("phantom_*"):
            shutil.rmtree(folder)
    collection.write(args.output)
    size = sum(path.stat().st_size for path in args.output.rglob("*") if path.is_file())
    print(f"{args.output}: {len(list(args.output.rglob('*.png')))} images, {size / 1e6:.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
