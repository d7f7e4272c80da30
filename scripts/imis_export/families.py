"""Recognises the family of a checkpoint by the names and shapes of its tensors."""

from pathlib import Path
from typing import Mapping, NamedTuple, Optional

from torch import Tensor

from user_error import UserError

POSITIONS = "image_encoder.pos_embed"
SAM_GRID = 64  # side of the image embedding in cells, for 1024 pixels


class Family(NamedTuple):
    """`title` names it in a sentence; `commands` are the exporter's subcommands for its checkpoints."""

    title: str
    commands: tuple[str, ...]


SAM = Family("a SAM, MedSAM or Huang et al.", ("sam", "medsam", "huang"))
SAM_MED2D = Family("a SAM-Med2D", ("sam-med2d",))
SAM2 = Family("a SAM-2", ("sam2",))
IMISNET = Family("an IMIS-Net", ("imisnet",))
IMISCONV = Family("an IMIS-Conv", ("imisconv",))

# Prefixes of tensor names, in the original layout and in that of transformers.
PREFIXES = (
    ("image_encoder.trunk.", SAM2),
    ("vision_encoder.backbone.", SAM2),
    ("image_encoder.sam_encoder.", IMISNET),
    ("image_encoder.stem.", IMISCONV),
    ("vision_encoder.layers.", SAM),
)


def family_of(state: Mapping[str, Tensor]) -> Optional[Family]:
    """The family that the tensors' names belong to; None if they match no family."""
    for prefix, family in PREFIXES:
        if any(name.startswith(prefix) for name in state):
            return family
    if POSITIONS not in state or state[POSITIONS].dim() != 4:
        return None
    adapted = any(".Adapter." in name for name in state)
    return SAM if not adapted and state[POSITIONS].shape[1] == SAM_GRID else SAM_MED2D


def require_family(state: Mapping[str, Tensor], wanted: Family, path: Path) -> None:
    """Raise an error if the tensors belong to another family, naming it and its subcommand."""
    found = family_of(state)
    if found is None:
        raise UserError(f"{path}: not {wanted.title} checkpoint, nor one of any other known family; give another file")
    if found is not wanted:
        commands = " or ".join(found.commands)
        raise UserError(f"{path}: looks like {found.title} checkpoint; use export_model.py {commands}")
