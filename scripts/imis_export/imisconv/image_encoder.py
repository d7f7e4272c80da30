"""Image encoder: a convolutional pyramid with attention at its coarsest level, merged from coarse to fine."""

from typing import List

import torch
from torch import Tensor, nn

from ..imisnet.layers import LayerNorm2d
from .config import IMISConvConfig
from .layers import AttentionBlock, ResidualBlock, conv3, enlarge


class ImageEncoder(nn.Module):
    """Normalised image [B, 3, S, S] to features at /16, /8 and /4 in the decoder's widths, coarsest first."""

    def __init__(self, config: IMISConvConfig) -> None:
        super().__init__()
        c2, c4, c8, c16 = config.encoder_channels
        d4, d8, d16 = config.decoder_channels
        self.stem = nn.Sequential(conv3(3, c2, stride=2), nn.ReLU())
        self.stage4 = nn.Sequential(conv3(c2, c4, 2), *[ResidualBlock(c4) for _ in range(config.encoder_depths[0])])
        self.stage8 = nn.Sequential(conv3(c4, c8, 2), *[ResidualBlock(c8) for _ in range(config.encoder_depths[1])])
        self.stage16 = nn.Sequential(conv3(c8, c16, 2), *[ResidualBlock(c16) for _ in range(config.encoder_depths[2])])
        grid = config.image_size // 16
        attention = [AttentionBlock(c16, config.attention_heads, grid) for _ in range(config.encoder_attention)]
        self.attention = nn.Sequential(*attention)
        self.lateral8, self.lateral4 = nn.Conv2d(c16, c8, 1), nn.Conv2d(c8, c4, 1)
        self.merge8 = ResidualBlock(c8)
        self.out16 = nn.Sequential(LayerNorm2d(c16), nn.Conv2d(c16, d16, 1))
        self.out8 = nn.Sequential(LayerNorm2d(c8), nn.Conv2d(c8, d8, 1))
        self.out4 = nn.Sequential(LayerNorm2d(c4), conv3(c4, d4))

    def forward(self, image: Tensor) -> List[Tensor]:
        x = image.to(self.lateral8.weight.dtype).contiguous(memory_format=torch.channels_last)
        x4 = self.stage4(self.stem(x))
        x8 = self.stage8(x4)
        x16 = self.attention(self.stage16(x8))
        x8 = self.merge8(x8 + enlarge(self.lateral8(x16)))
        x4 = x4 + enlarge(self.lateral4(x8))
        return [self.out16(x16), self.out8(x8), self.out4(x4)]
