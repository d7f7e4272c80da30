"""A page and text on it."""

import cv2
import numpy as np

from . import style


def page(height: int, width: int) -> np.ndarray:
    return np.full((height, width, 3), style.PAGE, np.uint8)


def paste(canvas: np.ndarray, picture: np.ndarray, x: int, y: int) -> None:
    canvas[y:y + picture.shape[0], x:x + picture.shape[1]] = picture


def text_width(text: str, size: int, weight: int = style.REGULAR) -> int:
    return cv2.getTextSize((0, 0), text, (0, 0), style.FONT, size, weight)[2] if text else 0


def shortened(text: str, width: int, size: int, weight: int = style.REGULAR) -> str:
    """The text, or as much of it as fits."""
    if text_width(text, size, weight) <= width:
        return text
    while text and text_width(text + "…", size, weight) > width:
        text = text[:-1]
    return text.rstrip() + "…"


def write(canvas: np.ndarray, text: str, x: int, y: int, size: int, colour: style.Colour = style.TEXT,
          weight: int = style.REGULAR) -> int:
    """Text from x on, y its base line; returns where it ends."""
    if text:
        cv2.putText(canvas, text, (x, y), colour, style.FONT, size, weight)
    return x + text_width(text, size, weight)
