"""A SAM-2's weights, in the authors' layout or in transformers'."""

from pathlib import Path

from torch import Tensor

from ..checkpoint import drop_unused
from ..families import SAM2, require_family
from ..hugging_face import load_weights
from . import hugging_face, names


def load_published(path: Path) -> dict[str, Tensor]:
    """The tensors that a single image needs, by their original names, as float32; another family's are refused."""
    state = load_weights(path)
    require_family(state, SAM2, path)
    if hugging_face.is_transformers_layout(state):
        state = hugging_face.original_state(drop_unused(state, hugging_face.UNUSED))
    return drop_unused(state, names.UNUSED)
