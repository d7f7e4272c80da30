"""Mask decoder: SAM's with one more token, and with finer maps of the image added while the cells are upscaled."""

from typing import List, Optional, Tuple

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from ..imisnet.mask_decoder import masks_in_pixel_order
from ..sam import mask_decoder
from .config import SAM2Config


class MaskDecoder(mask_decoder.MaskDecoder):
    """`image_pe`, the cells' positional encoding, row by row, is set by the network that holds the prompt encoder."""

    def __init__(self, config: SAM2Config) -> None:
        super().__init__(config)
        # Asks whether the object is in the image at all. The others attend to it; its own answer is not used.
        self.obj_score_token = nn.Embedding(1, config.decoder_dim)

    def forward(
        self, features: List[Tensor], sparse: Tensor, dense: Tensor, text: Optional[Tensor]
    ) -> Tuple[Tensor, Tensor, Tensor]:
        """Logits [T, C, 4 * grid, 4 * grid], predicted IoU [T, C] and semantic zeros [T, C, 1], all float32.

        features: the embedding [1, D, grid, grid] and the finer maps [1, D / 8, 4 * grid, 4 * grid] and
        [1, D / 4, 2 * grid, 2 * grid]; sparse [T, M, D] and dense from the prompt encoder; text is not used.
        """
        dtype = self.iou_token.weight.dtype
        cells = (features[0].to(dtype) + dense.to(dtype)).flatten(2).transpose(1, 2)
        learned = torch.cat([self.obj_score_token.weight, self.iou_token.weight, self.mask_tokens.weight])
        learned = learned.unsqueeze(0).expand(sparse.shape[0], -1, -1)
        tokens, cells = self.transformer(torch.cat([learned, sparse.to(dtype)], dim=1), cells, self.image_pe.to(dtype))
        tokens = tokens[:, 1:]

        upscaled = self.upscale(cells, features[1].to(dtype), features[2].to(dtype))
        logits = masks_in_pixel_order(upscaled, self.mask_vectors(tokens), self.grid)
        predicted_iou = torch.sigmoid(self.iou_prediction_head(tokens[:, 0])).float()
        return logits.float(), predicted_iou, torch.zeros_like(predicted_iou).unsqueeze(2)

    def upscale(self, cells: Tensor, pixels: Tensor, quarters: Tensor) -> Tensor:
        """Cells [T, grid * grid, D] and the two finer maps to 4 x 4 pixels a cell: [T, grid * grid, 4, 4, D / 8].

        The third axis counts the quarters of a cell row by row, the fourth the pixels of a quarter.
        """
        grid = self.grid
        quarters = quarters.view(1, -1, grid, 2, grid, 2).permute(0, 2, 4, 3, 5, 1).reshape(1, grid * grid, 4, -1)
        pixels = pixels.view(1, -1, grid, 2, 2, grid, 2, 2).permute(0, 2, 5, 3, 6, 4, 7, 1)
        pixels = pixels.reshape(1, grid * grid, 4, 4, -1)
        upscaled = F.gelu(self.output_upscaling[1](self.output_upscaling[0](cells) + quarters))
        return F.gelu(self.output_upscaling[3](upscaled) + pixels)
