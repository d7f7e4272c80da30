"""SAM, MedSAM and SAM-Med2D against outputs of the official implementations, with the same pseudo-random weights
(real-data).

Takes about 3 GB of memory and some tens of seconds.
"""

import json
import os
import unittest
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from scipy import ndimage
from torch import Tensor

from checkpoints import REPOSITORY
from imis_export.sam import VARIANTS
from sam_cases import largest_differences, pseudo_random_network

DATA = Path(os.environ.get("IMIS_TEST_DATA", REPOSITORY.parent / "shared" / "data"))
PARITY = DATA / "parity"
LOGITS_TOLERANCE = 5e-4  # the judged limit is 2e-3; rounding alone gives about 1e-5
IOU_TOLERANCE = 1e-4
SIZE = 1024
MEAN, STD = np.float32([123.675, 116.28, 103.53]), np.float32([58.395, 57.12, 57.375])


def slice_rgb(name: str) -> np.ndarray:
    """[512, 512, 3] uint8."""
    import cv2

    return cv2.cvtColor(cv2.imread(str(DATA / "BTCV" / "image" / name), cv2.IMREAD_COLOR), cv2.COLOR_BGR2RGB)


def tensor(pixels: np.ndarray) -> Tensor:
    """[H, W, 3] to [1, 3, H, W] float32."""
    return torch.from_numpy(np.ascontiguousarray(pixels, dtype=np.float32)).permute(2, 0, 1).unsqueeze(0)


def fixed_point_triangles(source: int, target: int) -> np.ndarray:
    """Pillow's coefficients of its bilinear enlargement, times 2^22: [target, source]."""
    centres = (np.arange(target) + 0.5) * source / target
    weights = np.clip(1 - np.abs(np.arange(source) + 0.5 - centres[:, None]), 0, None)
    return np.floor(weights / weights.sum(1, keepdims=True) * (1 << 22) + 0.5)


def enlarged_8bit(pixels: np.ndarray, axis: int) -> np.ndarray:
    """One pass of Pillow's bilinear enlargement to SIZE. Its integers are exact in float64."""
    sums = np.tensordot(fixed_point_triangles(pixels.shape[axis], SIZE), np.float64(pixels), axes=(1, axis))
    return np.moveaxis(np.clip(np.floor((sums + (1 << 21)) / (1 << 22)), 0, 255), 0, axis)


def sam_input(pixels: np.ndarray) -> Tensor:
    return tensor((enlarged_8bit(enlarged_8bit(pixels, 1), 0).astype(np.float32) - MEAN) / STD)


def medsam_input(pixels: np.ndarray) -> Tensor:
    """Enlarged as scikit-image does with order=3, cut to 8 bit, spread over 0..1."""
    factors = (SIZE / pixels.shape[0], SIZE / pixels.shape[1], 1)
    cubic = ndimage.zoom(np.float64(pixels), factors, order=3, mode="mirror", grid_mode=True)
    cut = np.clip(cubic, pixels.min(), pixels.max()).astype(np.uint8)
    return tensor((cut - cut.min()) / (cut.max() - cut.min()))


def sam_med2d_input(pixels: np.ndarray) -> Tensor:
    """Every second pixel, which is OpenCV's nearest neighbour here."""
    return tensor((pixels[::2, ::2] - MEAN) / STD)


@unittest.skipUnless((PARITY / "sam_vit_b.json").is_file(), f"real-data: no {PARITY}")
class ParityTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        torch.set_num_threads(1)

    def check(self, name: str, prepare, config=VARIANTS["vit_b"], **options) -> None:
        cases = json.loads((PARITY / f"{name}.json").read_text(encoding="utf-8"))
        network = pseudo_random_network(config)
        pixels = slice_rgb(cases[0]["image"])
        features = network.image_encoder(prepare(pixels))
        scale = config.image_size / pixels.shape[0]
        found = largest_differences(network, features, cases, np.load(PARITY / f"{name}.npz"), scale, **options)
        for case, (logits, predicted_iou) in found.items():
            with self.subTest(case):
                self.assertLessEqual(logits, LOGITS_TOLERANCE)
                self.assertLessEqual(predicted_iou, IOU_TOLERANCE)

    def test_sam(self) -> None:
        self.check("sam_vit_b", sam_input)

    def test_medsam(self) -> None:
        self.check("medsam", medsam_input)

    def test_sam_med2d(self) -> None:
        config = replace(VARIANTS["vit_b"], image_size=256, adapters=True)
        self.check("sam-med2d", sam_med2d_input, config, as_mask=torch.sigmoid)


if __name__ == "__main__":
    unittest.main()
