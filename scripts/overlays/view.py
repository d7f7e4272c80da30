"""A part of an image, enlarged."""

from dataclasses import dataclass

import cv2
import numpy as np


@dataclass(frozen=True)
class View:
    """The pixels x0 <= x < x1, y0 <= y < y1 of an image, shown as width x height pixels."""

    x0: int
    y0: int
    x1: int
    y1: int
    width: int
    height: int

    @property
    def scale(self) -> float:
        return self.width / (self.x1 - self.x0)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """From pixel centres of the image to those of the view."""
        return ((x + 0.5 - self.x0) * self.width / (self.x1 - self.x0) - 0.5,
                (y + 0.5 - self.y0) * self.height / (self.y1 - self.y0) - 0.5)

    def image(self, image: np.ndarray) -> np.ndarray:
        part = image[self.y0:self.y1, self.x0:self.x1]
        method = cv2.INTER_CUBIC if self.scale > 1 else cv2.INTER_AREA
        return cv2.resize(part, (self.width, self.height), interpolation=method)

    def mask(self, mask: np.ndarray) -> np.ndarray:
        """The pixels nearest to the mask, with straight instead of stepped edges: uint8 0/1."""
        part = mask[self.y0:self.y1, self.x0:self.x1].astype(np.float32)
        method = cv2.INTER_LINEAR if self.scale > 1 else cv2.INTER_AREA
        return (cv2.resize(part, (self.width, self.height), interpolation=method) > 0.49).astype(np.uint8)


def fitted(x0: int, y0: int, x1: int, y1: int, width: int, height: int) -> View:
    """The part as large as it fits into width x height."""
    scale = min(width / (x1 - x0), height / (y1 - y0))
    return View(x0, y0, x1, y1, max(1, round((x1 - x0) * scale)), max(1, round((y1 - y0) * scale)))


def whole(size: tuple[int, int], width: int, height: int) -> View:
    return fitted(0, 0, size[1], size[0], width, height)
