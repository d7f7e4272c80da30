"""Sizes of an IMIS-Net and the named variants."""

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class ViTConfig:
    """The sizes that IMIS-Net shares with other networks of SAM's design; lengths in pixels, cells or channels."""

    image_size: int = 1024  # side of the square model grid
    patch_size: int = 16  # side of one embedding cell in image pixels
    encoder_dim: int = 768
    encoder_depth: int = 12
    encoder_heads: int = 12
    encoder_mlp_ratio: int = 4
    window: int = 14  # side of a local attention window in cells
    global_blocks: tuple[int, ...] = (2, 5, 8, 11)  # blocks that attend over the whole grid
    decoder_dim: int = 256
    decoder_depth: int = 2
    decoder_heads: int = 8
    decoder_mlp_dim: int = 2048
    head_hidden_dim: int = 256  # hidden width of the heads
    mask_tokens: int = 4
    mask_prompt_channels: int = 16

    def __post_init__(self) -> None:
        if self.image_size % self.patch_size:
            raise ValueError(f"image size {self.image_size} is not a multiple of the patch size {self.patch_size}")
        if self.encoder_dim % self.encoder_heads:
            raise ValueError(f"encoder dim {self.encoder_dim} is not a multiple of its {self.encoder_heads} heads")
        if self.decoder_dim % (4 * self.decoder_heads):
            raise ValueError(
                f"decoder dim {self.decoder_dim} is not a multiple of {4 * self.decoder_heads} (4 x heads)"
            )

    @property
    def grid(self) -> int:
        """Side of the image embedding in cells."""
        return self.image_size // self.patch_size

    @property
    def low_res(self) -> int:
        """Side of the decoder's masks in pixels: each of the two upscaling steps doubles the grid."""
        return 4 * self.grid

    @property
    def feature_shapes(self) -> list[list[int]]:
        """Channels, rows and columns of the image encoder's outputs."""
        return [[self.decoder_dim, self.grid, self.grid]]


@dataclass(frozen=True)
class IMISNetConfig(ViTConfig):
    """Every size the network needs; lengths in pixels, tokens or channels."""

    decoder_dim: int = 768
    semantic_dim: int = 512
    text_width: int = 512
    text_layers: int = 12
    text_heads: int = 8
    text_context: int = 77  # longest token sequence, start and end tokens included
    vocabulary_size: int = 49408

    def with_sizes(self, **sizes: int) -> "IMISNetConfig":
        """A copy with the given fields changed."""
        return replace(self, **sizes)


VARIANTS: dict[str, IMISNetConfig] = {
    "vit_b": IMISNetConfig(),
    "vit_l": IMISNetConfig(encoder_dim=1024, encoder_depth=24, encoder_heads=16, global_blocks=(5, 11, 17, 23)),
    "vit_h": IMISNetConfig(encoder_dim=1280, encoder_depth=32, encoder_heads=16, global_blocks=(7, 15, 23, 31)),
    "tiny": IMISNetConfig(
        image_size=256,
        patch_size=8,
        encoder_dim=128,
        encoder_depth=6,
        encoder_heads=4,
        window=8,
        global_blocks=(2, 5),
        decoder_dim=128,
        decoder_mlp_dim=512,
        head_hidden_dim=128,
        semantic_dim=64,
        text_width=64,
        text_layers=2,
        text_heads=4,
        text_context=32,
        vocabulary_size=1024,
    ),
}


def variant(name: str) -> IMISNetConfig:
    """The configuration of a named variant."""
    if name not in VARIANTS:
        raise ValueError(f"unknown variant '{name}': choose one of {', '.join(VARIANTS)}")
    return VARIANTS[name]
