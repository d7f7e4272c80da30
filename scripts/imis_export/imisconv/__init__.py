"""A small convolutional relative of IMIS-Net: the same prompts, candidates and heads, for a fraction of the work.

A vision transformer learns what an edge is from very many images; convolutions know from the start that it looks the same
everywhere, which decides what a couple of hours of training can reach.
"""

from .config import COARSEST_CELL, IMISConvConfig
from .network import IMISConv

__all__ = ["COARSEST_CELL", "IMISConv", "IMISConvConfig"]
