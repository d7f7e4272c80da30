"""The official code of each compared system, called as its authors call it. `record.py` puts it on Python's path."""

from abc import ABC, abstractmethod
from argparse import Namespace
from pathlib import Path
from typing import Any, Optional

import cv2
import numpy as np
import torch
import torch.nn.functional as F

Case = dict[str, Any]
Answer = tuple[np.ndarray, np.ndarray, float]


def points_of(case: Case) -> dict[str, Optional[np.ndarray]]:
    """The arguments of predictors: coordinates and labels of the points, and the box."""
    has_points, has_box = "points" in case, "box" in case
    return {
        "point_coords": np.array(case["points"], dtype=np.float64) if has_points else None,
        "point_labels": np.array(case["labels"]) if has_points else None,
        "box": np.array(case["box"], dtype=np.float64) if has_box else None,
    }


def decode_box(network: torch.nn.Module, features: torch.Tensor, box: torch.Tensor) -> tuple[torch.Tensor, float]:
    """SAM's single mask for one box [1, 4] on its grid: logits [1, 1, h, w] and predicted IoU."""
    sparse, dense = network.prompt_encoder(points=None, boxes=box, masks=None)
    logits, quality = network.mask_decoder(
        image_embeddings=features,
        image_pe=network.prompt_encoder.get_dense_pe(),
        sparse_prompt_embeddings=sparse,
        dense_prompt_embeddings=dense,
        multimask_output=False,
    )
    return logits, float(quality[0, 0])


class System(ABC):
    @abstractmethod
    def __init__(self, checkpoint: Path, variant: str) -> None: ...

    def takes(self, case: Case) -> bool:
        return True

    @abstractmethod
    def set_image(self, image: np.ndarray) -> None:
        """8-bit RGB [H, W, 3]."""

    @abstractmethod
    def predict(self, case: Case, earlier: Optional[np.ndarray]) -> Answer:
        """Low-res logits [h, w] of the best mask, that mask at the image's size, and its predicted IoU.

        `earlier` holds the logits of the round before.
        """


class SAM(System):
    def __init__(self, checkpoint: Path, variant: str) -> None:
        from segment_anything import SamPredictor, sam_model_registry

        self.predictor = SamPredictor(sam_model_registry[variant or "vit_b"](checkpoint=str(checkpoint)).eval())

    def set_image(self, image: np.ndarray) -> None:
        self.predictor.set_image(image)

    def predict(self, case: Case, earlier: Optional[np.ndarray]) -> Answer:
        mask = earlier[None] if earlier is not None else None
        masks, quality, logits = self.predictor.predict(
            **points_of(case), mask_input=mask, multimask_output=case["multimask"]
        )
        best = int(quality.argmax())
        return logits[best], masks[best] > 0, float(quality[best])


class SAM2(SAM):
    def __init__(self, checkpoint: Path, variant: str) -> None:
        from sam2.build_sam import build_sam2
        from sam2.sam2_image_predictor import SAM2ImagePredictor

        self.predictor = SAM2ImagePredictor(build_sam2(variant, str(checkpoint), device="cpu"))


class MedSAM(System):
    """As in MedSAM_Inference.py, with its own network."""

    def __init__(self, checkpoint: Path, variant: str) -> None:
        from segment_anything import sam_model_registry

        self.network = sam_model_registry["vit_b"](checkpoint=str(checkpoint)).eval()

    def takes(self, case: Case) -> bool:
        return case["case"] == "box"

    @torch.no_grad()
    def set_image(self, image: np.ndarray) -> None:
        from skimage import transform

        self.size = image.shape[:2]
        resized = transform.resize(image, (1024, 1024), order=3, preserve_range=True, anti_aliasing=True)
        resized = resized.astype(np.uint8)
        low, high = resized.min(), resized.max()
        scaled = (resized - low) / np.clip(high - low, a_min=1e-8, a_max=None)
        self.features = self.network.image_encoder(torch.tensor(scaled).float().permute(2, 0, 1).unsqueeze(0))

    @torch.no_grad()
    def predict(self, case: Case, earlier: Optional[np.ndarray]) -> Answer:
        height, width = self.size
        box = np.array([case["box"]]) / np.array([width, height, width, height]) * 1024
        logits, quality = decode_box(self.network, self.features, torch.as_tensor(box, dtype=torch.float))
        probability = F.interpolate(torch.sigmoid(logits), size=self.size, mode="bilinear", align_corners=False)
        return logits[0, 0].numpy(), probability[0, 0].numpy() > 0.5, quality


class Huang(System):
    """Images are prepared as in pre_grey_rgb2D.py; the mask is the one that train_only_box.py trains."""

    def __init__(self, checkpoint: Path, variant: str) -> None:
        from segment_anything import SamPredictor, sam_model_registry

        self.predictor = SamPredictor(sam_model_registry["vit_b"](checkpoint=str(checkpoint), device="cpu").eval())

    def takes(self, case: Case) -> bool:
        return case["case"] == "box"

    def set_image(self, image: np.ndarray) -> None:
        clipped = np.clip(image, np.percentile(image, 0.95), np.percentile(image, 99.5))
        spread = (clipped - np.min(clipped)) / (np.max(clipped) - np.min(clipped)) * 255.0
        spread[image == 0] = 0
        self.predictor.set_image(np.uint8(spread))

    @torch.no_grad()
    def predict(self, case: Case, earlier: Optional[np.ndarray]) -> Answer:
        predictor = self.predictor
        box = predictor.transform.apply_boxes_torch(torch.tensor([case["box"]]).float(), predictor.original_size)
        logits, quality = decode_box(predictor.model, predictor.features, box)
        masks = predictor.model.postprocess_masks(logits, predictor.input_size, predictor.original_size)
        return logits[0, 0].numpy(), masks[0, 0].numpy() > predictor.model.mask_threshold, quality


class SAMMed2D(System):
    """The predictor; for images smaller than the input both ways, the test loader's padding and test.py's crop.

    The colours are BGR, as everywhere in the authors' code that reads files.
    """

    SIZE = 256

    def __init__(self, checkpoint: Path, variant: str) -> None:
        from segment_anything import sam_model_registry
        from segment_anything.predictor_sammed import SammedPredictor

        options = Namespace(image_size=self.SIZE, sam_checkpoint=str(checkpoint), encoder_adapter=variant != "plain")
        self.predictor = SammedPredictor(sam_model_registry["vit_b"](options).eval())

    @torch.no_grad()
    def set_image(self, image: np.ndarray) -> None:
        image = image[..., ::-1]
        height, width = image.shape[:2]
        self.corner: Optional[tuple[int, int]] = None
        if max(height, width) >= self.SIZE:
            self.predictor.set_image(image)
            return
        network = self.predictor.model
        mean, deviation = network.pixel_mean.squeeze().numpy(), network.pixel_std.squeeze().numpy()
        self.original = (height, width)
        self.corner = top, left = (self.SIZE - height) // 2, (self.SIZE - width) // 2
        padded = cv2.copyMakeBorder(
            (image - mean) / deviation,
            top, self.SIZE - height - top, left, self.SIZE - width - left,
            cv2.BORDER_CONSTANT, value=(0, 0, 0),
        )  # fmt: skip
        self.predictor.features = network.image_encoder(torch.tensor(padded).float().permute(2, 0, 1).unsqueeze(0))
        self.predictor.original_size = self.predictor.new_size = (self.SIZE, self.SIZE)
        self.predictor.is_image_set = True

    def predict(self, case: Case, earlier: Optional[np.ndarray]) -> Answer:
        given = points_of(case)
        if self.corner:
            shift = np.array([self.corner[1], self.corner[0]])
            given["point_coords"] = given["point_coords"] + shift if given["point_coords"] is not None else None
            given["box"] = given["box"] + np.tile(shift, 2) if given["box"] is not None else None
        mask = 1 / (1 + np.exp(-earlier[None])) if earlier is not None else None
        masks, quality, logits = self.predictor.predict(**given, mask_input=mask, multimask_output=case["multimask"])
        found = masks[0] > 0
        if self.corner:
            (top, left), (height, width) = self.corner, self.original
            found = found[top : top + height, left : left + width]
        return logits[0], found, float(quality[0])


SYSTEMS: dict[str, type[System]] = {
    "sam": SAM,
    "sam2": SAM2,
    "medsam": MedSAM,
    "huang": Huang,
    "sam-med2d": SAMMed2D,
}
