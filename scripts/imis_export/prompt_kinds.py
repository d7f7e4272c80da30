"""The kinds of prompt that a network can take: the one list for manifests, prompt encoders, checks and the probe.

A new kind is a name in KINDS, its fields in Prompt and an example in sample_prompts. The fields are the arguments of
every prompt encoder, so those of a new kind go into their `forward`, too.
"""

from typing import Mapping, NamedTuple, Optional

import torch
from torch import Tensor

KINDS = ("point", "box", "text", "mask")  # as the manifest names them
TARGETS = 2  # of the sample prompts


class Prompt(NamedTuple):
    """A prompt encoder's arguments in their order, `encoder(*prompt)`, for T targets; in pixels of the model grid."""

    points: Optional[Tensor] = None  # [T, N, 2] as x, y
    labels: Optional[Tensor] = None  # [T, N]: 1 object, 0 background, -1 no point
    boxes: Optional[Tensor] = None  # [T, 4] as x0, y0, x1, y1
    text: Optional[Tensor] = None  # [T, D] from the text encoder
    mask: Optional[Tensor] = None  # [T, 1, S, S]: the decoder's earlier logits

    def fits(self, taken: Mapping[str, bool]) -> bool:
        """Whether a network that takes these kinds, as in the manifest, takes all of it."""
        parts = (self.points, self.boxes, self.text, self.mask)
        return all(taken[kind] for kind, part in zip(KINDS, parts, strict=True) if part is not None)


def taking(*kinds: str) -> dict[str, bool]:
    """The manifest's `prompts` of a network that takes these kinds."""
    unknown = set(kinds) - set(KINDS)
    if unknown:
        raise ValueError(f"unknown kinds of prompt: {', '.join(sorted(unknown))}; known: {', '.join(KINDS)}")
    return {kind: kind in kinds for kind in KINDS}


def probe_prompt(taken: Mapping[str, bool], size: int) -> Prompt:
    """A point in the middle of a grid of `size` x `size` pixels; for a network without points, the box around it."""
    if taken["point"]:
        return Prompt(torch.full((1, 1, 2), size / 2), torch.ones(1, 1, dtype=torch.int64))
    return Prompt(boxes=torch.tensor([[0.0, 0.0, size - 1.0, size - 1.0]]))


def sample_prompts(size: int, text: Optional[Tensor], mask: Tensor, generator: torch.Generator) -> list[Prompt]:
    """Every kind, alone or combined, for TARGETS targets on a grid of `size` x `size` pixels; `text` may be None."""

    def positions(count: int) -> Tensor:
        return torch.randint(0, size, (TARGETS, count), generator=generator).float()

    one, two = positions(2).view(-1, 1, 2), positions(4).view(-1, 2, 2)
    label, labels = torch.ones(TARGETS, 1, dtype=torch.int64), torch.tensor([[1, 0], [0, -1]])
    boxes = positions(4)
    prompts = [
        Prompt(one, label),
        Prompt(two, labels, mask=mask),
        Prompt(boxes=boxes),
        Prompt(two, labels, boxes, mask=mask),
    ]
    if text is not None:
        prompts += [Prompt(text=text), Prompt(one, label, boxes, text, mask)]
    return prompts
