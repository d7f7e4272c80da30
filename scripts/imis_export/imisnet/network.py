"""The whole IMIS-Net, with the parameter names of published checkpoints."""

from torch import Tensor, nn

from .config import IMISNetConfig
from .image_encoder import ImageEncoder
from .mask_decoder import MaskDecoder
from .prompt_encoder import PromptEncoder
from .promptable import Promptable
from .text_encoder import TextEncoder, TextModel


class IMISNet(Promptable):
    """The parts are called separately: image_encoder, prompt_encoder, mask_decoder and encode_text."""

    def __init__(self, config: IMISNetConfig) -> None:
        super().__init__(config, ImageEncoder(config), PromptEncoder(config), MaskDecoder(config))
        self.text_model = TextModel(config)
        self.text_out_dim = nn.Linear(config.text_width, config.decoder_dim)

    def text_encoder(self) -> TextEncoder:
        """The text model and its projection as one module (parameters are shared, not copied)."""
        return TextEncoder(self.text_model, self.text_out_dim)

    def encode_text(self, tokens: Tensor) -> Tensor:
        """Token ids [B, L] to text vectors [B, decoder dim]."""
        return self.text_out_dim(self.text_model(tokens))
