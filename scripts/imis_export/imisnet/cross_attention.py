"""Attention between a few tokens and many image cells, in the cheapest order of operations.

Projecting the cells costs cells x width x inner width. With few tokens it is cheaper to pass the tokens through the
transposed projections instead, which turns them into heads x tokens columns of the full width: (Wq q) . (Wk c) is
(Wk' Wq q) . c. Both orders give the same result up to rounding.
"""

import torch
import torch.nn.functional as F
from torch import Tensor, nn


def heads_first(x: Tensor, heads: int) -> Tensor:
    """[T, N, heads * c] to [T, heads, N, c]."""
    return x.unflatten(-1, [heads, -1]).transpose(1, 2)


class CrossAttention(nn.Module):
    """Tokens are [T, N, D] with T targets; cells [T or 1, P, D], where 1 means that all targets share them."""

    def __init__(self, dim: int, heads: int, inner_dim: int) -> None:
        super().__init__()
        self.heads = heads
        self.inner_dim = inner_dim
        self.scale = float(inner_dim // heads) ** -0.5
        self.q_proj = nn.Linear(dim, inner_dim)
        self.k_proj = nn.Linear(dim, inner_dim)
        self.v_proj = nn.Linear(dim, inner_dim)
        self.out_proj = nn.Linear(inner_dim, dim)

    def forward(self, q: Tensor, k: Tensor, v: Tensor) -> Tensor:
        """Plain attention of q to k and v; each of batch T or 1."""
        query = heads_first(self.q_proj(q), self.heads)
        key = heads_first(self.k_proj(k), self.heads)
        value = heads_first(self.v_proj(v), self.heads)
        batch = max(query.shape[0], key.shape[0])
        out = F.scaled_dot_product_attention(
            query.expand(batch, -1, -1, -1), key.expand(batch, -1, -1, -1), value.expand(batch, -1, -1, -1)
        )
        return self.out_proj(out.transpose(1, 2).flatten(2))

    def tokens_are_fewer(self, tokens: Tensor) -> bool:
        """Whether the tokens' columns, one per head, are fewer than those of the projected cells."""
        return self.heads * tokens.shape[1] < self.inner_dim

    @torch.jit.export
    def from_tokens(self, tokens: Tensor, placed_cells: Tensor, cells: Tensor) -> Tensor:
        """Tokens attend to cells: [T, N, D]. `placed_cells` are the cells with their positional encoding."""
        if not self.tokens_are_fewer(tokens):
            return self(tokens, placed_cells, cells)
        targets, count = tokens.shape[0], tokens.shape[1]
        # The key bias adds the same to all logits of a token, so it cancels in the softmax.
        queries = heads_first(self.q_proj(tokens) * self.scale, self.heads) @ self.by_head(self.k_proj.weight)
        logits = self.times_cells(queries.flatten(1, 2), placed_cells)
        mixed = torch.softmax(logits.transpose(1, 2).contiguous(), dim=-1) @ cells
        mixed = mixed.view(targets, self.heads, count, -1) @ self.by_head(self.v_proj.weight).transpose(1, 2)
        return self.out_proj(mixed.transpose(1, 2).flatten(2) + self.v_proj.bias)

    @torch.jit.export
    def from_cells(self, placed_cells: Tensor, placed_tokens: Tensor, tokens: Tensor, cells: Tensor) -> Tensor:
        """Cells attend to tokens: the cells plus the result, [T, P, D]."""
        if not self.tokens_are_fewer(tokens):
            return cells + self(placed_cells, placed_tokens, tokens)
        targets, count = tokens.shape[0], tokens.shape[1]
        keys = heads_first(self.k_proj(placed_tokens) * self.scale, self.heads)
        columns = (keys @ self.by_head(self.q_proj.weight)).flatten(1, 2)
        offsets = (keys @ self.q_proj.bias.view(self.heads, -1, 1)).view(targets, 1, self.heads, count)
        logits = self.times_cells(columns, placed_cells).unflatten(-1, [self.heads, count]) + offsets
        weights = torch.softmax(logits, dim=-1).flatten(2)
        values = heads_first(self.v_proj(tokens), self.heads) @ self.out_by_head()
        # A cell's weights sum to one in each head, so each head contributes its share of the output bias.
        values = (values + self.out_proj.bias / self.heads).flatten(1, 2)
        return torch.baddbmm(cells.expand(targets, -1, -1), weights, values)

    def times_cells(self, columns: Tensor, cells: Tensor) -> Tensor:
        """[T, columns, D] and [T or 1, P, D] to [T, P, columns]. Only the small operand is transposed (copied)."""
        return cells @ columns.transpose(1, 2)

    def by_head(self, weight: Tensor) -> Tensor:
        """[heads * c, D] to [heads, c, D]."""
        return weight.unflatten(0, [self.heads, -1])

    def out_by_head(self) -> Tensor:
        """The output projection's part for each head: [heads, c, D]."""
        return self.out_proj.weight.t().unflatten(0, [self.heads, -1])
