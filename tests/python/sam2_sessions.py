"""SAM-2 networks with pseudo-random weights, and prompting them in pixels of an image as the engine does."""

from typing import Any, Mapping, Optional

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from checkpoints import pseudo_random_state
from imis_export.prompt_kinds import Prompt
from imis_export.sam2 import SAM2, SAM2Config
from imis_export.sam2.names import network_state, published_shapes

# The published sizes made small, keeping every kind of block, padded windows and the decoder's order of operations.
NARROW = SAM2Config(
    image_size=256, encoder_dim=16, stages=(1, 2, 3, 2), windows=(8, 4, 14, 7), global_blocks=(4,), decoder_dim=192
)


def synthetic_image() -> np.ndarray:
    """A bright disc on two patterns: [96, 160, 3] of 8 bit."""
    rows, columns = np.mgrid[0:96, 0:160]
    disc = (rows - 50) ** 2 + (columns - 70) ** 2 < 900
    channels = [(5 * rows + 3 * columns) % 256, 60 + 120 * disc, (rows * columns) % 256]
    return np.stack(channels, axis=-1).astype(np.uint8)


def normalised(image: np.ndarray, size: int) -> Tensor:
    """8-bit RGB, stretched with antialiased bilinear interpolation, ImageNet's mean and deviation: [1, 3, S, S]."""
    pixels = torch.from_numpy(image).permute(2, 0, 1).unsqueeze(0).float() / 255
    pixels = F.interpolate(pixels, size=(size, size), mode="bilinear", antialias=True)
    mean, deviation = torch.tensor([0.485, 0.456, 0.406]), torch.tensor([0.229, 0.224, 0.225])
    return (pixels - mean.view(1, 3, 1, 1)) / deviation.view(1, 3, 1, 1)


def with_weights(config: SAM2Config) -> SAM2:
    """A network with pseudo-random weights, drawn by their published names."""
    with torch.device("meta"):
        network = SAM2(config)
    published = pseudo_random_state(published_shapes(network))
    network.load_state_dict(network_state(network, published), assign=True)
    return network.eval().requires_grad_(False)


def stability(logits: Tensor) -> float:
    """Pixels above 0.05 as a share of those above -0.05; 1 if there are none."""
    above = int((logits > -0.05).sum())
    return int((logits > 0.05).sum()) / above if above else 1.0


def chosen(logits: Tensor, predicted_iou: Tensor, single_point: bool) -> int:
    """The mask token that the manifest's candidates select, for one target."""
    if not single_point and stability(logits[0, 0]) >= 0.98:
        return 0
    return 1 + int(predicted_iou[0, 1:].argmax())


class Session:
    """One image with a network: prompts in pixels of the original to the decoder's answers."""

    def __init__(self, network: SAM2, image: np.ndarray) -> None:
        self.network = network
        size = network.config.image_size
        self.scale = torch.tensor([size / image.shape[1], size / image.shape[0]])
        self.features = network.image_encoder(normalised(image, size))

    def answer(
        self,
        points: Optional[list] = None,
        labels: Optional[list] = None,
        box: Optional[list] = None,
        mask: Optional[Tensor] = None,
    ) -> tuple[Tensor, Tensor]:
        """Logits [1, C, h, w] and predicted IoU [1, C] of all mask tokens."""
        prompt = Prompt(
            points=torch.tensor([points]) * self.scale if points else None,
            labels=torch.tensor([labels]) if points else None,
            boxes=(torch.tensor([box]).view(-1, 2, 2) * self.scale).view(-1, 4) if box else None,
            mask=mask,
        )
        sparse, dense = self.network.prompt_encoder(*prompt)
        logits, predicted_iou, _ = self.network.mask_decoder(self.features, sparse, dense, None)
        return logits, predicted_iou

    def best(self, case: Mapping[str, Any], mask: Optional[Tensor]) -> tuple[Tensor, float]:
        """Logits [1, 1, h, w] and predicted IoU of the token that is taken for a recorded case."""
        points, labels = case.get("points"), case.get("labels")
        logits, predicted_iou = self.answer(points, labels, case.get("box"), mask if "mask" in case else None)
        token = chosen(logits, predicted_iou, single_point=len(points or []) == 1 and "box" not in case)
        return logits[:, token : token + 1], float(predicted_iou[0, token])
