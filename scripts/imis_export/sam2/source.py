"""Where a SAM-2's weights come from: an original checkpoint, or a folder of the Hugging Face Hub."""

from pathlib import Path

from torch import Tensor

from ..checkpoint import drop_unused
from ..errors import ExportError
from ..families import SAM2, require_family
from ..hugging_face import load_weights
from . import hugging_face, names

SAFETENSORS = "model.safetensors"


def weights_file(path: Path) -> Path:
    """The file itself, or the one of a folder: model.safetensors, else the only *.pt file."""
    if not path.is_dir():
        return path
    if (path / SAFETENSORS).is_file():
        return path / SAFETENSORS
    originals = sorted(path.glob("*.pt"))
    if len(originals) != 1:
        raise ExportError(
            f"{path}: holds no {SAFETENSORS}, and {len(originals)} *.pt files instead of one; give the file itself"
        )
    return originals[0]


def load_published(path: Path) -> dict[str, Tensor]:
    """The tensors that a single image needs, by their original names, as float32; another family's are refused."""
    state = load_weights(path)
    require_family(state, SAM2, path)
    if hugging_face.is_transformers_layout(state):
        state = hugging_face.original_state(drop_unused(state, hugging_face.UNUSED))
    return drop_unused(state, names.UNUSED)
