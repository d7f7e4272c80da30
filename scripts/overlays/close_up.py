"""The part of an image around a target."""

from typing import Sequence

import numpy as np

from . import view
from .subject import Target

ROOM = 0.35  # around the target and the masks, as a share of their size
LEAST = 0.3  # of the image's shorter side


def seen_pixels(target: Target, masks: Sequence[np.ndarray]) -> np.ndarray:
    """Corners (x, y) of all that the picture must show."""
    rows, columns = np.nonzero(np.any([target.truth, *masks], axis=0))
    clicks = [(click.x, click.y) for prompt in target.prompts for click in prompt.clicks]
    boxes = [corner for prompt in target.prompts if prompt.box for corner in (prompt.box[:2], prompt.box[2:])]
    return np.array([(columns.min(), rows.min()), (columns.max(), rows.max()), *clicks, *boxes])


def span(low: float, high: float, length: float, limit: int) -> tuple[int, int]:
    """`length` pixels around the middle of low..high, moved to lie within 0..limit."""
    size = min(round(length), limit)
    start = round((low + high + 1) / 2 - size / 2)
    start = min(max(start, 0), limit - size)
    return start, start + size


def close_up(corners: np.ndarray, size: tuple[int, int], side: int) -> view.View:
    """A square around the corners, at most the whole image."""
    (left, top), (right, bottom) = corners.min(0), corners.max(0)
    length = max(max(right - left, bottom - top) * (1 + ROOM), LEAST * min(size))
    x0, x1 = span(left, right, length, size[1])
    y0, y1 = span(top, bottom, length, size[0])
    return view.fitted(x0, y0, x1, y1, side, side)
