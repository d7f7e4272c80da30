"""Image encoder: Hiera, its feature pyramid, and what SAM-2's image predictor adds for a single image."""

from typing import List

import torch
from torch import Tensor, nn

from .config import SAM2Config
from .hiera import Hiera
from .neck import Neck, Pointwise


class ImageEncoder(nn.Module):
    """Normalised image [B, 3, S, S] to the embedding and two finer maps, four times and twice the embedding's side.

    Their channels are D, D / 8 and D / 4. The finer maps have already passed through the decoder's own convolutions,
    because that part is the same for every prompt.
    """

    def __init__(self, config: SAM2Config) -> None:
        super().__init__()
        dim = config.decoder_dim
        self.trunk = Hiera(config)
        self.neck = Neck(config)
        self.conv_s0 = Pointwise(dim, dim // 8)
        self.conv_s1 = Pointwise(dim, dim // 4)
        # Takes the place of the memory of earlier frames, which a single image does not have.
        self.no_mem_embed = nn.Parameter(torch.zeros(1, 1, dim))

    def forward(self, image: Tensor) -> List[Tensor]:
        maps = self.trunk(image.to(self.no_mem_embed.dtype))
        embedding = self.neck(maps[2], maps[3]) + self.no_mem_embed
        s0 = self.neck.convs[3].narrowed(maps[0], self.conv_s0.weight, self.conv_s0.bias)
        s1 = self.neck.convs[2].narrowed(maps[1], self.conv_s1.weight, self.conv_s1.bias)
        return [embedding.permute(0, 3, 1, 2), s0.permute(0, 3, 1, 2), s1.permute(0, 3, 1, 2)]
