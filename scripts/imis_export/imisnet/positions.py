"""Position tensors of an image encoder that will run at a different input size from its checkpoint's."""

from typing import Mapping

import torch
import torch.nn.functional as F
from torch import Tensor

from .config import IMISNetConfig

PREFIX = "image_encoder.sam_encoder."


def resample_positions(state: Mapping[str, Tensor], native: IMISNetConfig, target: IMISNetConfig) -> dict[str, Tensor]:
    """The state with positions of the native grid resampled to the target grid; other shapes are left unchanged.

    Absolute positions are resampled as an image (bicubic, antialiased); relative positions of the blocks that attend
    over the whole grid along their offsets (linear). Local windows keep their size.
    """
    result = dict(state)
    if native.grid == target.grid:
        return result
    absolute = PREFIX + "pos_embed"
    if absolute in result and tuple(result[absolute].shape[1:3]) == (native.grid, native.grid):
        result[absolute] = resample_absolute(result[absolute], target.grid)
    for block in target.global_blocks:
        for axis in ("h", "w"):
            name = f"{PREFIX}blocks.{block}.attn.rel_pos_{axis}"
            if name in result and result[name].shape[0] == 2 * native.grid - 1:
                result[name] = resample_relative(result[name], 2 * target.grid - 1)
    return result


def resample_absolute(positions: Tensor, grid: int) -> Tensor:
    """[1, g, g, C] to [1, grid, grid, C]."""
    channels_first = positions.permute(0, 3, 1, 2)
    resampled = F.interpolate(channels_first, size=[grid, grid], mode="bicubic", antialias=True)
    return resampled.permute(0, 2, 3, 1).contiguous()


def resample_relative(positions: Tensor, length: int) -> Tensor:
    """[L, C] to [length, C]."""
    resampled: Tensor = F.interpolate(positions.t().unsqueeze(0), size=length, mode="linear")
    return torch.t(resampled.squeeze(0)).contiguous()
