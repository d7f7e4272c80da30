"""An auxiliary task for the encoder, dropped after training: every named target of an image at once.

A prompt asks for one target at a time, which teaches the encoder slowly; here every image teaches it all its targets.
"""
import cv2
import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

from train_tiny.losses import focal, soft_dice

CELL = 4  # side of a plane's cells in pixels
FOCAL_WEIGHT = 20.0


class DenseHead(nn.Module):
    """Features at /8 [B, D, g, g] to logits [B, names, 2 g, 2 g]."""

    def __init__(self, dim, names):
        super().__init__()
        self.proj = nn.Conv2d(dim, names * 4, 1)
        nn.init.constant_(self.proj.bias, -3.0)  # most planes are empty

    def forward(self, features):
        return F.pixel_shuffle(self.proj(features), 2)


def name_planes(targets, names, grid):
    """[names, grid, grid] 0/1 planes of an image's targets ({name: mask})."""
    planes = np.zeros((len(names), grid, grid), np.uint8)
    for place, name in enumerate(names):
        if name in targets:
            planes[place] = cv2.resize(targets[name], (grid, grid), interpolation=cv2.INTER_NEAREST_EXACT)
    return torch.from_numpy(planes)


def dense_loss(logits, planes):
    """Focal loss over all planes, Dice loss over those that are not empty."""
    logits, target = logits.flatten(0, 1).float(), planes.flatten(0, 1).float()
    held = target.flatten(1).any(1)
    return FOCAL_WEIGHT * focal(logits, target).mean() + soft_dice(logits[held], target[held]).mean()
