"""The whole IMIS-Net, with the parameter names of published checkpoints."""

import torch
from torch import Tensor, nn

from .config import IMISNetConfig
from .image_encoder import ImageEncoder
from .mask_decoder import MaskDecoder
from .prompt_encoder import PromptEncoder
from .text_encoder import TextEncoder, TextModel


class IMISNet(nn.Module):
    """Parts are called one by one: image_encoder, prompt_encoder, mask_decoder and encode_text."""

    def __init__(self, config: IMISNetConfig) -> None:
        super().__init__()
        self.config = config
        self.image_encoder = ImageEncoder(config)
        self.prompt_encoder = PromptEncoder(config)
        self.mask_decoder = MaskDecoder(config)
        self.text_model = TextModel(config)
        self.text_out_dim = nn.Linear(config.text_width, config.decoder_dim)
        self.place_cells()
        self.register_load_state_dict_post_hook(lambda module, keys: module.place_cells())

    @torch.no_grad()
    def place_cells(self) -> None:
        """Give the decoder the positional encoding that follows from the prompt encoder's Fourier matrix."""
        positions = self.prompt_encoder.dense_positions()
        self.mask_decoder.image_pe = positions.flatten(2).transpose(1, 2).contiguous()

    def text_encoder(self) -> TextEncoder:
        """The text model and its projection as one module (parameters are shared, not copied)."""
        return TextEncoder(self.text_model, self.text_out_dim)

    def encode_text(self, tokens: Tensor) -> Tensor:
        """Token ids [B, L] to text vectors [B, decoder dim]."""
        return self.text_out_dim(self.text_model(tokens))
