"""Layers shared by the encoder and the decoder. Grids are NCHW tensors in channels-last memory."""

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from ..imisnet.layers import LayerNorm2d


def conv3(in_channels: int, out_channels: int, stride: int = 1) -> nn.Conv2d:
    return nn.Conv2d(in_channels, out_channels, kernel_size=3, stride=stride, padding=1)


def enlarge(x: Tensor) -> Tensor:
    """Every cell twice in both directions: F.interpolate's nearest, scale factor 2.

    Called by its operator, since scripting F.interpolate stores a call of every mode, and a bundle with the newest of
    them cannot be loaded by any older LibTorch.
    """
    enlarged: Tensor = torch.ops.aten.upsample_nearest2d(x, None, [2.0, 2.0])
    return enlarged


class ResidualBlock(nn.Module):
    """x + conv(SiLU(conv(norm(x)))), 3 x 3 both."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.norm = LayerNorm2d(channels)
        self.conv1 = conv3(channels, channels)
        self.conv2 = conv3(channels, channels)

    def forward(self, x: Tensor) -> Tensor:
        return x + self.conv2(F.silu(self.conv1(self.norm(x))))


class ConditionedBlock(nn.Module):
    """A residual block whose normalised input is scaled and shifted by a condition vector [T, D] (FiLM, Perez 2018)."""

    def __init__(self, channels: int, condition_dim: int) -> None:
        super().__init__()
        self.film = nn.Linear(condition_dim, 2 * channels)
        self.conv1 = conv3(channels, channels)
        self.conv2 = conv3(channels, channels)

    def forward(self, x: Tensor, condition: Tensor) -> Tensor:
        scale, shift = self.film(condition).unsqueeze(-1).unsqueeze(-1).chunk(2, dim=1)
        y = F.layer_norm(x.permute(0, 2, 3, 1), [x.shape[1]]).permute(0, 3, 1, 2) * (1 + scale) + shift
        return x + self.conv2(F.silu(self.conv1(y)))


class AttentionBlock(nn.Module):
    """A pre-norm transformer block over all cells of a grid, with learnt absolute positions in its queries and keys."""

    def __init__(self, channels: int, heads: int, grid: int) -> None:
        super().__init__()
        self.heads = heads
        self.positions = nn.Parameter(torch.zeros(1, grid * grid, channels))
        self.norm1 = nn.LayerNorm(channels)
        self.qk = nn.Linear(channels, 2 * channels)
        self.v = nn.Linear(channels, channels)
        self.out = nn.Linear(channels, channels)
        self.norm2 = nn.LayerNorm(channels)
        self.fc1 = nn.Linear(channels, 2 * channels)
        self.fc2 = nn.Linear(2 * channels, channels)

    def forward(self, x: Tensor) -> Tensor:
        batch, channels, height, width = x.shape
        cells = x.permute(0, 2, 3, 1).reshape(batch, height * width, channels)
        cells = cells + self.attend(self.norm1(cells))
        cells = cells + self.fc2(F.silu(self.fc1(self.norm2(cells))))
        return cells.view(batch, height, width, channels).permute(0, 3, 1, 2)

    def attend(self, cells: Tensor) -> Tensor:
        q, k = self.qk(cells + self.positions.to(cells.dtype)).chunk(2, dim=2)
        q, k, v = self.split_heads(q), self.split_heads(k), self.split_heads(self.v(cells))
        out = F.scaled_dot_product_attention(q, k, v)
        return self.out(out.transpose(1, 2).flatten(2))

    def split_heads(self, x: Tensor) -> Tensor:
        return x.view(x.shape[0], x.shape[1], self.heads, -1).transpose(1, 2)
