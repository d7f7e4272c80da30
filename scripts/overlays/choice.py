"""What is worth a picture: rounds, targets that do not hide each other, one session."""

from typing import Sequence

import numpy as np

from .results import Results, Session

GOOD = 0.9  # Dice at which a user would stop
HIDING = 0.25  # share of the smaller of two targets
GROUND = 0.2  # share of the image
MOST_ROUNDS = 8  # in the picture of a session


def default_rounds(last: int) -> list[int]:
    """The first, the third and the last, as far as they were run."""
    return sorted({1, min(3, last), last})


def shown_rounds(last: int) -> list[int]:
    """All rounds, or that many of them evenly spread."""
    if last <= MOST_ROUNDS:
        return list(range(1, last + 1))
    return [round(value) for value in np.linspace(1, last, MOST_ROUNDS)]


def first_images(results: Results) -> list[list[Session]]:
    """The targets of the first image of each data set."""
    images: dict[str, list[Session]] = {}
    for session in results.sessions:
        targets = images.setdefault(session.dataset, [])
        if not targets or targets[0].image == session.image:
            targets.append(session)
    return list(images.values())


def hides(one: np.ndarray, other: np.ndarray) -> bool:
    return np.count_nonzero(one & other) > HIDING * min(np.count_nonzero(one), np.count_nonzero(other))


def by_worth(sessions: Sequence[Session], truth: dict[str, np.ndarray]) -> list[Session]:
    """The largest first, but last of all those that fill so much of the image that they are ground for others."""
    def rank(session: Session) -> tuple[bool, float]:
        share = float(truth[session.target].mean())
        return share > GROUND, -share

    return sorted(sessions, key=rank)


def choose_targets(sessions: Sequence[Session], truth: dict[str, np.ndarray], limit: int) -> list[Session]:
    """The most worth a picture, without those that overlap one already chosen."""
    chosen: list[Session] = []
    for session in by_worth(sessions, truth):
        if len(chosen) < limit and not any(hides(truth[session.target], truth[one.target]) for one in chosen):
            chosen.append(session)
    return chosen


def choose_session(sessions: Sequence[Session]) -> Session:
    """Among those that end well (among all where none does) the one whose clicks did most, round after round: the
    largest sum over the rounds of what was still missing to the last round's Dice."""
    good = [session for session in sessions if session.dice[-1] >= GOOD]
    return max(good or sessions, key=lambda session: sum(session.dice[-1] - dice for dice in session.dice))
