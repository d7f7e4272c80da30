"""Prompt encoder: clicks, boxes and earlier masks drawn as maps at half the grid's resolution. It has no weights."""

from typing import Optional, Tuple

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from .config import IMISConvConfig

CLICK_SIGMAS = (2.5, 12.0)  # pixels: the exact place, and its neighbourhood
MASK_SCALE = 4.0  # logits are squashed by tanh(logit / scale)
BOX_REACH = 2.0  # the box's own coordinates are clamped to this many half sides
MAP_COUNT = 2 * len(CLICK_SIGMAS) + 5 + 5
FLAG_COUNT = 4


class PromptEncoder(nn.Module):
    """Coordinates are pixels of the model grid, integers at pixel centres."""

    def __init__(self, config: IMISConvConfig) -> None:
        super().__init__()
        self.half = config.image_size // 2
        # TorchScript knows attributes, not the constants of this file.
        self.click_sigmas = list(CLICK_SIGMAS)
        self.mask_scale = MASK_SCALE
        self.box_reach = BOX_REACH
        self.map_count = MAP_COUNT
        self.flag_count = FLAG_COUNT

    def forward(
        self,
        points: Optional[Tensor],
        labels: Optional[Tensor],
        boxes: Optional[Tensor],
        text: Optional[Tensor],
        mask: Optional[Tensor],
    ) -> Tuple[Tensor, Tensor]:
        """Flags [T, 1, 4] (object click, background click, box, mask: 1 where given) and maps [T, MAP_COUNT, S/2, S/2].

        points [T, N, 2] as (x, y); labels [T, N] of 1 (object), 0 (background) or -1 (no point); boxes [T, 4] as x0,
        y0, x1, y1; mask [T, 1, S, S] of logits. The text vector goes to the decoder directly; here only its T counts.
        """
        targets = 1
        device = torch.device("cpu")
        for given in (points, boxes, text, mask):
            if given is not None:
                targets, device = given.shape[0], given.device
        flags = torch.zeros([targets, self.flag_count], device=device)
        maps = torch.zeros([targets, self.map_count, self.half, self.half], device=device)
        if points is not None and labels is not None:
            for label in (1, 0):
                chosen = labels == label
                flags[:, 1 - label] = chosen.any(1).float()
                for index, sigma in enumerate(self.click_sigmas):
                    maps[:, 2 * index + 1 - label] = self.click_map(points, chosen, sigma)
        if boxes is not None:
            flags[:, 2] = 1.0
            maps[:, 4:9] = self.box_maps(boxes)
        if mask is not None:
            flags[:, 3] = 1.0
            maps[:, 9:13] = F.pixel_unshuffle(torch.tanh(mask.float() / self.mask_scale), 2)
            maps[:, 13] = 1.0
        return flags.unsqueeze(1), maps

    def cell_centres(self, device: torch.device) -> Tensor:
        """Centres of the map's cells along an axis; each cell covers two pixels."""
        return torch.arange(self.half, device=device, dtype=torch.float32) * 2 + 0.5

    def click_map(self, points: Tensor, chosen: Tensor, sigma: float) -> Tensor:
        """The largest of the chosen clicks' Gaussians: [T, S/2, S/2]."""
        centres = self.cell_centres(points.device)
        across = torch.exp(-0.5 * ((centres - points[:, :, 0:1].float()) / sigma) ** 2)  # [T, N, S/2]
        down = torch.exp(-0.5 * ((centres - points[:, :, 1:2].float()) / sigma) ** 2)
        drawn = (down * chosen.unsqueeze(-1)).unsqueeze(-1) * across.unsqueeze(-2)
        return drawn.amax(1)

    def box_maps(self, boxes: Tensor) -> Tensor:
        """Inside, the ellipse that touches the sides, the box's own coordinates, and ones: [T, 5, S/2, S/2]."""
        centres = self.cell_centres(boxes.device)
        x0, y0, x1, y1 = boxes.float().unsqueeze(-1).unbind(1)
        across = (2 * centres - x0 - x1) / (x1 - x0 + 1)  # -1 at the left side, 1 at the right
        down = (2 * centres - y0 - y1) / (y1 - y0 + 1)
        shape = [boxes.shape[0], self.half, self.half]
        u = across.clamp(-self.box_reach, self.box_reach).unsqueeze(1).expand(shape)
        v = down.clamp(-self.box_reach, self.box_reach).unsqueeze(2).expand(shape)
        inside = ((u.abs() <= 1.0) & (v.abs() <= 1.0)).float()
        ellipse = (1.0 - u * u - v * v).clamp(-1.0, 1.0)
        return torch.stack([inside, ellipse, 0.5 * u, 0.5 * v, torch.ones_like(u)], dim=1)
