"""The comparison: who takes part, whose turn it is, and what came of it."""

import statistics
from dataclasses import dataclass, field
from typing import Callable, Mapping, NamedTuple, Optional, Sequence

import numpy as np

from user_error import UserError

from .participants import Participant
from .probe import largest_difference
from .rounds import Spent

TOLERANCE = 1e-3  # of the largest logit; systems sum in different orders


@dataclass
class Outcome:
    """All that is known of one system; `failure` says why there is no more."""

    passes: list[Spent] = field(default_factory=list)
    difference: Optional[float] = None  # of its logits from eager PyTorch's
    failure: Optional[str] = None


class BestAndMedian(NamedTuple):
    """Of a system's passes, in seconds."""

    best: float
    median: float


def summed_up(values: Sequence[float]) -> BestAndMedian:
    return BestAndMedian(min(values), statistics.median(values))


def image_seconds(passes: Sequence[Spent]) -> BestAndMedian:
    return summed_up([spent.whole / spent.images for spent in passes])


def encode_seconds(passes: Sequence[Spent]) -> BestAndMedian:
    return summed_up([spent.encode / spent.images for spent in passes])


def round_seconds(passes: Sequence[Spent]) -> BestAndMedian:
    return summed_up([spent.masks / spent.mask_rounds for spent in passes])


def checked(participant: Participant, reference: np.ndarray, versions: dict[str, str]) -> Outcome:
    """Load a system and compare its logits with the reference; a system that differs or fails takes no further part."""
    outcome = Outcome()
    try:
        versions.update(participant.load())
        outcome.difference = largest_difference(reference, participant.answer())
        if not outcome.difference <= TOLERANCE:
            raise UserError(f"computes something else: its logits differ by {outcome.difference:.1e} of the largest")
    except UserError as error:
        outcome.failure = str(error)
    return outcome


def interleave(
    participants: Sequence[Participant],
    outcomes: Mapping[str, Outcome],
    repetitions: int,
    between: Callable[[], None],
    say: Callable[[str], None],
) -> None:
    """Passes in turn, A B C D A B C D, so that a busy spell of the machine falls on all; `between` ends each turn.

    A system that fails keeps the passes that it has finished.
    """
    for repetition in range(1, repetitions + 1):
        for participant in participants:
            outcome = outcomes[participant.name]
            if outcome.failure:
                continue
            try:
                spent = participant.run()
            except UserError as error:
                outcome.failure = str(error)
                say(f"{participant.name}: {error}")
                continue
            outcome.passes.append(spent)
            say(f"repetition {repetition}, {participant.name}: {spent.whole / spent.images:.3f} s an image")
        between()


def unequal_work(outcomes: Mapping[str, Outcome]) -> Optional[str]:
    """A sentence where systems were not given the same number of images and mask-rounds."""
    work = {name: (spent.images, spent.mask_rounds) for name, one in outcomes.items() for spent in one.passes}
    if len(set(work.values())) < 2:
        return None
    done = ", ".join(f"{name} {images} images and {rounds} masks" for name, (images, rounds) in work.items())
    return f"The work was not the same: {done}."
