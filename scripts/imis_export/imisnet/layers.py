"""Layers shared by the encoders and the decoder."""

import torch
import torch.nn.functional as F
from torch import Tensor, nn


class LayerNorm2d(nn.Module):
    """LayerNorm over the channels of an NCHW tensor."""

    def __init__(self, channels: int, eps: float = 1e-6) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.ones(channels))
        self.bias = nn.Parameter(torch.zeros(channels))
        self.eps = eps

    def forward(self, x: Tensor) -> Tensor:
        x = x.permute(0, 2, 3, 1)
        return F.layer_norm(x, self.weight.shape, self.weight, self.bias, self.eps).permute(0, 3, 1, 2)


class CellUpscaling(nn.Module):
    """Transposed convolution with kernel and stride 2, on a list of cells instead of a grid.

    Such a convolution is one linear layer per cell: [..., C] to [..., 4, C'], with the cell's 2 x 2 pixels along the
    last axis but one, row by row. Parameters have the convolution's shapes.
    """

    def __init__(self, in_channels: int, out_channels: int) -> None:
        super().__init__()
        bound = (4 * out_channels) ** -0.5  # as torch initialises the convolution
        self.weight = nn.Parameter(torch.empty(in_channels, out_channels, 2, 2).uniform_(-bound, bound))
        self.bias = nn.Parameter(torch.empty(out_channels).uniform_(-bound, bound))

    def forward(self, x: Tensor) -> Tensor:
        in_channels, out_channels = self.weight.shape[0], self.weight.shape[1]
        matrix = self.weight.permute(2, 3, 1, 0).reshape(4 * out_channels, in_channels)
        return F.linear(x, matrix, self.bias.repeat(4)).unflatten(-1, [4, out_channels])


class MLP(nn.Module):
    """Three linear layers with ReLU between them."""

    def __init__(self, in_dim: int, hidden_dim: int, out_dim: int) -> None:
        super().__init__()
        self.layers = nn.ModuleList(
            [nn.Linear(in_dim, hidden_dim), nn.Linear(hidden_dim, hidden_dim), nn.Linear(hidden_dim, out_dim)]
        )

    def forward(self, x: Tensor) -> Tensor:
        x = F.relu(self.layers[0](x))
        x = F.relu(self.layers[1](x))
        return self.layers[2](x)
