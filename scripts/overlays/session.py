"""One target, click by click."""

import numpy as np

from . import canvas, marks, style, view
from .choice import shown_rounds
from .close_up import close_up, seen_pixels
from .curve import curve
from .prompts import Prompt
from .results import read_mask
from .sheet import append_key, with_margin
from .subject import Subject, Target

CELL = 290
GAP = 12
CAPTION = 66
TITLE = 62
COLUMNS = 5
RADIUS = 8


def image_panel(subject: Subject, part: view.View) -> np.ndarray:
    """The whole image, with the part that the other panels show."""
    target = subject.targets[0]
    everything = view.whole(subject.sample.size, CELL, CELL)
    picture = everything.image(subject.sample.image)
    marks.outline(picture, everything.mask(target.truth), target.colour, 2)
    if (part.x0, part.y0, part.x1, part.y1) != (0, 0, everything.x1, everything.y1):
        marks.frame(picture, everything, (part.x0, part.y0, part.x1 - 1, part.y1 - 1), style.TRUTH)
    return picture


def round_panel(subject: Subject, part: view.View, mask: np.ndarray, number: int) -> np.ndarray:
    target = subject.targets[0]
    picture = part.image(subject.sample.image)
    shown = part.mask(mask)
    marks.tint(picture, shown, target.colour)
    marks.outline(picture, part.mask(target.truth), style.TRUTH, 1)
    marks.outline(picture, shown, target.colour, 2)
    marks.draw_prompts(picture, part, target.prompts[:number], RADIUS, style.TRUTH)
    return picture


def write_prompt(block: np.ndarray, prompt: Prompt, x: int, y: int) -> None:
    """What the user did: clicks with their signs, a box, a text."""
    words = []
    for click in prompt.clicks:
        marks.click_sign(block, x + 9, y - 6, click.positive, 6.5, style.TRUTH)
        sign = "positive" if click.positive else "negative"
        x = canvas.write(block, f"{sign} at ({click.x:.0f}, {click.y:.0f})", x + 24, y, 17, style.MUTED) + 8
    if prompt.box:
        words.append("box ({:.0f}, {:.0f}) to ({:.0f}, {:.0f})".format(*prompt.box))
    if prompt.text:
        words.append("and text" if x > 0 or words else f'"{prompt.text}"')
    canvas.write(block, canvas.shortened(" ".join(words), block.shape[1] - x, 17), x, y, 17, style.MUTED)


def block_of(picture: np.ndarray, heading: str) -> np.ndarray:
    """The picture in a square cell with its heading below."""
    block = canvas.page(CELL + CAPTION, CELL)
    canvas.paste(block, picture, (CELL - picture.shape[1]) // 2, (CELL - picture.shape[0]) // 2)
    canvas.write(block, heading, 0, CELL + 24, 19, weight=style.BOLD)
    return block


def round_block(subject: Subject, part: view.View, mask: np.ndarray, number: int) -> np.ndarray:
    target = subject.targets[0]
    block = block_of(round_panel(subject, part, mask, number),
                     f"round {number}: Dice {target.session.dice[number - 1]:.2f}")
    write_prompt(block, target.prompts[number - 1], 0, CELL + 49)
    return block


def image_block(subject: Subject, part: view.View) -> np.ndarray:
    block = block_of(image_panel(subject, part), "image")
    text = canvas.shortened(f"true outline: {subject.targets[0].session.target.replace('_', ' ')}", CELL, 17)
    canvas.write(block, text, 0, CELL + 49, 17, style.MUTED)
    return block


def curve_block(target: Target) -> np.ndarray:
    dice = target.session.dice
    block = block_of(curve(dice, target.colour, CELL, CELL), "Dice by round")
    canvas.write(block, f"from {dice[0]:.2f} to {dice[-1]:.2f}", 0, CELL + 49, 17, style.MUTED)
    return block


def grid(blocks: list[np.ndarray]) -> np.ndarray:
    """The blocks in rows of equal length."""
    rows = -(-len(blocks) // COLUMNS)
    columns = -(-len(blocks) // rows)
    height, width = blocks[0].shape[:2]
    joined = canvas.page(rows * height, columns * (width + GAP) - GAP)
    for index, block in enumerate(blocks):
        canvas.paste(joined, block, index % columns * (width + GAP), index // columns * height)
    return joined


def title_line(subject: Subject, width: int) -> np.ndarray:
    header = canvas.page(TITLE, width)
    session = subject.targets[0].session
    title = f"{session.modality}: {session.target.replace('_', ' ')}"
    end = canvas.write(header, title, 0, 27, 25, weight=style.BOLD)
    origin = f"{session.dataset}, {session.image}, segmented by {subject.results.context.get('model', 'imis')}"
    end = canvas.write(header, origin, end + 20, 27, 17, style.MUTED)
    append_key(header, end)
    return header


def session_picture(subject: Subject) -> np.ndarray:
    """The image, the rounds, and the scores; of a subject with one target."""
    target = subject.targets[0]
    rounds = shown_rounds(len(target.session.dice))
    masks = [read_mask(subject.results.folder, target.session, number, subject.sample.size) for number in rounds]
    part = close_up(seen_pixels(target, masks), subject.sample.size, CELL)
    blocks = [image_block(subject, part)]
    blocks += [round_block(subject, part, mask, number) for number, mask in zip(rounds, masks)]
    blocks.append(curve_block(target))
    body = grid(blocks)
    return with_margin(np.vstack([title_line(subject, body.shape[1]), body]))
