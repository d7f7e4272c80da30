"""Mask decoder: image features and prompt tokens to masks and predicted IoU."""

from typing import List, Optional, Tuple

import torch
from torch import Tensor, nn

from ..imisnet.layers import MLP
from ..imisnet.mask_decoder import masks_in_pixel_order, output_upscaling
from ..imisnet.transformer import TwoWayTransformer
from .config import SAMConfig


class MaskDecoder(nn.Module):
    """`image_pe`, the cells' positional encoding, row by row, is set by the network that holds the prompt encoder."""

    def __init__(self, config: SAMConfig) -> None:
        super().__init__()
        dim = config.decoder_dim
        self.grid = config.grid
        self.transformer = TwoWayTransformer(config.decoder_depth, dim, config.decoder_heads, config.decoder_mlp_dim)
        self.iou_token = nn.Embedding(1, dim)
        self.mask_tokens = nn.Embedding(config.mask_tokens, dim)
        self.output_upscaling = output_upscaling(dim)
        self.output_hypernetworks_mlps = nn.ModuleList([MLP(dim, dim, dim // 8) for _ in range(config.mask_tokens)])
        self.iou_prediction_head = MLP(dim, config.head_hidden_dim, config.mask_tokens)
        self.register_buffer("image_pe", torch.zeros(1, self.grid * self.grid, dim), persistent=False)

    def forward(
        self, features: List[Tensor], sparse: Tensor, dense: Tensor, text: Optional[Tensor]
    ) -> Tuple[Tensor, Tensor, Tensor]:
        """Logits [T, C, 4 * grid, 4 * grid], predicted IoU [T, C] and semantic zeros [T, C, 1], all float32.

        features: one embedding [1 or T, D, grid, grid]; sparse [T, M, D] and dense from the prompt encoder; text is not
        used.
        """
        dtype = self.iou_token.weight.dtype
        cells = (features[0].to(dtype) + dense.to(dtype)).flatten(2).transpose(1, 2)
        learned = torch.cat([self.iou_token.weight, self.mask_tokens.weight])
        learned = learned.unsqueeze(0).expand(sparse.shape[0], -1, -1)
        tokens, cells = self.transformer(torch.cat([learned, sparse.to(dtype)], dim=1), cells, self.image_pe.to(dtype))

        logits = masks_in_pixel_order(self.output_upscaling(cells), self.mask_vectors(tokens), self.grid)
        predicted_iou = self.iou_prediction_head(tokens[:, 0]).float()
        return logits.float(), predicted_iou, torch.zeros_like(predicted_iou).unsqueeze(2)

    def mask_vectors(self, tokens: Tensor) -> Tensor:
        """The vector of every mask token, by which pixels are multiplied: [T, C, D / 8]."""
        vectors: list[Tensor] = []
        for index, mlp in enumerate(self.output_hypernetworks_mlps):
            vectors.append(mlp(tokens[:, 1 + index]))
        return torch.stack(vectors, dim=1)
