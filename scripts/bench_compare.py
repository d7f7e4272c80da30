#!/usr/bin/env python3
"""Time imis beside eager PyTorch, OpenVINO and ONNX Runtime: the same network, images, targets and rounds.

    scripts/bench_compare.py --model models/imis-tiny --data data/phantoms --images 2 --threads 2

Each system preprocesses an image, encodes it once and then, for every target and round, runs prompt encoder and
decoder, brings the mask to the image's size and draws the next click. All compute in fp32 on a CPU with the same number
of threads. Before any time is taken, their logits are compared with those of eager PyTorch. Systems take turns, each in
a process of its own, for several repetitions. A Markdown table is printed, and written with --output.

OpenVINO and ONNX Runtime are installed by pip into a folder below --work, once; .venv is left as it is. A system that
cannot be set up is named in the report, and the others are measured.
"""

import argparse
import sys
from pathlib import Path

from bench_compare.machine import usable_cores
from bench_compare.participants import Task
from bench_compare.rounds import Work
from bench_compare.setting_up import Comparison
from bench_compare.systems import KINDS
from user_error import UserError

REPOSITORY = Path(__file__).resolve().parents[1]
DEFAULT_SYSTEMS = "eager,imis,openvino,onnxruntime"


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-m", "--model", type=Path, required=True, help="bundle of the family imisnet or imisconv")
    parser.add_argument("-d", "--data", type=Path, required=True, help="data set folder, or a folder of data sets")
    parser.add_argument("--images", type=int, default=4, metavar="N", help="first test images of each data set (4)")
    parser.add_argument("--rounds", type=int, default=4, metavar="K", help="rounds for every target (4)")
    parser.add_argument(
        "--prompt", choices=("point", "box"), default="point", help="the first round's (point; imis: always)"
    )
    parser.add_argument("--threads", type=int, default=usable_cores(), metavar="N", help="of every system (all cores)")
    parser.add_argument("--repetitions", type=int, default=5, metavar="R", help="passes of every system (5)")
    parser.add_argument("--systems", default=DEFAULT_SYSTEMS, help=f"of {', '.join(KINDS)} ({DEFAULT_SYSTEMS})")
    parser.add_argument("--imis", type=Path, default=REPOSITORY / "build" / "imis", help="the program (build/imis)")
    parser.add_argument("--work", type=Path, default=REPOSITORY / "build" / "compare", help="folder (build/compare)")
    parser.add_argument("--output", type=Path, metavar="FILE", help="write the report there as well")
    args = parser.parse_args()
    args.systems = args.systems.split(",")
    unknown = [name for name in args.systems if name not in KINDS]
    if unknown:
        parser.error(f"--systems: unknown {', '.join(unknown)}; choose of {', '.join(KINDS)}")
    if min(args.images, args.rounds, args.threads, args.repetitions) < 1:
        parser.error("--images, --rounds, --threads and --repetitions are 1 or more")
    return args


def task_of(args: argparse.Namespace) -> Task:
    work = Work(args.rounds, args.prompt)
    return Task(args.model, args.data, args.images, args.threads, work, args.work)


def main() -> int:
    args = arguments()
    try:
        args.work.mkdir(parents=True, exist_ok=True)
        report = Comparison(task_of(args), args.imis, args.systems).report(args.repetitions)
    except UserError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    print(report, end="")
    if args.output:
        args.output.write_text(report, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
