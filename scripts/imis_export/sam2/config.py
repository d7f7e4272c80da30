"""Sizes of a SAM-2 image model, and the published variants, which SAM-2.0 and SAM-2.1 share."""

from dataclasses import dataclass


@dataclass(frozen=True)
class SAM2Config:
    """Every size the network needs; lengths in pixels, cells or channels. Stages are the encoder's."""

    image_size: int = 1024  # side of the square model grid
    encoder_dim: int = 96  # channels of the first stage; each further stage doubles them
    encoder_heads: int = 1  # attention heads of the first stage; each further stage doubles them
    stages: tuple[int, ...] = (1, 2, 7, 2)  # blocks of each
    windows: tuple[int, ...] = (8, 4, 14, 7)  # side of each stage's local attention window in cells
    global_blocks: tuple[int, ...] = (5, 7, 9)  # blocks that attend over the whole grid
    background: int = 7  # side of the coarse position encoding in cells
    decoder_dim: int = 256
    decoder_depth: int = 2
    decoder_heads: int = 8
    decoder_mlp_dim: int = 2048
    head_hidden_dim: int = 256  # hidden width of the IoU head
    mask_tokens: int = 4
    mask_prompt_channels: int = 16

    @property
    def depth(self) -> int:
        """Blocks of all stages."""
        return sum(self.stages)

    @property
    def stage_dims(self) -> list[int]:
        """Channels of each stage."""
        return [self.encoder_dim << stage for stage in range(len(self.stages))]

    @property
    def patches(self) -> int:
        """Side of the first stage's grid in cells, which are 4 pixels wide."""
        return self.image_size // 4

    @property
    def grid(self) -> int:
        """Side of the image embedding in cells, which are 16 pixels wide."""
        return self.image_size // 16

    @property
    def low_res(self) -> int:
        """Side of the decoder's masks in pixels: each of the two upscaling steps doubles the grid."""
        return 4 * self.grid

    @property
    def feature_shapes(self) -> list[list[int]]:
        """Channels, rows and columns of the image embedding and of two maps, four times and twice its side."""
        dim, grid = self.decoder_dim, self.grid
        return [[dim, grid, grid], [dim // 8, 4 * grid, 4 * grid], [dim // 4, 2 * grid, 2 * grid]]


VARIANTS: dict[str, SAM2Config] = {
    "tiny": SAM2Config(),
    "small": SAM2Config(stages=(1, 2, 11, 2), global_blocks=(7, 10, 13)),
    "base_plus": SAM2Config(
        encoder_dim=112, encoder_heads=2, stages=(2, 3, 16, 3), global_blocks=(12, 16, 20), background=14
    ),
    "large": SAM2Config(
        encoder_dim=144, encoder_heads=2, stages=(2, 6, 36, 4), windows=(8, 4, 16, 8), global_blocks=(23, 33, 43)
    ),
}
