"""Mask decoder: a small U-Net over prompt maps, fed with the image's features at every level."""

from typing import List, Optional, Tuple

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from .best_dice import BestDice
from .config import IMISConvConfig
from .heads import Heads
from .layers import AttentionBlock, ConditionedBlock, conv3, enlarge
from .prompt_encoder import FLAG_COUNT, MAP_COUNT

CELL = 4  # side of the finest cells in pixels
# Inside a box the network is overconfident (chosen on generated images unlike those that it was trained on).
BOX_TEMPERATURE = 1.5


class MaskDecoder(nn.Module):
    """Layers are named after their resolution, as in IMISConvConfig."""

    def __init__(self, config: IMISConvConfig) -> None:
        super().__init__()
        d4, d8, d16 = config.decoder_channels
        dim = config.condition_dim
        self.cell = CELL
        self.flags = nn.Linear(FLAG_COUNT, dim)
        self.text = nn.Linear(dim, dim)
        self.prompts4 = conv3(MAP_COUNT * 4, d4)
        self.down8, self.down16 = conv3(d4, d8, 2), conv3(d8, d16, 2)
        self.in8, self.in16 = ConditionedBlock(d8, dim), ConditionedBlock(d16, dim)
        self.attention = AttentionBlock(d16, config.attention_heads, config.image_size // 16)
        self.mid16 = ConditionedBlock(d16, dim)
        self.up8, self.up4 = nn.Conv2d(d16, d8, 1), nn.Conv2d(d8, d4, 1)
        self.out8, self.out4 = ConditionedBlock(d8, dim), ConditionedBlock(d4, dim)
        self.refine = conv3(d4, config.mask_channels)
        self.masks = nn.Conv2d(config.mask_channels, config.mask_tokens * CELL * CELL, 1)
        self.heads = Heads(config)
        self.best_dice = BestDice()
        self.box_temperature = BOX_TEMPERATURE

    def forward(
        self, features: List[Tensor], sparse: Tensor, dense: Tensor, text: Optional[Tensor]
    ) -> Tuple[Tensor, Tensor, Tensor]:
        """Logits [T, C, S, S], predicted IoU [T, C] and semantic vectors [T, C, K], all float32.

        features: the image encoder's, batch 1 or T; sparse and dense: the prompt encoder's flags and maps; text [T, D].
        After a click on the object or a box, masks are cut for the best Dice, and the predicted IoU is the geometric
        mean of the head's and the one implied by the pixels' probabilities. Only a name can ask for something absent.
        """
        logits, head_iou, semantic = self.decode(features, sparse, dense, text)
        given = sparse[:, 0] > 0  # object click, background click, box, mask
        wanted = given[:, 0] | given[:, 2]
        temperature = 1 + (self.box_temperature - 1) * given[:, 2].float()
        logits, dice = self.best_dice(logits, temperature, wanted)
        predicted_iou = torch.where(wanted.unsqueeze(1), torch.sqrt(head_iou * dice / (2 - dice)), head_iou)
        return logits, predicted_iou, semantic

    def decode(
        self, features: List[Tensor], sparse: Tensor, dense: Tensor, text: Optional[Tensor]
    ) -> Tuple[Tensor, Tensor, Tensor]:
        """As forward, but with the logits and IoU that are trained: uncut, and the head's alone."""
        dtype = self.flags.weight.dtype
        condition = self.flags(sparse[:, 0].to(dtype))
        if text is not None:
            condition = condition + self.text(text.to(dtype))
        condition = F.silu(condition)
        image16, image8, image4 = features
        maps = F.pixel_unshuffle(dense.to(dtype), 2).contiguous(memory_format=torch.channels_last)
        x4 = self.prompts4(maps) + image4.to(dtype)
        x8 = self.in8(self.down8(F.relu(x4)) + image8.to(dtype), condition)
        x16 = self.in16(self.down16(F.relu(x8)) + image16.to(dtype), condition)
        x16 = self.mid16(self.attention(x16), condition)
        x8 = self.out8(x8 + enlarge(self.up8(x16)), condition)
        x4 = self.out4(x4 + enlarge(self.up4(x8)), condition)
        pixels = self.masks(F.relu(self.refine(F.relu(x4))))
        logits = F.pixel_shuffle(pixels, self.cell).float()
        predicted_iou, semantic = self.heads(logits, x16, x8, condition)
        return logits, predicted_iou.float(), semantic.float()
