"""Checkpoints in transformers' layout (Sam2Model, Sam2VideoModel), brought to the names of the original ones."""

import re
from typing import Mapping

from torch import Tensor

# Patterns of transformers' names and what stands there in the original ones, applied one after the other.
RENAMES = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        # The prompt encoder's Fourier matrix stands there twice, or once under either name.
        (
            r"^(shared_image_embedding|prompt_encoder\.shared_embedding)\.positional_embedding$",
            "sam_prompt_encoder.pe_layer.positional_encoding_gaussian_matrix",
        ),
        (r"^vision_encoder\.backbone\.", "image_encoder.trunk."),
        (r"^vision_encoder\.neck\.convs\.(\d+)\.", r"image_encoder.neck.convs.\1.conv."),
        (r"^prompt_encoder\.", "sam_prompt_encoder."),
        (r"^mask_decoder\.", "sam_mask_decoder."),
        (r"^no_memory_embedding$", "no_mem_embed"),
        (r"\.patch_embed\.projection\.", ".patch_embed.proj."),
        (r"\.mask_embed\.conv1\.", ".mask_downscaling.0."),
        (r"\.mask_embed\.layer_norm1\.", ".mask_downscaling.1."),
        (r"\.mask_embed\.conv2\.", ".mask_downscaling.3."),
        (r"\.mask_embed\.layer_norm2\.", ".mask_downscaling.4."),
        (r"\.mask_embed\.conv3\.", ".mask_downscaling.6."),
        (r"\.upscale_conv1\.", ".output_upscaling.0."),
        (r"\.upscale_layer_norm\.", ".output_upscaling.1."),
        (r"\.upscale_conv2\.", ".output_upscaling.3."),
        (r"\.layer_norm(\d|_final_attn)\.", r".norm\1."),
        (r"\.o_proj\.", ".out_proj."),
        # Feed-forward networks: those of transformer blocks have two layers, the heads three.
        (r"\.mlp\.proj_in\.", ".mlp.layers.0."),
        (r"\.mlp\.proj_out\.", ".mlp.layers.1."),
        (r"(_head|_mlps\.\d+)\.layers\.0\.", r"\1.layers.1."),
        (r"(_head|_mlps\.\d+)\.proj_in\.", r"\1.layers.0."),
        (r"(_head|_mlps\.\d+)\.proj_out\.", r"\1.layers.2."),
    )
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
POINTS = "prompt_encoder.point_embed.weight"  # one tensor; originally each label has its own


def is_transformers_layout(state: Mapping[str, Tensor]) -> bool:
    return any(name.startswith("vision_encoder.backbone.") for name in state)


def original_name(name: str) -> str:
    for pattern, replacement in RENAMES:
        name = pattern.sub(replacement, name)
    return name


def original_state(state: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """The state under original names. A name that the layout does not have is kept, for the check to find it."""
    result = {original_name(name): value for name, value in state.items() if name != POINTS}
    for label, vector in enumerate(state.get(POINTS, ())):
        result[f"sam_prompt_encoder.point_embeddings.{label}.weight"] = vector.unsqueeze(0)
    return result
