"""Simulated users: first prompts from a target's mask, then one click a round on what is still wrong.

Masks are [T, S, S] bool; points are (x, y) pixels of the model grid.
"""
from dataclasses import dataclass
from typing import Optional

import torch
from torch import Tensor

BOX_JITTER = 5.0  # pixels at a grid of 256
BOX_JITTER_SHARE = 0.12  # of the box's side at most, so that a small target stays inside


@dataclass
class Prompts:
    points: Optional[Tensor] = None  # [T, N, 2]
    labels: Optional[Tensor] = None  # [T, N]: 1 object, 0 background, -1 none
    boxes: Optional[Tensor] = None  # [T, 4] x0, y0, x1, y1
    tokens: Optional[Tensor] = None  # [T, L] sentence ids
    mask: Optional[Tensor] = None  # [T, 1, h, w] previous low-res logits


def central_points(masks, generator):
    """One point a target, uniform over the half of its pixels nearest to its centroid; empty targets: no point."""
    points, labels = [], []
    for mask in masks:
        pixels = mask.nonzero().flip(1).float()
        if len(pixels) == 0:
            points.append(torch.zeros(2))
            labels.append(-1)
            continue
        distance = (pixels - pixels.mean(0)).norm(dim=1)
        nearest = distance.argsort(stable=True)[:max(1, len(pixels) // 2)]
        points.append(pixels[nearest[torch.randint(len(nearest), (1,), generator=generator)]][0])
        labels.append(1)
    return torch.stack(points)[:, None], torch.tensor(labels)[:, None]


def tight_boxes(masks):
    """First and last pixel of every target, inclusive; empty targets get the whole grid."""
    boxes = []
    for mask in masks:
        rows, columns = mask.any(1).nonzero(), mask.any(0).nonzero()
        if len(rows) == 0:
            boxes.append(torch.tensor([0.0, 0.0, mask.shape[1] - 1, mask.shape[0] - 1]))
        else:
            boxes.append(torch.cat([columns[0], rows[0], columns[-1], rows[-1]]).float())
    return torch.stack(boxes)


def jittered_boxes(masks, generator):
    """Tight boxes, half of them with every edge moved at random."""
    boxes = tight_boxes(masks)
    size = masks.shape[-1]
    sides = (boxes[:, 2:] - boxes[:, :2] + 1).repeat(1, 2)
    reach = torch.minimum(torch.full_like(sides, BOX_JITTER * size / 256), sides * BOX_JITTER_SHARE)
    moved = torch.rand(len(boxes), 1, generator=generator) < 0.5
    shift = (torch.rand(boxes.shape, generator=generator) * 2 - 1) * reach * moved
    return (boxes + shift).round().clamp(0, size - 1)


def error_clicks(predicted, masks, generator, count=1):
    """Points drawn uniformly from the wrong pixels; label 1 where the target was missed, 0 where it was overrun,
    -1 (and any place) where nothing is wrong."""
    total, size = masks.shape[0], masks.shape[-1]
    wrong = (predicted ^ masks).flatten(1)
    perfect = ~wrong.any(1)
    weight = (wrong | perfect[:, None]).float()
    index = torch.multinomial(weight, count, replacement=True, generator=generator)
    labels = masks.flatten(1).gather(1, index).long()
    labels[perfect] = -1
    points = torch.stack([index % size, index // size], -1).float()
    return points.view(total, count, 2), labels


def first_prompts(kind, masks, tokens, generator, jitter=True):
    """kind: parts joined by '+', of point, box and text."""
    parts = kind.split("+")
    prompts = Prompts()
    if "point" in parts:
        prompts.points, prompts.labels = central_points(masks, generator)
    if "box" in parts:
        prompts.boxes = jittered_boxes(masks, generator) if jitter else tight_boxes(masks)
    if "text" in parts:
        prompts.tokens = tokens
    return prompts
