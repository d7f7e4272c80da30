"""Mask decoder: image features and prompt tokens to masks, predicted IoU and semantic vectors."""

from typing import List, Optional, Tuple

import torch
from torch import Tensor, nn

from .config import IMISNetConfig
from .layers import MLP, CellUpscaling
from .transformer import TwoWayTransformer


def output_upscaling(dim: int) -> nn.Sequential:
    """Cells [T, grid * grid, dim] to 4 x 4 pixels each: [T, grid * grid, 4, 4, dim / 8]."""
    return nn.Sequential(
        CellUpscaling(dim, dim // 4),
        nn.LayerNorm(dim // 4, eps=1e-6),
        nn.GELU(),
        CellUpscaling(dim // 4, dim // 8),
        nn.GELU(),
    )


def masks_in_pixel_order(upscaled: Tensor, hyper: Tensor, grid: int) -> Tensor:
    """Pixels' vectors [T, grid * grid, 4, 4, c] times the tokens' [T, C, c] to masks [T, C, 4 * grid, 4 * grid].

    Each cell's 4 x 4 block of pixels is computed side by side; only the finished masks are put in pixel order.
    """
    targets, count = hyper.shape[0], hyper.shape[1]
    masks = upscaled.view(targets, -1, hyper.shape[2]) @ hyper.transpose(1, 2)
    masks = masks.view(targets, grid, grid, 2, 2, 2, 2, count).permute(0, 7, 1, 3, 5, 2, 4, 6)
    return masks.reshape(targets, count, 4 * grid, 4 * grid)


class MaskDecoder(nn.Module):
    """`image_pe`, the cells' positional encoding, row by row, is set by the network that holds the prompt encoder."""

    def __init__(self, config: IMISNetConfig) -> None:
        super().__init__()
        dim = config.decoder_dim
        self.grid = config.grid
        self.mask_count = config.mask_tokens
        self.transformer = TwoWayTransformer(config.decoder_depth, dim, config.decoder_heads, config.decoder_mlp_dim)
        self.iou_token = nn.Embedding(1, dim)
        self.mask_tokens = nn.Embedding(config.mask_tokens, dim)
        self.semantic_tokens = nn.Embedding(config.mask_tokens, dim)
        self.output_upscaling = output_upscaling(dim)
        self.output_hypernetworks_mlps = nn.ModuleList([MLP(dim, dim, dim // 8) for _ in range(config.mask_tokens)])
        self.text_output = nn.Linear(dim, dim // 8)
        self.iou_prediction_head = MLP(dim, config.head_hidden_dim, config.mask_tokens)
        self.semantic_prediction_head = MLP(dim, config.head_hidden_dim, config.semantic_dim)
        self.register_buffer("image_pe", torch.zeros(1, self.grid * self.grid, dim), persistent=False)

    def forward(
        self, features: List[Tensor], sparse: Tensor, dense: Tensor, text: Optional[Tensor]
    ) -> Tuple[Tensor, Tensor, Tensor]:
        """Logits [T, C, 4 * grid, 4 * grid], predicted IoU [T, C] and semantic vectors [T, C, K], all float32.

        features: one embedding [1 or T, D, grid, grid]; sparse [T, M, D] and dense from the prompt encoder;
        text [T, D] is the text vector that is also among the sparse tokens, if there is one.
        """
        dtype = self.iou_token.weight.dtype
        cells = (features[0].to(dtype) + dense.to(dtype)).flatten(2).transpose(1, 2)
        learned = torch.cat([self.iou_token.weight, self.mask_tokens.weight, self.semantic_tokens.weight])
        learned = learned.unsqueeze(0).expand(sparse.shape[0], -1, -1)
        tokens, cells = self.transformer(torch.cat([learned, sparse.to(dtype)], dim=1), cells, self.image_pe.to(dtype))

        count = self.mask_count
        logits = self.predict_masks(cells, tokens[:, 1 : 1 + count], text)
        predicted_iou = self.iou_prediction_head(tokens[:, 0])
        semantic = self.semantic_prediction_head(tokens[:, 1 + count : 1 + 2 * count])
        return logits.float(), predicted_iou.float(), semantic.float()

    def predict_masks(self, cells: Tensor, mask_tokens: Tensor, text: Optional[Tensor]) -> Tensor:
        """Upscaled cells times one vector per mask token; the text's vector is added to each of these."""
        weights: list[Tensor] = []
        for index, mlp in enumerate(self.output_hypernetworks_mlps):
            weights.append(mlp(mask_tokens[:, index]))
        hyper = torch.stack(weights, dim=1)
        if text is not None:
            hyper = hyper + self.text_output(text.to(hyper.dtype)).unsqueeze(1)
        return masks_in_pixel_order(self.output_upscaling(cells), hyper, self.grid)
