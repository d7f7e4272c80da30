"""Feature pyramid: the encoder's stages to maps of the decoder's width. All maps are channels-last: [B, H, W, C]."""

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from .config import SAM2Config


class Pointwise(nn.Module):
    """A 1 x 1 convolution, which is one linear layer per cell. Parameters have the convolution's shapes."""

    def __init__(self, dim: int, dim_out: int) -> None:
        super().__init__()
        bound = dim**-0.5  # as torch initialises the convolution
        self.weight = nn.Parameter(torch.empty(dim_out, dim, 1, 1).uniform_(-bound, bound))
        self.bias = nn.Parameter(torch.empty(dim_out).uniform_(-bound, bound))

    def forward(self, x: Tensor) -> Tensor:
        return F.linear(x, self.weight.flatten(1), self.bias)

    def narrowed(self, x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
        """This convolution followed by a narrower one, as a single one: the wide map in between is never computed."""
        matrix = weight.flatten(1)
        return F.linear(x, matrix @ self.weight.flatten(1), matrix @ self.bias + bias)


class Neck(nn.Module):
    """`convs` are in the published order, coarsest stage first."""

    def __init__(self, config: SAM2Config) -> None:
        super().__init__()
        self.convs = nn.ModuleList([Pointwise(dim, config.decoder_dim) for dim in reversed(config.stage_dims)])

    def forward(self, fine: Tensor, coarse: Tensor) -> Tensor:
        """The last two stages' maps, [B, H, W, C] and [B, H / 2, W / 2, 2 C], to the embedding [B, H, W, D].

        Each cell of the coarse map is added to the four cells of the fine one inside it.
        """
        height, width = coarse.shape[1], coarse.shape[2]
        lateral = self.convs[1](fine).unflatten(2, [width, 2]).unflatten(1, [height, 2])
        top_down = self.convs[0](coarse).unsqueeze(3).unsqueeze(2)
        return (lateral + top_down).flatten(3, 4).flatten(1, 2)
