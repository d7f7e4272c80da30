"""Image encoder: SAM's vision transformer, with or without SAM-Med2D's adapters."""

from typing import List

import torch.nn.functional as F
from torch import Tensor

from ..imisnet import image_encoder, transformer
from .adapter import Adapter
from .config import SAMConfig

LAYER_NORM_EPS = 1e-6


class FeedForward(transformer.FeedForward):
    """Two linear layers with GELU between them."""

    def forward(self, x: Tensor) -> Tensor:
        return self.lin2(F.gelu(self.lin1(x)))


class Block(image_encoder.Block):
    """IMIS-Net's transformer block with SAM's names and norms."""

    def __init__(self, dim: int, heads: int, mlp_ratio: int, window: int, grid: int) -> None:
        super().__init__(dim, heads, mlp_ratio, window, grid, LAYER_NORM_EPS)
        self.mlp = FeedForward(dim, mlp_ratio * dim)


class AdaptedBlock(Block):
    """A block with an adapter beside its feed-forward network."""

    def __init__(self, dim: int, heads: int, mlp_ratio: int, window: int, grid: int) -> None:
        super().__init__(dim, heads, mlp_ratio, window, grid)
        self.Adapter = Adapter(dim)

    def forward(self, x: Tensor) -> Tensor:
        x = x + self.attn(self.norm1(x))
        normed = self.norm2(x)
        return x + self.mlp(normed) + self.Adapter(normed)


class ImageEncoder(image_encoder.VisionTransformer):
    """Normalised image [B, 3, S, S] to a list of one embedding [B, D, grid, grid]."""

    def __init__(self, config: SAMConfig) -> None:
        super().__init__(config, AdaptedBlock if config.adapters else Block)
        self.neck = image_encoder.neck(config.encoder_dim, config.decoder_dim)

    def forward(self, image: Tensor) -> List[Tensor]:
        cells = self.encode(image.to(self.pos_embed.dtype))
        return [self.neck(cells.permute(0, 3, 1, 2))]
