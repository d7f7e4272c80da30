"""The network against outputs of the official implementation, recorded with the same pseudo-random weights (real-data).

Takes about 3 GB of memory and tens of seconds.
"""

import json
import os
import unittest
from pathlib import Path
from typing import Optional

import numpy as np
import torch
from torch import Tensor

from checkpoints import REPOSITORY, pseudo_random_state
from imis_export.categories import load_categories
from imis_export.imisnet import IMISNet, variant
from imis_export.prompt_kinds import Prompt

DATA = Path(os.environ.get("IMIS_TEST_DATA", REPOSITORY.parent / "shared" / "data"))
RECORDED = DATA / "parity" / "imisnet.json"
LOGITS_TOLERANCE = 5e-4  # the accepted limit is 2e-3; rounding alone gives about 1e-4
SIZE = 1024


def normalised_image(path: Path) -> Tensor:
    """RGB, stretched by nearest pixel centre, then SAM's mean and deviation: [1, 3, S, S]."""
    import cv2

    image = cv2.cvtColor(cv2.imread(str(path), cv2.IMREAD_COLOR), cv2.COLOR_BGR2RGB)
    rows, columns = (((np.arange(SIZE) + 0.5) * length / SIZE).astype(int) for length in image.shape[:2])
    pixels = image[rows][:, columns].astype(np.float32)
    pixels = (pixels - np.float32([123.675, 116.28, 103.53])) / np.float32([58.395, 57.12, 57.375])
    return torch.from_numpy(pixels).permute(2, 0, 1).unsqueeze(0)


def published_state() -> dict[str, Tensor]:
    path = DATA.parent / "docs" / "checkpoint_keys" / "imisnet.json"
    published = {name: shape for name, (shape, _) in json.loads(path.read_text()).items()}
    return pseudo_random_state({name: shape for name, shape in published.items() if ".sam_encoder.neck." not in name})


@unittest.skipUnless(RECORDED.is_file(), f"real-data: no {RECORDED}")
class ParityTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        torch.set_num_threads(1)
        cls.record = json.loads(RECORDED.read_text(encoding="utf-8"))
        cls.arrays = np.load(RECORDED.with_suffix(".npz"))
        cls.categories = load_categories(DATA / "imisnet" / "categories_weight.pkl", 512)
        with torch.device("meta"):
            cls.network = IMISNet(variant("vit_b"))
        cls.network.load_state_dict(published_state(), assign=True)
        cls.network.eval().requires_grad_(False)
        cls.features = cls.network.image_encoder(normalised_image(DATA / "BTCV" / cls.record["image"]))

    def text(self, name: str) -> Tensor:
        sentence = f"A segmentation area of a {name.replace('_', ' ')}."
        return self.network.encode_text(torch.tensor([self.record["tokens"][sentence]]))

    def answer(
        self,
        points: Optional[list] = None,
        labels: Optional[list] = None,
        box: Optional[list] = None,
        text: Optional[Tensor] = None,
        mask: Optional[Tensor] = None,
    ) -> tuple[Tensor, float, Tensor]:
        """Logits, predicted IoU and semantic vector of the candidate with the highest predicted IoU."""
        prompt = Prompt(
            points=torch.tensor([points]) if points else None,
            labels=torch.tensor([labels]) if labels else None,
            boxes=torch.tensor([box]) if box else None,
            text=text,
            mask=mask,
        )
        sparse, dense = self.network.prompt_encoder(*prompt)
        logits, predicted_iou, semantic = self.network.mask_decoder(self.features, sparse, dense, text)
        best = 1 + int(predicted_iou[0, 1:].argmax())
        return logits[:, best : best + 1], float(predicted_iou[0, best]), semantic[0, best]

    def answer_case(self, case: dict) -> tuple[Tensor, float, Tensor]:
        point, negative, box = case["point"], case["negative"], case["box"]
        if case["prompt"] == "point":
            return self.answer([point], [1])
        if case["prompt"] == "box":
            return self.answer(box=box)
        if case["prompt"] == "text":
            return self.answer(text=self.text(case["name"]))
        if case["prompt"] == "point_and_text":
            return self.answer([point], [1], text=self.text(case["name"]))
        if case["prompt"] == "two_points_and_box":
            return self.answer([point, negative], [1, 0], box=box)
        self.assertEqual(case["prompt"], "point_then_negative_point_with_mask")
        return self.answer([negative], [0], mask=self.answer([point], [1])[0])

    def test_embedding(self) -> None:
        actual = self.features[0][0, ::48, ::8, ::8].numpy()
        np.testing.assert_allclose(actual, self.arrays["embedding_c48_y8_x8"], rtol=0, atol=1e-4)

    def test_text_vectors(self) -> None:
        self.assertEqual(len(self.record["sentences"]), len(self.arrays["text_vectors"]))
        self.assertTrue(self.record["sentences"])
        for sentence, expected in zip(self.record["sentences"], self.arrays["text_vectors"]):
            actual = self.network.encode_text(torch.tensor([self.record["tokens"][sentence]]))[0].numpy()
            np.testing.assert_allclose(actual, expected, rtol=0, atol=1e-4)

    def test_answers(self) -> None:
        self.assertGreaterEqual({case["prompt"] for case in self.record["cases"]}, {"point", "box", "text"})
        for case in self.record["cases"]:
            with self.subTest(case["key"]):
                logits, predicted_iou, semantic = self.answer_case(case)
                expected = self.arrays[case["key"] + "/low_res_logits_y2_x2"]
                np.testing.assert_allclose(logits[0, 0, ::2, ::2].numpy(), expected, rtol=0, atol=LOGITS_TOLERANCE)
                self.assertAlmostEqual(predicted_iou, case["predicted_iou"], delta=1e-4)
                scores = (semantic / semantic.norm()).numpy() @ self.categories.table
                self.assertEqual(self.categories.categories[int(scores.argmax())], case["category"])


if __name__ == "__main__":
    unittest.main()
