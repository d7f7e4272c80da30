"""What is trained on when: the stages in their order."""
import json
from dataclasses import asdict, dataclass

from imis_export.imisconv import COARSEST_CELL
from train_tiny.prompts import KINDS, is_kind
from user_error import UserError


@dataclass(frozen=True)
class Stage:
    size: int  # side of the grid, pixels
    share: float  # of the time
    rate: float  # peak learning rate
    unnamed: int  # images per step whose targets have no name
    named: int  # images per step whose targets have one
    looks: tuple  # shares of the unnamed images that are (abstract, composite); the rest are looks without their names
    named_prompts: dict  # shares of the first prompts for named targets
    warm_up: int = 100  # steps
    decay: float = 0.0  # share of the stage, at its end, over which the rate falls to almost nothing

    def __post_init__(self):
        for holds, needed in (
                (self.size > 0 and self.size % COARSEST_CELL == 0, f"size must be a multiple of {COARSEST_CELL}"),
                (0 < self.share <= 1, "share must be above 0 and at most 1"),
                (self.rate > 0, "rate must be above 0"),
                (min(self.unnamed, self.named) >= 1, "at least one named and one unnamed image are needed"),
                (len(self.looks) == 2 and min(self.looks) >= 0 and sum(self.looks) <= 1,
                 "looks must be two shares that add up to at most 1"),
                (self.named_prompts and all(map(is_kind, self.named_prompts)) and min(self.named_prompts.values()) > 0,
                 f"named_prompts must give shares above 0 to some of {', '.join(KINDS)}, alone or joined by +"),
                (self.warm_up >= 1, "warm_up must be at least one step"),
                (0 <= self.decay <= 1, "decay must be from 0 to 1")):
            if not holds:
                raise ValueError(needed)


MOSTLY_TEXT = {"text": 0.55, "box": 0.12, "point": 0.18, "point+text": 0.08, "box+text": 0.07}
ALL_KINDS = {"text": 0.35, "box": 0.25, "point": 0.25, "point+text": 0.08, "box+text": 0.07}

SCHEDULE = (
    # Cheap steps, until the names are known.
    Stage(128, 0.285, 2e-3, 8, 8, (0.65, 0.0), MOSTLY_TEXT),
    # Small and thin targets need the finer grid.
    Stage(256, 0.715, 1.5e-3, 4, 4, (0.65, 0.0), ALL_KINDS, decay=0.6),
)


def as_json(schedule):
    """The stages in the format that read_schedule reads; equal stages give equal text."""
    return json.dumps([asdict(stage) for stage in schedule], sort_keys=True)


def read_stage(fields):
    if not isinstance(fields, dict):
        raise ValueError("must be an object with the fields of a stage (schedule.py)")
    return Stage(**fields)


def read_schedule(path):
    """Stages from a JSON file: a list of objects with the fields of Stage. Errors name file, stage and field."""
    try:
        listed = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise UserError(f"{path}: not JSON ({error})") from error
    if not isinstance(listed, list) or not listed:
        raise UserError(f"{path}: must be a list of stages, each with the fields of Stage in schedule.py")
    stages = []
    for index, fields in enumerate(listed):
        try:
            stages.append(read_stage(fields))
        except (TypeError, ValueError) as error:
            raise UserError(f"{path}: stage {index}: {str(error).replace('Stage.__init__() ', '')}") from error
    total = sum(stage.share for stage in stages)
    if abs(total - 1) > 1e-6:
        raise UserError(f"{path}: the shares of the stages add up to {total:g}, not 1")
    return tuple(stages)
