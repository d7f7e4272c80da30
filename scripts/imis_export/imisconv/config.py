"""Sizes of the network."""

from dataclasses import dataclass, replace

COARSEST_CELL = 16  # side in pixels, of which a grid's side is a multiple


@dataclass(frozen=True)
class IMISConvConfig:
    """Lengths in pixels or channels. Channels are given per resolution: an eighth of the input's side is `/8`."""

    image_size: int = 256  # side of the square model grid
    encoder_channels: tuple[int, int, int, int] = (32, 48, 96, 192)  # at /2, /4, /8, /16
    encoder_depths: tuple[int, int, int] = (1, 1, 1)  # residual blocks at /4, /8, /16
    encoder_attention: int = 2  # attention blocks at /16
    attention_heads: int = 4
    decoder_channels: tuple[int, int, int] = (64, 96, 128)  # at /4, /8, /16
    mask_channels: int = 96  # at /4, from which the masks' pixels are computed
    mask_tokens: int = 4  # 0: the mask of an unambiguous prompt, 1..3: the candidates of a single click
    condition_dim: int = 128  # width of the vector through which text and prompt kinds condition the decoder
    head_hidden_dim: int = 128
    semantic_dim: int = 64
    text_width: int = 64
    text_layers: int = 2
    text_heads: int = 4
    text_context: int = 32
    vocabulary_size: int = 1024

    def __post_init__(self) -> None:
        if self.image_size % COARSEST_CELL:
            raise ValueError(f"image size {self.image_size} is not a multiple of {COARSEST_CELL}")

    @property
    def low_res(self) -> int:
        """Side of the decoder's masks in pixels."""
        return self.image_size

    @property
    def feature_shapes(self) -> list[list[int]]:
        """Channels, rows and columns of the image encoder's outputs, coarsest first."""
        sizes = [self.image_size // step for step in (4, 8, COARSEST_CELL)]
        return [[channels, size, size] for channels, size in zip(self.decoder_channels, sizes)][::-1]

    def with_sizes(self, **sizes: int) -> "IMISConvConfig":
        """A copy with the given fields changed."""
        return replace(self, **sizes)
