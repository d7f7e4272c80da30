"""A small convolutional relative of IMIS-Net: the same prompts, candidates and heads, for a fraction of the work.

A vision transformer needs a great many images to learn what an edge is; convolutions know from the start that it looks
the same everywhere, which matters when training takes only a couple of hours.
"""

from .config import COARSEST_CELL, IMISConvConfig
from .network import IMISConv

__all__ = ["COARSEST_CELL", "IMISConv", "IMISConvConfig"]
