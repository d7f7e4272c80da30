"""Training samples: generated images on the model's square grid with the masks of a few of their targets."""
from dataclasses import dataclass

import cv2
import numpy as np
import torch

from phantoms.generator import looks
from train_tiny import augment
from train_tiny.dense import CELL, name_planes

MEAN = torch.tensor([123.675, 116.28, 103.53]).view(3, 1, 1)
STD = torch.tensor([58.395, 57.12, 57.375]).view(3, 1, 1)
ABSENT_SHARE = 0.1  # of the named samples: a name that the image has no target for, answered by an empty mask
SMALLEST = 12  # pixels of a target at a grid of 256
WHOLE_IMAGE = 0.85  # largest share of the image that a target may cover


@dataclass
class Batch:
    images: torch.Tensor  # [B, 3, S, S] uint8
    owner: torch.Tensor  # [T] index of each target's image
    masks: torch.Tensor  # [T, S, S] bool
    names: list  # T target names, None for unnamed targets
    planes: torch.Tensor  # [B, all names, S / CELL, S / CELL] uint8 0/1: every named target, see dense.py


def normalise(images):
    """uint8 [..., 3, H, W] to float, normalised as in the bundle's manifest."""
    return (images.float() - MEAN.to(images.device)) / STD.to(images.device)


def to_grid(plane, size):
    """Stretch to the model grid by nearest pixel centre."""
    return cv2.resize(plane, (size, size), interpolation=cv2.INTER_NEAREST_EXACT)


def draw_look(rng, stage, named):
    place = 1.0 if named else rng.random()
    for look, share in zip(looks.UNNAMED, stage.looks):
        if place < share:
            return look
        place -= share
    return str(rng.choice(list(looks.LOOKS)))


def draw_image(rng, stage, named):
    """An image and its targets on the grid; `named` leaves out unnamed looks and strong changes."""
    size, look = stage.size, draw_look(rng, stage, named)
    base = 256 * rng.uniform(0.9, 1.3)
    aspect = np.exp(rng.uniform(-0.3, 0.3)) if rng.random() < 0.5 else 1.0
    height, width = round(base * max(1.0, aspect)), round(base * max(1.0, 1 / aspect))
    image, targets = looks.draw(look, rng.integers(1 << 62), height, width)
    image, masks = looks.as_rgb(image), list(targets.values())
    if rng.random() < 0.3 if named else rng.random() < 0.85:
        image, masks = augment.geometry(rng, image, masks, size, strong=not named)
    else:
        image, masks = to_grid(image, size), [to_grid(mask, size) for mask in masks]
    if rng.random() < (0.3 if named else 0.6):
        image = augment.intensity(rng, image, strong=not named)
    least = max(4, SMALLEST * (size / 256) ** 2)
    targets = {name: mask for name, mask in zip(targets, masks) if least <= mask.sum() <= WHOLE_IMAGE * mask.size}
    if not targets:
        return draw_image(rng, stage, named)
    return look, image, targets


def with_joined(rng, targets):
    """Unnamed targets, sometimes two joined to one: it is the user who says what belongs together."""
    names = list(targets)
    if len(names) > 1 and rng.random() < 0.25:
        first, second = rng.permutation(len(names))[:2]
        joined = targets[names[first]] | targets[names[second]]
        if joined.mean() <= WHOLE_IMAGE:
            return {"joined": joined, **targets}
    return targets


def draw_batch(seed, stage, targets_each, named):
    """A stage's images with up to `targets_each` targets each; equal seeds (lists of ints) give equal batches."""
    rng = np.random.Generator(np.random.PCG64(seed))
    images, owner, masks, names, planes = [], [], [], [], []
    known = looks.vocabulary()
    for index in range(stage.named if named else stage.unnamed):
        look, image, targets = draw_image(rng, stage, named)
        images.append(torch.from_numpy(image).permute(2, 0, 1))
        if named:
            planes.append(name_planes(targets, known, stage.size // CELL))
        choices = targets if named else with_joined(rng, targets)
        for name in rng.permutation(list(choices))[:targets_each]:
            mask, shown = choices[name], str(name) if named else None
            if named and rng.random() < ABSENT_SHARE:
                absent = [other for other in known if other not in targets]
                mask, shown = np.zeros_like(mask), str(rng.choice(absent))
            owner.append(index)
            masks.append(torch.from_numpy(mask).bool())
            names.append(shown)
    return Batch(torch.stack(images), torch.tensor(owner), torch.stack(masks), names,
                 torch.stack(planes) if named else None)
