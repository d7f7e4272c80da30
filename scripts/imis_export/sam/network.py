"""The whole network, with the parameter names of published checkpoints."""

from ..imisnet.prompt_encoder import PromptEncoder
from ..imisnet.promptable import Promptable
from .config import SAMConfig
from .image_encoder import ImageEncoder
from .mask_decoder import MaskDecoder


class SAM(Promptable):
    """The prompt encoder is IMIS-Net's, which takes SAM's prompts in SAM's way."""

    def __init__(self, config: SAMConfig) -> None:
        super().__init__(config, ImageEncoder(config), PromptEncoder(config), MaskDecoder(config))
