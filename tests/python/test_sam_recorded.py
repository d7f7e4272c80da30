"""SAM and SAM-Med2D against outputs of the official implementations, for narrow networks with pseudo-random weights.

Recorded by building the image encoder, prompt encoder and mask decoder of facebookresearch/segment-anything and of
OpenGVLab/SAM-Med2D (with adapters) in the sizes of sam_cases.NARROW, loading them with checkpoints.pseudo_random_state,
and calling them with the image below and the prompts of the recorded JSON, in fp32 on a CPU. In the second round the
logits of the case "point" go along, for SAM-Med2D after a sigmoid.
"""

import json
import unittest
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from sam_cases import NARROW, SAMConfig, largest_differences, pseudo_random_network

RECORDED = Path(__file__).resolve().parent / "recorded"
TOLERANCE = 2e-5


def synthetic_image(size: int) -> Tensor:
    """[1, 3, size, size]: waves of several lengths and directions."""
    x, y = torch.arange(size, dtype=torch.float32).view(1, -1), torch.arange(size, dtype=torch.float32).view(-1, 1)
    return torch.stack([torch.sin(x / 9 + y / 17), torch.cos(x / 5 - y / 11), torch.sin(x * y / 700)]).unsqueeze(0)


class RecordedTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        torch.set_num_threads(1)

    def check(self, name: str, config: SAMConfig, **options) -> None:
        network = pseudo_random_network(config)
        features = network.image_encoder(synthetic_image(config.image_size))
        recorded = np.load(RECORDED / f"{name}.npz")
        embedding = features[0][0, ::4, ::2, ::2].numpy()
        np.testing.assert_allclose(embedding, recorded["embedding_c4_y2_x2"], rtol=0, atol=TOLERANCE)
        cases = json.loads((RECORDED / f"{name}.json").read_text(encoding="utf-8"))
        found = largest_differences(network, features, cases, recorded, **options)
        self.assertEqual(list(found), ["point", "box", "two_points", "round2"])
        for case, differences in found.items():
            with self.subTest(case):
                for difference in differences:  # one by one: max() may pass over NaN
                    self.assertLessEqual(difference, TOLERANCE)

    def test_sam(self) -> None:
        self.check("sam_narrow", NARROW)

    def test_sam_med2d(self) -> None:
        self.check("sam_med2d_narrow", replace(NARROW, adapters=True), as_mask=torch.sigmoid)


if __name__ == "__main__":
    unittest.main()
