"""What is drawn on an image: tinted masks, outlines, boxes, clicks."""

import cv2
import numpy as np

from . import style
from .prompts import Click, Prompt
from .view import View

TINT = 0.34
EARLIER = 0.7  # size of the clicks of earlier rounds
SMOOTHING = 5  # points of an outline that are averaged
FRACTION = 4  # bits behind the point in OpenCV's coordinates


def fixed(*values: float) -> tuple[int, ...]:
    return tuple(round(value * (1 << FRACTION)) for value in values)


def tint(picture: np.ndarray, mask: np.ndarray, colour: style.Colour) -> None:
    inside = mask > 0
    picture[inside] = np.rint(picture[inside] * (1 - TINT) + np.array(colour) * TINT).astype(np.uint8)


def loops(picture: np.ndarray, paths: list[np.ndarray], colour: style.Colour, thickness: int) -> None:
    """Closed lines with a dark edge that lets the image through; paths: float [points, 2]."""
    points = [np.rint(path * (1 << FRACTION)).astype(np.int32) for path in paths]
    edge = picture.copy()
    cv2.polylines(edge, points, True, style.EDGE, thickness + 2, cv2.LINE_AA, FRACTION)
    cv2.addWeighted(edge, 0.55, picture, 0.45, 0, picture)
    cv2.polylines(picture, points, True, colour, thickness, cv2.LINE_AA, FRACTION)


def without_steps(path: np.ndarray) -> np.ndarray:
    """A closed path of neighbouring pixels, each moved to the middle of the pixels around it."""
    if len(path) < 4 * SMOOTHING:
        return path
    half = SMOOTHING // 2
    return np.mean([np.roll(path, shift, 0) for shift in range(-half, half + 1)], axis=0)


def outline(picture: np.ndarray, mask: np.ndarray, colour: style.Colour, thickness: int) -> None:
    contours, _ = cv2.findContours(mask, cv2.RETR_LIST, cv2.CHAIN_APPROX_NONE)
    loops(picture, [without_steps(contour[:, 0].astype(float)) for contour in contours], colour, thickness)


def frame(picture: np.ndarray, view: View, box: tuple[float, float, float, float], colour: style.Colour) -> None:
    """A box through the centres of the pixels that it is given by."""
    (x0, y0), (x1, y1) = view.point(*box[:2]), view.point(*box[2:])
    loops(picture, [np.rint([(x0, y0), (x1, y0), (x1, y1), (x0, y1)])], colour, 1)


def disc(picture: np.ndarray, x: float, y: float, radius: float, colour: style.Colour) -> None:
    cv2.circle(picture, fixed(x, y), fixed(radius)[0], colour, -1, cv2.LINE_AA, FRACTION)


def stroke(picture: np.ndarray, x0: float, y0: float, x1: float, y1: float, thickness: int) -> None:
    cv2.line(picture, fixed(x0, y0), fixed(x1, y1), style.TRUTH, thickness, cv2.LINE_AA, FRACTION)


def click_sign(picture: np.ndarray, x: float, y: float, positive: bool, radius: float, ring: style.Colour) -> None:
    """A plus on green or a minus on red, in a ring with a dark edge."""
    disc(picture, x, y, 1.2 * radius + 1.2, style.EDGE)
    disc(picture, x, y, 1.2 * radius, ring)
    disc(picture, x, y, radius, style.POSITIVE if positive else style.NEGATIVE)
    arm, thickness = radius * 0.58, 2 if radius >= 7 else 1
    stroke(picture, x - arm, y, x + arm, y, thickness)
    if positive:
        stroke(picture, x, y - arm, x, y + arm, thickness)


def draw_click(picture: np.ndarray, view: View, click: Click, radius: float, ring: style.Colour) -> None:
    click_sign(picture, *view.point(click.x, click.y), click.positive, radius, ring)


def draw_prompts(picture: np.ndarray, view: View, prompts: list[Prompt], radius: float, ring: style.Colour) -> None:
    """The prompts of the rounds so far: the last one's clicks in full size, earlier ones smaller."""
    for prompt in prompts:
        if prompt.box:
            frame(picture, view, prompt.box, style.POSITIVE)
    for prompt in prompts:
        size = radius if prompt is prompts[-1] else EARLIER * radius
        for click in prompt.clicks:
            draw_click(picture, view, click, size, ring)
