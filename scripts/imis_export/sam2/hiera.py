"""Hiera: a vision transformer of stages, each with half the grid's side and twice the channels of the one before.

All maps are channels-last: [B, rows, columns, C].
"""

from typing import List

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from ..imisnet.cross_attention import heads_first
from ..imisnet.image_encoder import join_windows, split_windows
from .config import SAM2Config

LAYER_NORM_EPS = 1e-6


def pool(x: Tensor) -> Tensor:
    """The maximum of each 2 x 2 block of cells: [B, H, W, C] to [B, H / 2, W / 2, C]."""
    rows = torch.maximum(x[:, 0::2], x[:, 1::2])
    return torch.maximum(rows[:, :, 0::2], rows[:, :, 1::2])


class PatchEmbed(nn.Module):
    """Image [B, 3, S, S] to overlapping patches, one every 4 pixels: [B, S / 4, S / 4, C]."""

    def __init__(self, dim: int) -> None:
        super().__init__()
        self.proj = nn.Conv2d(3, dim, kernel_size=7, stride=4, padding=3)

    def forward(self, image: Tensor) -> Tensor:
        return self.proj(image).permute(0, 2, 3, 1).contiguous()


class Attention(nn.Module):
    """Multi-head attention within square windows (0: over the whole grid); `pooled` halves the grid's side.

    Pooling takes place among the queries of a window, so windows and grid shrink alike.
    """

    def __init__(self, dim: int, dim_out: int, heads: int, window: int, pooled: bool) -> None:
        super().__init__()
        self.heads = heads
        self.window = window
        self.pooled = pooled
        self.shrink = 2 if pooled else 1
        self.qkv = nn.Linear(dim, 3 * dim_out)
        self.proj = nn.Linear(dim_out, dim_out)

    def forward(self, x: Tensor) -> Tensor:
        if self.window == 0:
            return self.proj(self.attend(x))
        height, width = x.shape[1] // self.shrink, x.shape[2] // self.shrink
        attended = self.attend(split_windows(x, self.window))
        return self.proj(join_windows(attended, self.window // self.shrink, height, width))

    def attend(self, x: Tensor) -> Tensor:
        """[B, H, W, dim] to [B, H or H / 2, W or W / 2, dim_out]."""
        q, k, v = self.qkv(x).chunk(3, dim=-1)
        if self.pooled:
            q = pool(q)
        height, width = q.shape[1], q.shape[2]
        out = F.scaled_dot_product_attention(self.split_heads(q), self.split_heads(k), self.split_heads(v))
        return out.transpose(1, 2).flatten(2).unflatten(1, [height, width])

    def split_heads(self, x: Tensor) -> Tensor:
        """[B, H, W, dim_out] to [B, heads, H * W, c]."""
        return heads_first(x.flatten(1, 2), self.heads)


class FeedForward(nn.Module):
    """Two linear layers with GELU between them."""

    def __init__(self, dim: int, hidden_dim: int) -> None:
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(dim, hidden_dim), nn.Linear(hidden_dim, dim)])

    def forward(self, x: Tensor) -> Tensor:
        return self.layers[1](F.gelu(self.layers[0](x)))


class Block(nn.Module):
    """Transformer block; one whose output has more channels than its input begins a stage and pools."""

    def __init__(self, dim: int, dim_out: int, heads: int, window: int) -> None:
        super().__init__()
        self.pooled = dim != dim_out
        self.norm1 = nn.LayerNorm(dim, eps=LAYER_NORM_EPS)
        self.attn = Attention(dim, dim_out, heads, window, self.pooled)
        self.norm2 = nn.LayerNorm(dim_out, eps=LAYER_NORM_EPS)
        self.mlp = FeedForward(dim_out, 4 * dim_out)
        self.proj = nn.Linear(dim, dim_out) if self.pooled else nn.Identity()

    def forward(self, x: Tensor) -> Tensor:
        normed = self.norm1(x)
        shortcut = pool(self.proj(normed)) if self.pooled else x
        x = shortcut + self.attn(normed)
        return x + self.mlp(self.norm2(x))


def blocks(config: SAM2Config) -> nn.ModuleList:
    """The blocks of all stages. A stage's first block still has the windows of the stage before."""
    result: list[nn.Module] = []
    for stage, count in enumerate(config.stages):
        for position in range(count):
            before = stage - 1 if stage > 0 and position == 0 else stage
            window = 0 if len(result) in config.global_blocks else config.windows[before]
            dims = config.stage_dims
            result.append(Block(dims[before], dims[stage], config.encoder_heads << stage, window))
    return nn.ModuleList(result)


class Hiera(nn.Module):
    """Normalised image [B, 3, S, S] to the maps at the end of each stage, finest first."""

    def __init__(self, config: SAM2Config) -> None:
        super().__init__()
        dim, patches = config.encoder_dim, config.patches
        self.pos_embed = nn.Parameter(torch.zeros(1, dim, config.background, config.background))
        self.pos_embed_window = nn.Parameter(torch.zeros(1, dim, config.windows[0], config.windows[0]))
        self.patch_embed = PatchEmbed(dim)
        self.blocks = blocks(config)
        self.stage_ends = [sum(config.stages[: stage + 1]) - 1 for stage in range(len(config.stages))]
        self.register_buffer("positions", torch.zeros(1, patches, patches, dim), persistent=False)

    @torch.no_grad()
    @torch.jit.unused
    def place_patches(self) -> None:
        """Compute the positions of all patches: the coarse map resampled, plus the window's map tiled."""
        patches, window = self.positions.shape[1], self.pos_embed_window.shape[2]
        coarse = F.interpolate(self.pos_embed, size=[patches, patches], mode="bicubic")
        tiled = self.pos_embed_window.tile(1, 1, patches // window, patches // window)
        self.positions = (coarse + tiled).permute(0, 2, 3, 1).contiguous()

    def forward(self, image: Tensor) -> List[Tensor]:
        x = self.patch_embed(image) + self.positions
        maps: list[Tensor] = []
        for index, block in enumerate(self.blocks):
            x = block(x)
            if index in self.stage_ends:
                maps.append(x)
        return maps
