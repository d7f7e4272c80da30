"""Sizes of a SAM and its published variants."""

from dataclasses import dataclass

from ..imisnet.config import ViTConfig


@dataclass(frozen=True)
class SAMConfig(ViTConfig):
    """Every size the network needs."""

    adapters: bool = False  # SAM-Med2D's, one per block


VARIANTS: dict[str, SAMConfig] = {
    "vit_b": SAMConfig(),
    "vit_l": SAMConfig(encoder_dim=1024, encoder_depth=24, encoder_heads=16, global_blocks=(5, 11, 17, 23)),
    "vit_h": SAMConfig(encoder_dim=1280, encoder_depth=32, encoder_heads=16, global_blocks=(7, 15, 23, 31)),
}
