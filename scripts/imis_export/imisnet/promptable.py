"""The structure that IMIS-Net shares with other networks of SAM's kind."""

import torch
from torch import nn

from .config import ViTConfig


class Promptable(nn.Module):
    """The parts are called separately: image_encoder, prompt_encoder and mask_decoder."""

    def __init__(
        self, config: ViTConfig, image_encoder: nn.Module, prompt_encoder: nn.Module, mask_decoder: nn.Module
    ) -> None:
        super().__init__()
        self.config = config
        self.image_encoder = image_encoder
        self.prompt_encoder = prompt_encoder
        self.mask_decoder = mask_decoder
        self.place_cells()
        self.register_load_state_dict_post_hook(lambda module, keys: module.place_cells())

    @torch.no_grad()
    def place_cells(self) -> None:
        """Give the decoder the positional encoding that follows from the prompt encoder's Fourier matrix."""
        positions = self.prompt_encoder.dense_positions()
        self.mask_decoder.image_pe = positions.flatten(2).transpose(1, 2).contiguous()
