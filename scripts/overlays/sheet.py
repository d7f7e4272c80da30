"""Pictures of whole pages: one strip with a margin, or all strips under a title."""

from typing import Sequence

import numpy as np

from . import canvas, marks, style
from .results import Results

MARGIN = 20
BETWEEN = 14
TITLE = 58


def with_margin(picture: np.ndarray) -> np.ndarray:
    framed = canvas.page(picture.shape[0] + 2 * MARGIN, picture.shape[1] + 2 * MARGIN)
    canvas.paste(framed, picture, MARGIN, MARGIN)
    return framed


def key() -> np.ndarray:
    """What the signs mean."""
    row, y = canvas.page(TITLE, 640), 27
    x = 0
    for positive, text in ((True, "click: add"), (False, "click: remove")):
        marks.click_sign(row, x + 9, y - 6, positive, 6.5, style.TRUTH)
        x = canvas.write(row, text, x + 24, y, 17, style.MUTED) + 22
    marks.stroke(row, x, y - 6, x + 20, y - 6, 1)
    x = canvas.write(row, "true outline", x + 28, y, 17, style.MUTED) + 22
    row[y - 13:y + 1, x:x + 20] = style.target_colour(0)
    return row[:, :canvas.write(row, "mask", x + 28, y, 17, style.MUTED)]


def append_key(header: np.ndarray, end: int) -> None:
    """At the right end of a title line, where the text that stops at `end` leaves room."""
    signs = key()
    start = header.shape[1] - signs.shape[1]
    if start >= end + 20:
        canvas.paste(header, signs, start, 0)


def title_line(results: Results, width: int) -> np.ndarray:
    header = canvas.page(TITLE, width)
    title = results.context.get("model", "imis")
    end = canvas.write(header, title, 0, 27, 25, weight=style.BOLD)
    protocol = f"first prompt: {results.context.get('prompt', 'unknown')}"
    if results.rounds > 1:
        protocol += "; then one corrective click a round"
    end = canvas.write(header, protocol, end + 20, 27, 17, style.MUTED)
    append_key(header, end)
    return header


def sheet(results: Results, strips: Sequence[np.ndarray]) -> np.ndarray:
    """All strips, one below the other."""
    width = strips[0].shape[1]
    parts = [title_line(results, width)]
    for picture in strips:
        parts += [picture, canvas.page(BETWEEN, width)]
    return with_margin(np.vstack(parts[:-1]))
