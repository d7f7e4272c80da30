"""One image and the targets that are drawn on it."""

from dataclasses import dataclass
from typing import Sequence

import numpy as np

from . import style
from .choice import choose_targets
from .datasets import Sample
from .prompts import Prompt, prompts_by_round
from .results import Results, Session


@dataclass(frozen=True)
class Target:
    session: Session
    truth: np.ndarray
    prompts: list[Prompt]
    colour: style.Colour


@dataclass(frozen=True)
class Subject:
    """One image with the targets to draw, those that may enclose others first."""

    results: Results
    sample: Sample
    targets: list[Target]


def extent(mask: np.ndarray) -> int:
    """The area of the box around a mask."""
    return int(np.prod([np.ptp(positions) + 1 for positions in np.nonzero(mask)]))


def make_subject(results: Results, sample: Sample, sessions: Sequence[Session], limit: int) -> Subject:
    chosen = choose_targets(sessions, sample.truth, limit)
    chosen.sort(key=lambda one: -extent(sample.truth[one.target]))
    targets = [Target(one, sample.truth[one.target], prompts_by_round(one.prompts, sample.size), style.target_colour(i))
               for i, one in enumerate(chosen)]
    return Subject(results, sample, targets)
