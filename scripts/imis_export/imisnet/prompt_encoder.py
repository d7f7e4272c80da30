"""Prompt encoder: points, boxes, text vectors and earlier masks to the decoder's tokens."""

import math
from typing import Optional, Tuple

import torch
from torch import Tensor, nn

from .config import ViTConfig
from .layers import LayerNorm2d


class FourierPositions(nn.Module):
    """Random Fourier features of positions in the unit square."""

    def __init__(self, dim: int) -> None:
        super().__init__()
        self.register_buffer("positional_encoding_gaussian_matrix", torch.randn(2, dim // 2))

    def forward(self, positions: Tensor) -> Tensor:
        """Positions (x, y) in 0..1 on the last axis to `dim` channels there: sines, then cosines."""
        matrix = self.positional_encoding_gaussian_matrix.to(torch.float32)
        phase = 2.0 * math.pi * ((2.0 * positions - 1.0) @ matrix)
        return torch.cat([torch.sin(phase), torch.cos(phase)], dim=-1)


class PromptEncoder(nn.Module):
    """Coordinates are pixels of the model grid; their half-pixel shift is applied here."""

    def __init__(self, config: ViTConfig) -> None:
        super().__init__()
        dim = config.decoder_dim
        channels = config.mask_prompt_channels
        self.dim = dim
        self.grid = config.grid
        self.image_size = float(config.image_size)
        self.pe_layer = FourierPositions(dim)
        # Background point, object point, first box corner, second box corner.
        self.point_embeddings = nn.ModuleList([nn.Embedding(1, dim) for _ in range(4)])
        self.not_a_point_embed = nn.Embedding(1, dim)
        self.mask_downscaling = nn.Sequential(
            nn.Conv2d(1, channels // 4, kernel_size=2, stride=2),
            LayerNorm2d(channels // 4),
            nn.GELU(),
            nn.Conv2d(channels // 4, channels, kernel_size=2, stride=2),
            LayerNorm2d(channels),
            nn.GELU(),
            nn.Conv2d(channels, dim, kernel_size=1),
        )
        self.no_mask_embed = nn.Embedding(1, dim)

    def forward(
        self,
        points: Optional[Tensor],
        labels: Optional[Tensor],
        boxes: Optional[Tensor],
        text: Optional[Tensor],
        mask: Optional[Tensor],
    ) -> Tuple[Tensor, Tensor]:
        """Tokens [T, M, D] (points, box corners, text) and a dense term that broadcasts to [T, D, grid, grid].

        points [T, N, 2] as (x, y); labels [T, N] of 1 (object), 0 (background) or -1 (no point);
        boxes [T, 4] as x0, y0, x1, y1; text [T, D]; mask [T, 1, 4 * grid, 4 * grid] of low-res logits.
        """
        tokens: list[Tensor] = []
        if points is not None and labels is not None:
            if boxes is None:
                points, labels = self.with_padding_point(points, labels)
            tokens.append(self.embed_points(points, labels))
        if boxes is not None:
            tokens.append(self.embed_boxes(boxes))
        if text is not None:
            tokens.append(text.unsqueeze(1))
        return self.joined(tokens, self.embed_mask(mask))

    def with_padding_point(self, points: Tensor, labels: Tensor) -> Tuple[Tensor, Tensor]:
        """Points without a box are followed by a padding point, labelled as none."""
        padding_point = points.new_full([points.shape[0], 1, 2], -0.5)
        padding_label = labels.new_full([labels.shape[0], 1], -1)
        return torch.cat([points, padding_point], dim=1), torch.cat([labels, padding_label], dim=1)

    def embed_points(self, points: Tensor, labels: Tensor) -> Tensor:
        by_label = torch.cat(
            [self.not_a_point_embed.weight, self.point_embeddings[0].weight, self.point_embeddings[1].weight]
        )
        positions = self.pe_layer((points + 0.5) / self.image_size)
        real = (labels >= 0).to(positions.dtype).unsqueeze(-1)
        return positions * real + by_label[labels + 1]

    def embed_boxes(self, boxes: Tensor) -> Tensor:
        corners = torch.cat([self.point_embeddings[2].weight, self.point_embeddings[3].weight])
        return self.pe_layer((boxes.view(-1, 2, 2) + 0.5) / self.image_size) + corners

    def embed_mask(self, mask: Optional[Tensor]) -> Tensor:
        """[T, D, grid, grid], or [1, D, 1, 1] where there is no mask."""
        if mask is not None:
            return self.mask_downscaling(mask)
        return self.no_mask_embed.weight.view(1, self.dim, 1, 1)

    def joined(self, tokens: list[Tensor], dense: Tensor) -> Tuple[Tensor, Tensor]:
        """All tokens concatenated, [T, 0, D] if there are none, and the dense term unchanged."""
        if len(tokens) > 0:
            return torch.cat(tokens, dim=1), dense
        return dense.new_zeros([dense.shape[0], 0, self.dim]), dense

    @torch.jit.export
    def dense_positions(self) -> Tensor:
        """Positional encoding of the embedding's cell centres: [1, D, grid, grid]."""
        device = self.no_mask_embed.weight.device
        centres = (torch.arange(self.grid, device=device, dtype=torch.float32) + 0.5) / self.grid
        x = centres.view(1, -1).expand(self.grid, self.grid)
        y = centres.view(-1, 1).expand(self.grid, self.grid)
        return self.pe_layer(torch.stack([x, y], dim=-1)).permute(2, 0, 1).unsqueeze(0)
