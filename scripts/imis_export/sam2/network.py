"""The part of SAM-2 that segments a single image."""

from ..imisnet.promptable import Promptable
from .config import SAM2Config
from .image_encoder import ImageEncoder
from .mask_decoder import MaskDecoder
from .prompt_encoder import PromptEncoder


class SAM2(Promptable):
    """Its tensors' names differ from the published ones, which arrange the parts differently: see names.py."""

    def __init__(self, config: SAM2Config) -> None:
        super().__init__(config, ImageEncoder(config), PromptEncoder(config), MaskDecoder(config))

    def place_cells(self) -> None:
        """Compute the position tensors of the decoder's cells and of the encoder's patches from loaded ones."""
        super().place_cells()
        self.image_encoder.trunk.place_patches()
