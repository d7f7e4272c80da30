"""SAM-Med2D's adapter: what a block of the image encoder learnt on medical images."""

import torch.nn.functional as F
from torch import Tensor, nn


class Adapter(nn.Module):
    """Cells [B, H, W, C] weighted by channel, passed through half the resolution and back, added and normalised.

    H and W are even.
    """

    def __init__(self, dim: int) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(dim)
        self.channel = nn.Sequential(
            nn.Linear(dim, dim // 4, bias=False), nn.ReLU(), nn.Linear(dim // 4, dim, bias=False), nn.Sigmoid()
        )
        self.spatial = nn.Sequential(
            nn.Conv2d(dim, dim, kernel_size=3, stride=2, padding=1, bias=False),
            nn.ReLU(),
            nn.ConvTranspose2d(dim, dim, kernel_size=4, stride=2, padding=1, bias=False),
        )

    def forward(self, cells: Tensor) -> Tensor:
        weights = self.channel(cells.mean([1, 2]))
        weighted = (cells * weights[:, None, None]).permute(0, 3, 1, 2)
        return self.norm(cells + F.relu(self.spatial(weighted)).permute(0, 2, 3, 1))
