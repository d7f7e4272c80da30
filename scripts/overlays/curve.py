"""Dice by round as a small line chart."""

from typing import Sequence

import cv2
import numpy as np

from . import canvas, marks, style

LEFT, RIGHT, TOP, BOTTOM = 44, 18, 18, 34


def position(index: int, value: float, count: int, width: int, height: int) -> tuple[float, float]:
    step = (width - LEFT - RIGHT) / max(1, count - 1)
    return LEFT + index * step, TOP + (1 - value) * (height - TOP - BOTTOM)


def draw_axes(chart: np.ndarray, count: int) -> None:
    height, width = chart.shape[:2]
    for value in (0.0, 0.25, 0.5, 0.75, 1.0):
        y = round(position(0, value, count, width, height)[1])
        cv2.line(chart, (LEFT, y), (width - RIGHT, y), style.LINES, 1)
        label = f"{value:.1f}" if value in (0.0, 0.5, 1.0) else ""
        canvas.write(chart, label, LEFT - 32, y + 5, 15, style.MUTED)
    every = 1 + (count - 1) // 10
    for index in range(0, count, every):
        x = round(position(index, 0, count, width, height)[0])
        label = str(index + 1)
        canvas.write(chart, label, x - canvas.text_width(label, 15) // 2, height - 12, 15, style.MUTED)


def curve(dice: Sequence[float], colour: style.Colour, width: int, height: int) -> np.ndarray:
    chart = canvas.page(height, width)
    draw_axes(chart, len(dice))
    points = [position(index, value, len(dice), width, height) for index, value in enumerate(dice)]
    path = np.rint(points).astype(np.int32)
    cv2.polylines(chart, [path], False, colour, 2, cv2.LINE_AA)
    for x, y in points:
        marks.disc(chart, x, y, 5, colour)
    return chart
