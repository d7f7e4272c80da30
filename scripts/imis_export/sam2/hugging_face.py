"""Translates checkpoints in transformers' layout (Sam2Model, Sam2VideoModel) to the original one."""

from typing import Mapping

from torch import Tensor

from ..hugging_face import PROMPTS_AND_MASKS, Rename, renamed

RENAMES: tuple[Rename, ...] = (
    # The prompt encoder's Fourier matrix is stored twice, or once under either name.
    (r"^shared_image_embedding\.", "prompt_encoder.shared_embedding."),
    (r"^vision_encoder\.backbone\.", "image_encoder.trunk."),
    (r"^vision_encoder\.neck\.convs\.(\d+)\.", r"image_encoder.neck.convs.\1.conv."),
    (r"^prompt_encoder\.", "sam_prompt_encoder."),
    (r"^mask_decoder\.", "sam_mask_decoder."),
    (r"^no_memory_embedding$", "no_mem_embed"),
    (r"\.patch_embed\.projection\.", ".patch_embed.proj."),
    (r"\.o_proj\.", ".out_proj."),
    # The feed-forward networks of transformer blocks have two layers.
    (r"\.mlp\.proj_in\.", ".mlp.layers.0."),
    (r"\.mlp\.proj_out\.", ".mlp.layers.1."),
    *PROMPTS_AND_MASKS,
)
# Parts that remember objects from frame to frame.
UNUSED = (
    "memory_attention.",
    "memory_encoder.",
    "mask_downsample.",
    "object_pointer_proj.",
    "temporal_positional_encoding_projection_layer.",
    "memory_temporal_positional_encoding",
    "no_memory_positional_encoding",
    "no_object_pointer",
    "occlusion_spatial_embedding_parameter",
)
POINTS = "prompt_encoder.point_embed.weight"  # one tensor; in the original layout each label has its own


def is_transformers_layout(state: Mapping[str, Tensor]) -> bool:
    return any(name.startswith("vision_encoder.backbone.") for name in state)


def original_name(name: str) -> str:
    return renamed(name, RENAMES)


def original_state(state: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """The state under original names. An unknown name is kept, so that the check of the tensors reports it."""
    result = {original_name(name): value for name, value in state.items() if name != POINTS}
    for label, vector in enumerate(state.get(POINTS, ())):
        result[f"sam_prompt_encoder.point_embeddings.{label}.weight"] = vector.unsqueeze(0)
    return result
