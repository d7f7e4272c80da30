#!/usr/bin/env python3
"""Draw what `imis evaluate --save-masks` has done: masks, true outlines and clicks on the images.

    scripts/draw_overlays.py --results out/demo

writes out/demo/overlays/NAME.png (the first image of each data set), out/demo/overlays.png (all of them) and
out/demo/session.png (one target, click by click). Needs numpy, scipy and opencv-python-headless as
scripts/requirements.txt has them.
"""

import argparse
import sys
from pathlib import Path

import cv2

from overlays.choice import choose_session, default_rounds, first_images
from overlays.datasets import Dataset, find_datasets, load_sample
from overlays.errors import OverlayError
from overlays.pictures import write_picture
from overlays.results import Results, Session, check_masks, check_rounds, file_name, only_datasets, read_results
from overlays.session import session_picture
from overlays.sheet import sheet, with_margin
from overlays.strip import Cell, snug, strip
from overlays.subject import Subject, make_subject

STRIP = Cell(width=360, height=360, names=220, radius=6.5)
SHEET = Cell(width=260, height=260, names=220, radius=5.5)


def parser() -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--results", type=Path, required=True, metavar="DIR", help="output folder of `imis evaluate`")
    options.add_argument("--data", type=Path, nargs="+", metavar="DIR",
                         help="data set folders, or folders of them (default: those that summary.json names)")
    options.add_argument("--only", nargs="+", metavar="NAME", help="these data sets only, by name (default: all)")
    options.add_argument("--rounds", type=int, nargs="+", metavar="K",
                         help="rounds to draw (default: 1, 3 and the last, as far as they were run)")
    options.add_argument("--targets", type=int, default=3, metavar="N", help="at most N targets an image (default: 3)")
    options.add_argument("--output", type=Path, metavar="DIR",
                         help="where the pictures go (default: the results folder)")
    return options


def load_subject(results: Results, datasets: dict[str, Dataset], sessions: list[Session], limit: int) -> Subject:
    """The image of these sessions with its largest targets."""
    first = sessions[0]
    if first.dataset not in datasets:
        raise OverlayError(f"data set '{first.dataset}' of {results.folder} not found; give its folder with --data")
    sample = load_sample(datasets[first.dataset], results.split, first.image)
    for session in sessions:
        if session.target not in sample.truth:
            raise OverlayError(f"{first.dataset}, {first.image}: its label has no '{session.target}'; "
                               "give the data that was evaluated with --data")
    return make_subject(results, sample, sessions, limit)


def draw(results: Results, datasets: dict[str, Dataset], rounds: list[int], limit: int, output: Path) -> int:
    """Writes all pictures; returns the number of data sets."""
    strips = []
    for sessions in first_images(results):
        subject = load_subject(results, datasets, sessions, limit)
        picture = with_margin(strip(subject, rounds, snug(STRIP, subject.sample.size)))
        write_picture(output / "overlays" / f"{file_name(sessions[0].dataset)}.png", picture)
        strips.append(strip(subject, rounds, SHEET))
    write_picture(output / "overlays.png", sheet(results, strips))
    chosen = load_subject(results, datasets, [choose_session(results.sessions)], 1)
    write_picture(output / "session.png", session_picture(chosen))
    return len(strips)


def run(args: argparse.Namespace) -> str:
    results = read_results(args.results)
    if args.only:
        results = only_datasets(results, args.only)
    rounds = args.rounds or default_rounds(results.rounds)
    check_rounds(results, rounds)
    check_masks(results)
    output = args.output or args.results
    count = draw(results, find_datasets(args.data or results.dataset_folders()), rounds, max(1, args.targets), output)
    return (f"pictures of {count} data set{'s' if count > 1 else ''} are in {output}: "
            "overlays.png, session.png and overlays/")


def main() -> int:
    cv2.setNumThreads(1)
    try:
        print(run(parser().parse_args()))
    except (OverlayError, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
