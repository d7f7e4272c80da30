"""The prompts on which every system's answers are compared before any time is taken."""

import csv
import json
from pathlib import Path
from typing import Iterator, Optional

import numpy as np

from .rounds import Work, bounding_box
from .samples import Item

Click = tuple[int, int, int]


def at_pixel(pixel: int, truth: np.ndarray) -> Click:
    y, x = divmod(int(pixel), truth.shape[1])
    return x, y, int(truth[y, x])


def probe(truth: np.ndarray, work: Work) -> Iterator[tuple[Optional[np.ndarray], Optional[Click]]]:
    """A box or a click for each of two rounds: the target's box or a pixel inside it, then a pixel outside."""
    inside, outside = np.flatnonzero(truth), np.flatnonzero(~truth)
    if work.prompt == "box":
        yield bounding_box(truth), None
    else:
        yield None, at_pixel(inside[inside.size // 2], truth)
    if work.rounds > 1:
        yield None, at_pixel(outside[outside.size // 3], truth)


def write_prompts(path: Path, item: Item, name: str, truth: np.ndarray, work: Work) -> int:
    """The same prompts as a table that `imis evaluate --prompts` replays; returns the number of rounds."""
    rows = []
    for number, (box, click) in enumerate(probe(truth, work), start=1):
        given = {"box": [int(side) for side in box]} if box is not None else {"points": [list(click or ())]}
        prompt = json.dumps({"grid": list(truth.shape), **given})
        rows.append([item.dataset, item.image.stem, name, number, prompt])
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["dataset", "image", "target", "round", "prompt"])
        writer.writerows(rows)
    return len(rows)


def largest_difference(expected: np.ndarray, actual: np.ndarray) -> float:
    """The largest difference of two answers, relative to the largest value (at least 1); infinite for other shapes."""
    if expected.shape != actual.shape or not np.isfinite(actual).all():
        return float("inf")
    return float(np.abs(expected - actual).max() / max(1.0, float(np.abs(expected).max())))
