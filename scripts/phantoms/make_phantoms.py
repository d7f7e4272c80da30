#!/usr/bin/env python3
"""Makes data/phantoms, the generated data sets that come with the tool, or checks that they match the code.

Needs numpy, scipy and opencv-python-headless. Other processors round a few pixels to the next grey level, which --check
tolerates; other releases of these libraries may draw some pixels differently.
"""
import argparse
import shutil
import sys
from pathlib import Path

from generator import collection


def parse_arguments():
    default = Path(__file__).resolve().parents[2] / "data" / "phantoms"
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--output", type=Path, default=default, metavar="DIR",
                        help="folder of the data sets (default: data/phantoms)")
    parser.add_argument("--check", action="store_true", help="compare with what is there; write nothing")
    return parser.parse_args()


def check(output):
    problems = list(collection.differences(output))
    print("\n".join(problems) if problems else f"{output}: matches the code")
    return 1 if problems else 0


def make(output):
    present = output.iterdir() if output.exists() else ()
    unknown = [path.name for path in present if not path.name.startswith(("phantom_", "README"))]
    if unknown:
        print(f"error: {output}: contains other files ({unknown[0]}); give another --output", file=sys.stderr)
        return 2
    for folder in output.glob("phantom_*"):
        shutil.rmtree(folder)
    collection.write(output)
    size = sum(path.stat().st_size for path in output.rglob("*") if path.is_file())
    print(f"{output}: {len(list(output.rglob('*.png')))} images, {size / 1e6:.1f} MB")
    return 0


def main():
    args = parse_arguments()
    try:
        return check(args.output) if args.check else make(args.output)
    except OSError as error:
        print(f"error: {error}; give another --output", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
