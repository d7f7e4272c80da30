"""What is trained on when: the stages, one after the other."""
import json
from dataclasses import dataclass


@dataclass(frozen=True)
class Stage:
    size: int  # side of the grid, pixels
    share: float  # of the time
    rate: float  # peak learning rate
    unnamed: int  # images a step whose targets have no name
    named: int  # images a step whose targets have one
    looks: tuple  # of the unnamed images: shares that are (abstract, composite); the rest are looks without their names
    named_prompts: dict  # shares of the first prompts for named targets
    warm_up: int = 100  # steps
    decay: float = 0.0  # share of the stage, at its end, in which the rate falls to almost nothing

    def __post_init__(self):
        if min(self.unnamed, self.named) < 1:
            raise ValueError(f"stage of size {self.size}: at least one named and one unnamed image are needed")


MOSTLY_TEXT = {"text": 0.55, "box": 0.12, "point": 0.18, "point+text": 0.08, "box+text": 0.07}
ALL_KINDS = {"text": 0.35, "box": 0.25, "point": 0.25, "point+text": 0.08, "box+text": 0.07}

SCHEDULE = (
    # Cheap steps, until the names are known.
    Stage(128, 0.285, 2e-3, 8, 8, (0.65, 0.0), MOSTLY_TEXT),
    # Small and thin targets need the finer grid.
    Stage(256, 0.715, 1.5e-3, 4, 4, (0.65, 0.0), ALL_KINDS, decay=0.6),
)


def read_schedule(path):
    """Stages of a JSON file: a list of objects with the fields of Stage."""
    return tuple(Stage(**fields) for fields in json.loads(path.read_text(encoding="utf-8")))
