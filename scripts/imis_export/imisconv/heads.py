"""What the decoder says about each of its masks: how good it is, and what it shows."""

from typing import Tuple

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from ..imisnet.layers import MLP
from .config import IMISConvConfig


class Heads(nn.Module):
    """Both heads read the features under a mask; no gradient reaches the mask through them."""

    def __init__(self, config: IMISConvConfig) -> None:
        super().__init__()
        _, d8, d16 = config.decoder_channels
        dim = 2 * d8 + d16 + config.condition_dim + 2
        self.norm = nn.LayerNorm(dim)
        self.iou = MLP(dim, config.head_hidden_dim, 1)
        self.semantic = MLP(dim, config.head_hidden_dim, config.semantic_dim)

    def forward(self, logits: Tensor, x16: Tensor, x8: Tensor, condition: Tensor) -> Tuple[Tensor, Tensor]:
        """Logits [T, C, S, S], decoder features at /16 and /8 and the condition [T, D] to IoU [T, C] and [T, C, K]."""
        targets, count = logits.shape[0], logits.shape[1]
        probability = torch.sigmoid(F.avg_pool2d(logits.detach(), 8)).flatten(2)  # [T, C, cells]
        unsure = (probability * (1 - probability)).sum(2)
        area = probability.sum(2)
        cells = x8.flatten(2).transpose(1, 2).float()  # [T, cells, d8]
        inside = probability @ cells / (area + 0.1).unsqueeze(2)
        edge = (probability * (1 - probability)) @ cells / (unsure + 0.1).unsqueeze(2)
        whole = torch.cat([x16.float().mean([2, 3]), condition.float()], dim=1)
        whole = whole.unsqueeze(1).expand(targets, count, whole.shape[1])
        numbers = torch.stack([torch.log1p(area), unsure / (area + 0.1)], dim=2)
        summary = torch.cat([inside, edge, whole, numbers], dim=2).to(condition.dtype)
        summary = self.norm(summary)
        return torch.sigmoid(self.iou(summary)).squeeze(2), self.semantic(summary)
