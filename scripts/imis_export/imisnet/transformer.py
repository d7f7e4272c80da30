"""Two-way transformer: prompt tokens and image cells attend to each other."""

from typing import Tuple

import torch.nn.functional as F
from torch import Tensor, nn

from .cross_attention import CrossAttention, heads_first


class SelfAttention(nn.Module):
    """Multi-head attention among the tokens: positioned ones as queries and keys, plain ones as values."""

    def __init__(self, dim: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.q_proj = nn.Linear(dim, dim)
        self.k_proj = nn.Linear(dim, dim)
        self.v_proj = nn.Linear(dim, dim)
        self.out_proj = nn.Linear(dim, dim)

    def forward(self, placed: Tensor, tokens: Tensor) -> Tensor:
        q = heads_first(self.q_proj(placed), self.heads)
        k = heads_first(self.k_proj(placed), self.heads)
        v = heads_first(self.v_proj(tokens), self.heads)
        return self.out_proj(F.scaled_dot_product_attention(q, k, v).transpose(1, 2).flatten(2))


class FeedForward(nn.Module):
    """Two linear layers with ReLU between them."""

    def __init__(self, dim: int, hidden_dim: int) -> None:
        super().__init__()
        self.lin1 = nn.Linear(dim, hidden_dim)
        self.lin2 = nn.Linear(hidden_dim, dim)

    def forward(self, x: Tensor) -> Tensor:
        return self.lin2(F.relu(self.lin1(x)))


class TwoWayBlock(nn.Module):
    """Self-attention of the tokens, tokens to image, feed-forward, image to tokens."""

    def __init__(self, dim: int, heads: int, mlp_dim: int, first: bool) -> None:
        super().__init__()
        self.first = first  # in the first block the tokens are their own position encoding
        self.self_attn = SelfAttention(dim, heads)
        self.norm1 = nn.LayerNorm(dim)
        self.cross_attn_token_to_image = CrossAttention(dim, heads, dim // 2)
        self.norm2 = nn.LayerNorm(dim)
        self.mlp = FeedForward(dim, mlp_dim)
        self.norm3 = nn.LayerNorm(dim)
        self.norm4 = nn.LayerNorm(dim)
        self.cross_attn_image_to_token = CrossAttention(dim, heads, dim // 2)

    def forward(self, tokens: Tensor, cells: Tensor, token_pe: Tensor, cell_pe: Tensor) -> Tuple[Tensor, Tensor]:
        if self.first:
            tokens = self.self_attn(tokens, tokens)
        else:
            placed = tokens + token_pe
            tokens = tokens + self.self_attn(placed, tokens)
        tokens = self.norm1(tokens)

        placed_cells = cells + cell_pe
        tokens = self.norm2(tokens + self.cross_attn_token_to_image.from_tokens(tokens + token_pe, placed_cells, cells))
        tokens = self.norm3(tokens + self.mlp(tokens))
        placed = tokens + token_pe
        cells = self.norm4(self.cross_attn_image_to_token.from_cells(placed_cells, placed, tokens, cells))
        return tokens, cells


class TwoWayTransformer(nn.Module):
    """Tokens [T, N, D] and image cells [T or 1, P, D] to both, updated, with batch T."""

    def __init__(self, depth: int, dim: int, heads: int, mlp_dim: int) -> None:
        super().__init__()
        self.layers = nn.ModuleList([TwoWayBlock(dim, heads, mlp_dim, index == 0) for index in range(depth)])
        self.final_attn_token_to_image = CrossAttention(dim, heads, dim // 2)
        self.norm_final_attn = nn.LayerNorm(dim)

    def forward(self, tokens: Tensor, cells: Tensor, cell_pe: Tensor) -> Tuple[Tensor, Tensor]:
        token_pe = tokens
        for layer in self.layers:
            tokens, cells = layer(tokens, cells, token_pe, cell_pe)
        attended = self.final_attn_token_to_image.from_tokens(tokens + token_pe, cells + cell_pe, cells)
        return self.norm_final_attn(tokens + attended), cells
