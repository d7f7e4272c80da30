"""One image in a row: names, true outlines, then the masks of some rounds."""

from dataclasses import dataclass, replace
from typing import Sequence

import numpy as np

from . import canvas, marks, style, view
from .results import read_mask
from .subject import Subject

GAP = 12
CAPTION = 34
LEAST_WIDTH = 220


@dataclass(frozen=True)
class Cell:
    """The room of one panel, without its caption."""

    width: int
    height: int
    names: int  # width of the column of names
    radius: float  # of a click


def truth_panel(subject: Subject, part: view.View) -> np.ndarray:
    picture = part.image(subject.sample.image)
    for target in subject.targets:
        marks.outline(picture, part.mask(target.truth), target.colour, 2)
    return picture


def round_panel(subject: Subject, part: view.View, number: int, radius: float) -> np.ndarray:
    """The masks after a round, the true outlines and all clicks so far."""
    picture = part.image(subject.sample.image)
    sample, folder = subject.sample, subject.results.folder
    masks = [part.mask(read_mask(folder, target.session, number, sample.size)) for target in subject.targets]
    for target, mask in zip(subject.targets, masks):
        marks.tint(picture, mask, target.colour)
    for target in subject.targets:
        marks.outline(picture, part.mask(target.truth), style.TRUTH, 1)
    for target, mask in zip(subject.targets, masks):
        marks.outline(picture, mask, target.colour, 2)
    for target in subject.targets:
        marks.draw_prompts(picture, part, target.prompts[:number], radius, target.colour)
    return picture


def round_caption(subject: Subject, number: int) -> str:
    scores = [target.session.dice[number - 1] for target in subject.targets]
    mean = "mean " if len(scores) > 1 else ""
    return f"round {number}: {mean}Dice {sum(scores) / len(scores):.2f}"


def names_column(subject: Subject, height: int, width: int) -> np.ndarray:
    """Modality, data set, image, and the targets in their colours."""
    column = canvas.page(height, width)
    first = subject.targets[0].session
    room = width - GAP
    canvas.write(column, canvas.shortened(first.modality, room, 25, style.BOLD), 0, 26, 25, weight=style.BOLD)
    for y, name in ((49, first.dataset), (68, first.image)):
        canvas.write(column, canvas.shortened(name, room, 15), 0, y, 15, style.MUTED)
    for index, target in enumerate(subject.targets):
        y = 101 + 25 * index
        marks.disc(column, 6, y - 6, 6, target.colour)
        name = canvas.shortened(target.session.target.replace("_", " "), room - 20, 17)
        canvas.write(column, name, 20, y, 17)
    return column


def captioned(picture: np.ndarray, caption: str, width: int, height: int) -> np.ndarray:
    """The picture in the middle of width x height pixels, and its caption below."""
    block = canvas.page(height + CAPTION, width)
    canvas.paste(block, picture, (width - picture.shape[1]) // 2, (height - picture.shape[0]) // 2)
    x = (width - canvas.text_width(caption, 18)) // 2
    canvas.write(block, caption, max(x, 0), height + 22, 18)
    return block


def snug(cell: Cell, size: tuple[int, int]) -> Cell:
    """The cell no wider than an image of this size (and its caption)."""
    return replace(cell, width=max(LEAST_WIDTH, view.whole(size, cell.width, cell.height).width))


def strip(subject: Subject, rounds: Sequence[int], cell: Cell) -> np.ndarray:
    part = view.whole(subject.sample.size, cell.width, cell.height)
    blocks = [captioned(truth_panel(subject, part), "true outlines", cell.width, part.height)]
    for number in rounds:
        panel = round_panel(subject, part, number, cell.radius)
        blocks.append(captioned(panel, round_caption(subject, number), cell.width, part.height))
    joined = [names_column(subject, part.height + CAPTION, cell.names), blocks[0]]
    for block in blocks[1:]:
        joined += [canvas.page(block.shape[0], GAP), block]
    return np.hstack(joined)
