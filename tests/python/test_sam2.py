"""SAM-2 against outputs of the official code, for a narrow network; tests/parity has the published sizes.

recorded/sam2.npz holds what facebookresearch/sam2 (commit 2b90b9f) answers for the narrow network: SAM2ImagePredictor
on a model from configs/sam2.1/sam2.1_hiera_t.yaml with NARROW's sizes, built with the default post-processing (which
includes the fallback by stability), with the weights of pseudo_random_state for its own state dict's names and shapes,
and synthetic_image(). For each of CASES, the low-res logits of the masks on offer, every fourth row and column, and
their predicted IoU.
"""

import unittest
from pathlib import Path
from typing import Any

import numpy as np
import torch

from imis_export.prompt_kinds import Prompt
from imis_export.sam2 import VARIANTS
from sam2_sessions import NARROW, Session, synthetic_image, with_weights

RECORDED = Path(__file__).resolve().parent / "recorded" / "sam2.npz"
LOGITS_TOLERANCE = 5e-4  # rounding alone gives about 2e-5
# Prompts in pixels of synthetic_image(): columns, then rows.
CASES: dict[str, dict[str, Any]] = {
    "point": {"points": [[70.0, 50.0]], "labels": [1]},
    "box": {"box": [38.0, 18.0, 102.0, 82.0]},
    "two_points": {"points": [[70.0, 50.0], [120.0, 20.0]], "labels": [1, 0]},
    "round2": {"points": [[70.0, 50.0], [120.0, 20.0]], "labels": [1, 0], "mask": "the best of case point"},
    "box_and_point": {"points": [[70.0, 50.0]], "labels": [0], "box": [38.0, 18.0, 102.0, 82.0]},
}


class NarrowTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        torch.set_num_threads(1)
        cls.recorded = np.load(RECORDED)
        cls.session = Session(with_weights(NARROW), synthetic_image())

    def test_answers_as_the_official_code_does(self) -> None:
        earlier = None
        for name, case in CASES.items():
            with self.subTest(name):
                logits, predicted_iou = self.session.best(case, earlier)
                best = int(self.recorded[name + "/iou"].argmax())
                expected = self.recorded[name + "/logits"][best]
                np.testing.assert_allclose(logits[0, 0, ::4, ::4].numpy(), expected, rtol=0, atol=LOGITS_TOLERANCE)
                self.assertAlmostEqual(predicted_iou, float(self.recorded[name + "/iou"][best]), delta=1e-5)
            earlier = logits if name == "point" else earlier

    def test_every_candidate_of_a_single_point(self) -> None:
        logits, predicted_iou = self.session.answer([[70.0, 50.0]], [1])
        actual, expected = logits[0, 1:, ::4, ::4].numpy(), self.recorded["point/logits"]
        np.testing.assert_allclose(actual, expected, rtol=0, atol=LOGITS_TOLERANCE)
        np.testing.assert_allclose(predicted_iou[0, 1:].numpy(), self.recorded["point/iou"], rtol=0, atol=1e-5)

    def test_features_have_the_shapes_of_the_configuration(self) -> None:
        shapes = [list(feature.shape[1:]) for feature in self.session.features]
        self.assertEqual(shapes, NARROW.feature_shapes)
        self.assertEqual(VARIANTS["large"].feature_shapes, [[256, 64, 64], [32, 256, 256], [64, 128, 128]])

    def test_targets_of_one_image_do_not_see_each_other(self) -> None:
        encoder, decoder = self.session.network.prompt_encoder, self.session.network.mask_decoder
        boxes = torch.tensor([[60.0, 50.0, 160.0, 220.0], [5.0, 9.0, 80.0, 90.0]])
        masks = torch.randn(2, 1, 64, 64, generator=torch.Generator().manual_seed(0)) * 20
        together = decoder(self.session.features, *encoder(*Prompt(boxes=boxes, mask=masks)), None)
        for target in range(2):
            part = slice(target, target + 1)
            alone = decoder(self.session.features, *encoder(*Prompt(boxes=boxes[part], mask=masks[part])), None)
            for one, both in zip(alone, together):
                torch.testing.assert_close(one[0], both[target], rtol=0, atol=1e-4)

    def test_earlier_logits_are_clamped(self) -> None:
        encoder = self.session.network.prompt_encoder
        masks = (torch.full((1, 1, 64, 64), value) for value in (99.0, 32.0))
        beyond, largest = (encoder(*Prompt(mask=mask))[1] for mask in masks)
        self.assertTrue(torch.equal(beyond, largest))


if __name__ == "__main__":
    unittest.main()
