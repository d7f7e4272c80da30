"""A helper task for the encoder, dropped after training: every target of an image at once, and where edges run.

A prompt asks for one target a time, which teaches the encoder slowly; here each image gives it all of its targets.
"""
import cv2
import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

from train_tiny.losses import FOCAL_WEIGHT, focal, soft_dice

PIXELS_A_CELL = 4  # the resolution of the decoder's masks


class DenseHead(nn.Module):
    """Embedding [B, D, g, g] to logits [B, names + 1, 4 g, 4 g]; the last plane is for edges."""

    def __init__(self, dim, names):
        super().__init__()
        self.proj = nn.Conv2d(dim, (names + 1) * PIXELS_A_CELL ** 2, 1)
        nn.init.constant_(self.proj.bias, -3.0)  # most planes are empty

    def forward(self, embedding):
        return F.pixel_shuffle(self.proj(embedding), PIXELS_A_CELL)


def dense_planes(targets, names, grid):
    """[names + 1, grid, grid] 0/1 planes of an image's targets ({name: mask}); unnamed ones count as edges only."""
    planes = np.zeros((len(names) + 1, grid, grid), np.uint8)
    index = {name: place for place, name in enumerate(names)}
    for name, mask in targets.items():
        small = cv2.resize(mask, (grid, grid), interpolation=cv2.INTER_NEAREST_EXACT)
        if name in index:
            planes[index[name]] = small
        planes[-1] |= cv2.morphologyEx(small, cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8))
    return torch.from_numpy(planes)


def dense_loss(logits, planes):
    """Focal over all planes, Dice over those that hold something."""
    logits, target = logits.flatten(0, 1), planes.flatten(0, 1).float()
    held = target.flatten(1).any(1)
    return FOCAL_WEIGHT * focal(logits, target).mean() + soft_dice(logits[held], target[held]).mean()
