"""The mask that promises the best Dice.

A pixel belongs in it if its probability exceeds half of the Dice that can be expected of the whole mask (Lipton, Elkan
and Naryanaswamy 2014, Optimal Thresholding of Classifiers to Maximize F1 Measure, theorem 1). Cut at one half instead,
the masks of targets that the network is unsure about come out too small.
"""

from typing import Tuple

import torch
from torch import Tensor, nn

ROUNDS = 3  # of the fixed-point iteration; each raises the expected Dice
LEAST_CUT = 0.1  # no mask includes pixels less likely than this


class BestDice(nn.Module):
    """Shifts logits so that 0 is the threshold at which the mask should be cut."""

    def __init__(self) -> None:
        super().__init__()
        # TorchScript knows attributes, not the constants of this file.
        self.rounds = ROUNDS
        self.least_cut = LEAST_CUT

    def forward(self, logits: Tensor, temperature: Tensor, wanted: Tensor) -> Tuple[Tensor, Tensor]:
        """The shifted logits, and the Dice that the last round expects of the masks [T, C].

        logits [T, C, S, S]; temperature [T], which the logits are divided by before the sigmoid; wanted [T] bool: where
        it is false, the cut stays at one half (an empty mask may be the answer).
        """
        temperature = temperature.view(-1, 1)
        p = torch.sigmoid(logits / temperature[:, :, None, None]).flatten(2)  # [T, C, pixels]
        total = p.sum(2)
        cut = torch.full_like(total, 0.5)
        dice = torch.zeros_like(total)
        for _ in range(self.rounds):
            inside = (p > cut.unsqueeze(2)).to(p.dtype)
            dice = 2 * (p * inside).sum(2) / (inside.sum(2) + total).clamp(min=1e-6)
            cut = torch.where(wanted.unsqueeze(1), (dice / 2).clamp(self.least_cut, 0.5), cut)
        return logits - (temperature * torch.logit(cut))[:, :, None, None], dice
