"""Colours (RGB) and type."""

import cv2

Colour = tuple[int, int, int]

PAGE: Colour = (18, 22, 29)
TEXT: Colour = (233, 237, 242)
MUTED: Colour = (150, 160, 173)
LINES: Colour = (62, 70, 82)
EDGE: Colour = (12, 14, 18)
TRUTH: Colour = (255, 255, 255)
POSITIVE: Colour = (34, 190, 84)
NEGATIVE: Colour = (235, 52, 52)
# Neither green nor red, which are the clicks'.
TARGETS: tuple[Colour, ...] = ((56, 172, 255), (255, 208, 46), (226, 96, 255), (255, 132, 32), (120, 240, 232))

FONT = cv2.FontFace("sans")
REGULAR = 420
BOLD = 640


def target_colour(index: int) -> Colour:
    return TARGETS[index % len(TARGETS)]
