"""Image encoder: SAM's vision transformer with a neck of its own."""

from typing import List, Tuple, Type

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from .config import IMISNetConfig, ViTConfig
from .grid_attention import grid_attention
from .layers import LayerNorm2d

# SAM was trained with 1e-6; the published IMIS-Net runs SAM's encoder through timm, whose blocks have torch's default.
LAYER_NORM_EPS = 1e-5


class PatchEmbed(nn.Module):
    """Image to a grid of patch embeddings, channels last."""

    def __init__(self, patch_size: int, dim: int) -> None:
        super().__init__()
        self.proj = nn.Conv2d(3, dim, kernel_size=patch_size, stride=patch_size)

    def forward(self, image: Tensor) -> Tensor:
        return self.proj(image).permute(0, 2, 3, 1)


class Attention(nn.Module):
    """Multi-head attention with relative positions, over the whole grid or, with a window, within square windows."""

    def __init__(self, dim: int, heads: int, window: int, grid: int) -> None:
        super().__init__()
        self.heads = heads
        self.window = window
        self.side = window if window > 0 else grid
        head_dim = dim // heads
        self.qkv = nn.Linear(dim, 3 * dim)
        self.proj = nn.Linear(dim, dim)
        # Row r holds the vector of the offset r - (side - 1) between query and key.
        self.rel_pos_h = nn.Parameter(torch.zeros(2 * self.side - 1, head_dim))
        self.rel_pos_w = nn.Parameter(torch.zeros(2 * self.side - 1, head_dim))

    def forward(self, x: Tensor) -> Tensor:
        height, width = x.shape[1], x.shape[2]
        if self.window > 0:
            # The cells that pad the last windows are zero before the projection, so only the bias is left of them.
            filled = split_windows(F.linear(x, self.qkv.weight), self.window) + self.qkv.bias
            return self.proj(join_windows(self.attend(filled), self.window, height, width))
        return self.proj(self.attend(self.qkv(x)))

    def attend(self, qkv: Tensor) -> Tensor:
        """[B, side, side, 3 * dim] to [B, side, side, dim]."""
        batch, side = qkv.shape[0], self.side
        q, k, v = qkv.view(batch, side * side, 3, self.heads, -1).permute(2, 0, 3, 1, 4).unbind(0)
        rows, columns = self.relative_bias(q)
        return grid_attention(q, k, v, rows, columns).view(batch, side, side, -1)

    def relative_bias(self, q: Tensor) -> Tuple[Tensor, Tensor]:
        """Logit biases of every query for each key row and each key column: two [B, heads, N, side]."""
        batch, heads, count, head_dim = q.shape
        side = self.side
        index = torch.arange(side, device=q.device)
        offset = index[:, None] - index[None, :] + (side - 1)
        grid = q.view(batch, heads, side, side, head_dim)
        rows = torch.einsum("bnhwc,hkc->bnhwk", grid, self.rel_pos_h[offset])
        columns = torch.einsum("bnhwc,wkc->bnhwk", grid, self.rel_pos_w[offset])
        return rows.reshape(batch, heads, count, side), columns.reshape(batch, heads, count, side)


class FeedForward(nn.Module):
    """Two linear layers with GELU between them."""

    def __init__(self, dim: int, hidden_dim: int) -> None:
        super().__init__()
        self.fc1 = nn.Linear(dim, hidden_dim)
        self.fc2 = nn.Linear(hidden_dim, dim)

    def forward(self, x: Tensor) -> Tensor:
        return self.fc2(F.gelu(self.fc1(x)))


class Block(nn.Module):
    """Transformer block; `window` 0 attends over the whole grid of side `grid`."""

    def __init__(
        self, dim: int, heads: int, mlp_ratio: int, window: int, grid: int, eps: float = LAYER_NORM_EPS
    ) -> None:
        super().__init__()
        self.norm1 = nn.LayerNorm(dim, eps=eps)
        self.attn = Attention(dim, heads, window, grid)
        self.norm2 = nn.LayerNorm(dim, eps=eps)
        self.mlp = FeedForward(dim, mlp_ratio * dim)

    def forward(self, x: Tensor) -> Tensor:
        x = x + self.attn(self.norm1(x))
        return x + self.mlp(self.norm2(x))


def split_windows(x: Tensor, window: int) -> Tensor:
    """[B, H, W, C] to [B * windows, window, window, C]; zeros pad the grid to whole windows."""
    batch, height, width, dim = x.shape
    pad_h, pad_w = -height % window, -width % window
    if pad_h > 0 or pad_w > 0:
        x = F.pad(x, [0, 0, 0, pad_w, 0, pad_h])
    rows, columns = (height + pad_h) // window, (width + pad_w) // window
    x = x.view(batch, rows, window, columns, window, dim)
    return x.permute(0, 1, 3, 2, 4, 5).reshape(-1, window, window, dim)


def join_windows(x: Tensor, window: int, height: int, width: int) -> Tensor:
    """The reverse of split_windows; the padding is cut off."""
    rows, columns = (height + window - 1) // window, (width + window - 1) // window
    dim = x.shape[-1]
    x = x.view(-1, rows, columns, window, window, dim).permute(0, 1, 3, 2, 4, 5)
    x = x.reshape(-1, rows * window, columns * window, dim)
    return x[:, :height, :width]


class VisionTransformer(nn.Module):
    """Patch embedding, absolute positions and the transformer blocks, each of the class `block`."""

    def __init__(self, config: ViTConfig, block: Type[Block] = Block) -> None:
        super().__init__()
        dim, grid = config.encoder_dim, config.grid
        self.pos_embed = nn.Parameter(torch.zeros(1, grid, grid, dim))
        self.patch_embed = PatchEmbed(config.patch_size, dim)
        self.blocks = nn.ModuleList(
            [
                block(
                    dim,
                    config.encoder_heads,
                    config.encoder_mlp_ratio,
                    0 if index in config.global_blocks else config.window,
                    grid,
                )
                for index in range(config.encoder_depth)
            ]
        )

    def forward(self, image: Tensor) -> Tensor:
        return self.encode(image)

    def encode(self, image: Tensor) -> Tensor:
        """Normalised image [B, 3, S, S] to cells [B, grid, grid, C]."""
        x = self.patch_embed(image) + self.pos_embed
        for block in self.blocks:
            x = block(x)
        return x


def neck(in_channels: int, channels: int) -> nn.Sequential:
    """The transformer's cells [B, in_channels, grid, grid] to the embedding [B, channels, grid, grid]."""
    return nn.Sequential(
        nn.Conv2d(in_channels, channels, kernel_size=1, bias=False),
        LayerNorm2d(channels),
        nn.Conv2d(channels, channels, kernel_size=3, padding=1, bias=False),
        LayerNorm2d(channels),
    )


class ImageEncoder(nn.Module):
    """Normalised image [B, 3, S, S] to a list of one embedding [B, D, grid, grid]."""

    def __init__(self, config: IMISNetConfig) -> None:
        super().__init__()
        self.sam_encoder = VisionTransformer(config)
        self.neck = neck(config.encoder_dim, config.decoder_dim)

    def forward(self, image: Tensor) -> List[Tensor]:
        x = self.sam_encoder(image.to(self.sam_encoder.pos_embed.dtype))
        return [self.neck(x.permute(0, 3, 1, 2))]
