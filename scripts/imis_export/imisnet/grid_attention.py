"""Attention over a square grid with decomposed relative positions, without holding all logits at once.

The bias of a query for a key is the sum of one term for the key's row and one for its column. On a CPU the logits of
a few queries at a time stay in the cache, and the terms are added there; elsewhere, and in training, torch's fused
attention is given the whole bias.
"""

import torch
import torch.nn.functional as F
from torch import Tensor


def grid_attention(q: Tensor, k: Tensor, v: Tensor, rows: Tensor, columns: Tensor, tiled_from: int = 512) -> Tensor:
    """q, k, v [B, heads, N, c] and the bias terms [B, heads, N, side] to [B, N, heads * c].

    From `tiled_from` keys on, a head's logits are computed tile by tile.
    """
    if q.is_cuda or q.requires_grad:
        return join_heads(F.scaled_dot_product_attention(q, k, v, attn_mask=whole_bias(rows, columns)))
    if q.shape[2] >= tiled_from:
        return tiled_attention(q, k, v, rows, columns)
    return windowed_attention(q, k, v, rows, columns)


def whole_bias(rows: Tensor, columns: Tensor) -> Tensor:
    """[B, heads, N, N] from the two terms."""
    return (rows.unsqueeze(-1) + columns.unsqueeze(-2)).flatten(-2)


def join_heads(x: Tensor) -> Tensor:
    return x.transpose(1, 2).flatten(2)


def windowed_attention(
    q: Tensor, k: Tensor, v: Tensor, rows: Tensor, columns: Tensor, bias_values: int = 1 << 19
) -> Tensor:
    """A few windows at a time, about `bias_values` values of bias, so that it is still in the cache when it is used."""
    batch, heads, count = q.shape[0], q.shape[1], q.shape[2]
    step = max(1, bias_values // (heads * count * count))
    out: list[Tensor] = []
    for start in range(0, batch, step):
        end = min(start + step, batch)
        bias = whole_bias(rows[start:end], columns[start:end])
        attended = F.scaled_dot_product_attention(q[start:end], k[start:end], v[start:end], attn_mask=bias)
        out.append(join_heads(attended))
    return torch.cat(out)


def tiled_attention(q: Tensor, k: Tensor, v: Tensor, rows: Tensor, columns: Tensor, tile: int = 128) -> Tensor:
    """One image, one head and `tile` queries at a time."""
    batch, heads, count, channels = q.shape
    side = rows.shape[3]
    scale = float(channels) ** -0.5
    out = q.new_empty([batch, count, heads, channels])
    for image in range(batch):
        for head in range(heads):
            queries = q[image, head] * scale
            keys = k[image, head].t().contiguous()
            values = v[image, head].contiguous()
            for start in range(0, count, tile):
                end = min(start + tile, count)
                logits = (queries[start:end] @ keys).view(end - start, side, side)
                logits += rows[image, head, start:end].unsqueeze(-1)
                logits += columns[image, head, start:end].unsqueeze(-2)
                out[image, start:end, head] = torch.softmax(logits.view(end - start, count), dim=-1) @ values
    return out.flatten(2)
