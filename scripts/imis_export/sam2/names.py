"""Names of the network's tensors and those in published checkpoints, which contain the whole video model."""

import re
from typing import Mapping

from torch import Tensor, nn

# Parts that remember objects from frame to frame, and the head that predicts whether the object is there.
UNUSED = (
    "memory_attention.",
    "memory_encoder.",
    "mask_downsample.",
    "obj_ptr_proj.",
    "obj_ptr_tpos_proj.",
    "sam_mask_decoder.pred_obj_score_head.",
    "maskmem_tpos_enc",
    "no_mem_pos_enc",
    "no_obj_ptr",
    "no_obj_embed_spatial",
)
# Prefixes in the network and in the checkpoint; the first that matches counts.
PREFIXES = (
    ("image_encoder.conv_s", "sam_mask_decoder.conv_s"),
    ("image_encoder.no_mem_embed", "no_mem_embed"),
    ("prompt_encoder.", "sam_prompt_encoder."),
    ("mask_decoder.", "sam_mask_decoder."),
)
NECK = re.compile(r"^(image_encoder\.neck\.convs\.\d+)\.")
FEED_FORWARD = re.compile(r"^(mask_decoder\.transformer\.layers\.\d+\.mlp)\.lin([12])\.")


def published_name(name: str) -> str:
    """The checkpoint's name of a tensor of the network."""
    name = NECK.sub(r"\1.conv.", name)
    name = FEED_FORWARD.sub(lambda match: f"{match[1]}.layers.{int(match[2]) - 1}.", name)
    for ours, published in PREFIXES:
        if name.startswith(ours):
            return published + name[len(ours) :]
    return name


def published_shapes(network: nn.Module) -> dict[str, tuple[int, ...]]:
    """Shapes of the tensors that a checkpoint of this network must contain, by their published names."""
    return {published_name(name): tuple(value.shape) for name, value in network.state_dict().items()}


def network_state(network: nn.Module, published: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """The network's own state from tensors by their published names."""
    return {name: published[published_name(name)] for name in network.state_dict()}
