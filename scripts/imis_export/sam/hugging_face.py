"""Translates the names of transformers' SamModel to the original ones."""

from typing import Mapping

from torch import Tensor

from ..hugging_face import PROMPTS_AND_MASKS, Rename, renamed

RENAMES: tuple[Rename, ...] = (
    # The prompt encoder's Fourier matrix is stored under either of two names, or under both.
    (r"^shared_image_embedding\.", "prompt_encoder.shared_embedding."),
    (r"^vision_encoder\.patch_embed\.projection\.", "image_encoder.patch_embed.proj."),
    (r"^vision_encoder\.layers\.", "image_encoder.blocks."),
    (r"^vision_encoder\.neck\.conv1\.", "image_encoder.neck.0."),
    (r"^vision_encoder\.neck\.layer_norm1\.", "image_encoder.neck.1."),
    (r"^vision_encoder\.neck\.conv2\.", "image_encoder.neck.2."),
    (r"^vision_encoder\.neck\.layer_norm2\.", "image_encoder.neck.3."),
    (r"^vision_encoder\.", "image_encoder."),
    (r"\.point_embed\.", ".point_embeddings."),
    *PROMPTS_AND_MASKS,
)


def is_transformers_layout(state: Mapping[str, Tensor]) -> bool:
    return any(name.startswith("vision_encoder.layers.") for name in state)


def original_name(name: str) -> str:
    """A name that is unknown to the layout is kept, so that the check of the tensors reports it."""
    return renamed(name, RENAMES)


def original_state(state: Mapping[str, Tensor]) -> dict[str, Tensor]:
    return {original_name(name): value for name, value in state.items()}
