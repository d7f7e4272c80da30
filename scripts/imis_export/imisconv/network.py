"""The whole network."""

from torch import Tensor, nn

from ..imisnet.text_encoder import TextEncoder, TextModel
from .config import IMISConvConfig
from .image_encoder import ImageEncoder
from .mask_decoder import MaskDecoder
from .prompt_encoder import PromptEncoder


class IMISConv(nn.Module):
    """The parts are called separately, like IMISNet's: image_encoder, prompt_encoder, mask_decoder and encode_text."""

    def __init__(self, config: IMISConvConfig) -> None:
        super().__init__()
        self.config = config
        self.image_encoder = ImageEncoder(config)
        self.prompt_encoder = PromptEncoder(config)
        self.mask_decoder = MaskDecoder(config)
        self.text_model = TextModel(config)
        self.text_out_dim = nn.Linear(config.text_width, config.condition_dim)

    def text_encoder(self) -> TextEncoder:
        """The text model and its projection as one module (parameters are shared, not copied)."""
        return TextEncoder(self.text_model, self.text_out_dim)

    def encode_text(self, tokens: Tensor) -> Tensor:
        """Token ids [B, L] to text vectors [B, condition dim]."""
        return self.text_out_dim(self.text_model(tokens))
