"""Simulated users: first prompts from a target's mask, then one click a round on what is still wrong.

Masks are [T, S, S] bool; points are (x, y) pixels of the model grid.
"""
from dataclasses import dataclass
from typing import Optional

import torch
from torch import Tensor

from imis_export.prompt_kinds import Prompt

BOX_JITTER = 5.0  # pixels at a grid of 256
MOVED_BOXES = 0.35  # share of the boxes that are not tight
BOX_JITTER_SHARE = 0.12  # of the box's side at most, so that a small target stays inside


@dataclass
class Prompts:
    """What the user has given so far; names as tokens, because the text encoder is trained too."""
    points: Optional[Tensor] = None  # [T, N, 2]
    labels: Optional[Tensor] = None  # [T, N]: 1 object, 0 background, -1 none
    boxes: Optional[Tensor] = None  # [T, 4] x0, y0, x1, y1
    tokens: Optional[Tensor] = None  # [T, L] sentence ids
    mask: Optional[Tensor] = None  # [T, 1, S, S] previous logits

    def is_single_click(self):
        """One click and nothing else, for which the model offers several candidates."""
        one = self.points is not None and self.points.shape[1] == 1
        return one and self.boxes is None and self.tokens is None

    def with_text(self, text):
        """The arguments of the prompt encoder; `text` [T, D] is the vector of the tokens, None where there are none."""
        return Prompt(self.points, self.labels, self.boxes, text, self.mask)


def central_points(masks, generator):
    """One point per target, uniform over the half of its pixels nearest to its centroid; empty targets: no point."""
    points, labels = [], []
    for mask in masks:
        pixels = mask.nonzero().flip(1).float()
        if len(pixels) == 0:
            points.append(pixels.new_zeros(2))
            labels.append(-1)
            continue
        distance = (pixels - pixels.mean(0)).norm(dim=1)
        nearest = distance.argsort(stable=True)[:max(1, len(pixels) // 2)]
        points.append(pixels[nearest[int(torch.randint(len(nearest), (1,), generator=generator))]])
        labels.append(1)
    return torch.stack(points)[:, None], torch.tensor(labels, device=masks.device)[:, None]


def tight_boxes(masks):
    """First and last pixel of every target, inclusive; empty targets get the whole grid."""
    boxes = []
    for mask in masks:
        rows, columns = mask.any(1).nonzero(), mask.any(0).nonzero()
        if len(rows) == 0:
            boxes.append(torch.tensor([0.0, 0.0, mask.shape[1] - 1, mask.shape[0] - 1], device=masks.device))
        else:
            boxes.append(torch.cat([columns[0], rows[0], columns[-1], rows[-1]]).float())
    return torch.stack(boxes)


def jittered_boxes(masks, generator):
    """Tight boxes, some of them with every edge moved at random."""
    boxes = tight_boxes(masks)
    size = masks.shape[-1]
    sides = (boxes[:, 2:] - boxes[:, :2] + 1).repeat(1, 2)
    reach = (sides * BOX_JITTER_SHARE).clamp(max=BOX_JITTER * size / 256)
    moved = torch.rand(len(boxes), 1, generator=generator) < MOVED_BOXES
    shift = (torch.rand(boxes.shape, generator=generator) * 2 - 1) * moved
    return (boxes + shift.to(boxes.device) * reach).round().clamp(0, size - 1)


def error_clicks(predicted, masks, generator):
    """One point per target, uniform over the wrong pixels; label 1 for a missed pixel, 0 for an excess one, -1 (at any
    place) if nothing is wrong."""
    total, size = masks.shape[0], masks.shape[-1]
    wrong = (predicted ^ masks).flatten(1)
    draws = torch.rand(wrong.shape, generator=generator).to(wrong.device)
    index = (draws * wrong).argmax(1, keepdim=True)
    labels = masks.flatten(1).gather(1, index).long()
    labels[~wrong.any(1)] = -1
    return torch.stack([index % size, index // size], -1).float().view(total, 1, 2), labels


def next_prompts(prompts, shown, masks, generator, keep):
    """The round after the mask `shown` (logits [T, S, S]): a click on its error with that mask; `keep` sends all
    earlier prompts along, otherwise they are dropped, as in the paper (arXiv 2411.12814)."""
    points, labels = error_clicks(shown > 0, masks, generator)
    if not keep:
        return Prompts(points=points, labels=labels, mask=shown[:, None])
    if prompts.points is not None:
        points, labels = torch.cat([prompts.points, points], 1), torch.cat([prompts.labels, labels], 1)
    return Prompts(points, labels, prompts.boxes, prompts.tokens, shown[:, None])


# How each kind of first prompt is drawn: the fields of Prompts that it sets. `jitter` lets boxes be a little off.
FIRST = {
    "point": lambda masks, tokens, generator, jitter: dict(zip(("points", "labels"), central_points(masks, generator))),
    "box": lambda masks, tokens, generator, jitter: {
        "boxes": jittered_boxes(masks, generator) if jitter else tight_boxes(masks)},
    "text": lambda masks, tokens, generator, jitter: {"tokens": tokens},
}
KINDS = tuple(FIRST)


def is_kind(prompt):
    return set(prompt.split("+")) <= set(KINDS)


def first_prompts(kind, masks, tokens, generator, jitter=True):
    """kind: some of KINDS, joined by +."""
    fields = {}
    for name, draw in FIRST.items():  # in this order, whatever that of `kind` is: draws depend on it
        if name in kind.split("+"):
            fields |= draw(masks, tokens, generator, jitter)
    return Prompts(**fields)
