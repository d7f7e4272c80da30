"""The modules as one network, in the form that the exporter expects."""

from dataclasses import dataclass

from torch import nn

from .modules import ImageEncoder, MaskDecoder, PromptEncoder


@dataclass(frozen=True)
class EllipseConfig:
    """`image_size` is the side of the square model grid in pixels; masks have the same size."""

    image_size: int
    mask_tokens: int = 1

    @property
    def low_res(self) -> int:
        """Side of the decoder's masks in pixels."""
        return self.image_size

    @property
    def feature_shapes(self) -> list[list[int]]:
        """Channels, rows and columns of the image encoder's outputs."""
        return [[1, 1, 1]]


class Ellipse(nn.Module):
    """The parts are called separately: image_encoder, prompt_encoder and mask_decoder."""

    def __init__(self, image_size: int) -> None:
        super().__init__()
        self.config = EllipseConfig(image_size)
        self.image_encoder = ImageEncoder()
        self.prompt_encoder = PromptEncoder()
        self.mask_decoder = MaskDecoder(image_size)
