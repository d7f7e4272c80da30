"""Training samples: generated images on the model's square grid with the masks of a few of their targets."""
from dataclasses import dataclass

import cv2
import numpy as np
import torch

from phantoms.generator import looks
from train_tiny.dense import PIXELS_A_CELL, dense_planes

MEAN = torch.tensor([123.675, 116.28, 103.53]).view(3, 1, 1)
STD = torch.tensor([58.395, 57.12, 57.375]).view(3, 1, 1)
PATCH = 8  # pixels a side of an embedding cell of the tiny variant
ABSTRACT_SHARE = 0.2  # of the images whose targets need no name
ABSENT_SHARE = 0.06  # of the named samples: a name that the image has no target for, answered by an empty mask


@dataclass
class Batch:
    images: torch.Tensor  # [B, 3, S, S], normalised
    owner: torch.Tensor  # [T] index of each target's image
    masks: torch.Tensor  # [T, S, S] bool
    names: list  # T target names, None for abstract shapes
    planes: torch.Tensor  # [B, all names + 1, h, w] 0/1: every target of the images, see dense.py


def normalise(image):
    """8-bit (H, W, 3) to a normalised [3, H, W] tensor."""
    return (torch.from_numpy(image).permute(2, 0, 1).float() - MEAN) / STD


def to_grid(plane, size):
    """Stretch to the model grid by nearest pixel centres."""
    return cv2.resize(plane, (size, size), interpolation=cv2.INTER_NEAREST_EXACT)


def draw_image(rng, size, named):
    """An image and its targets on the grid; `named` leaves abstract shapes out."""
    look = "abstract" if not named and rng.random() < ABSTRACT_SHARE else rng.choice(list(looks.LOOKS))
    base = size * rng.uniform(1.0, 1.35)
    aspect = np.exp(rng.uniform(-0.2, 0.2))
    height, width = round(base * max(1.0, aspect)), round(base * max(1.0, 1 / aspect))
    image, targets = looks.draw(look, rng.integers(1 << 62), height, width)
    targets = {name: to_grid(mask, size) for name, mask in targets.items()}
    targets = {name: mask for name, mask in targets.items() if mask.sum() >= 8}
    if not targets:
        return draw_image(rng, size, named)
    return look, to_grid(looks.as_rgb(image), size), targets


def draw_batch(seed, size, count, targets_each, named):
    """`count` images with up to `targets_each` targets each; the same seed (ints) gives the same batch."""
    rng = np.random.Generator(np.random.PCG64(seed))
    images, owner, masks, names, planes = [], [], [], [], []
    known = looks.vocabulary()
    for index in range(count):
        look, image, targets = draw_image(rng, size, named)
        images.append(normalise(image))
        planes.append(dense_planes(targets, known, size // PATCH * PIXELS_A_CELL))
        present = list(targets)
        for name in rng.permutation(present)[:targets_each]:
            mask, shown = targets[name], None if look == "abstract" else str(name)
            absent = [other for other in known if other not in targets]
            if named and rng.random() < ABSENT_SHARE:
                mask, shown = np.zeros_like(mask), str(rng.choice(absent))
            owner.append(index)
            masks.append(torch.from_numpy(mask).bool())
            names.append(shown)
    return Batch(torch.stack(images), torch.tensor(owner), torch.stack(masks), names, torch.stack(planes))
