"""The ellipse baseline: what it draws, and that the shipped bundle is what the exporter writes."""

import json
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import torch

REPOSITORY = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(REPOSITORY / "scripts"))

from imis_export.ellipse.modules import MaskDecoder, PromptEncoder  # noqa: E402
from imis_export.prompt_kinds import Prompt  # noqa: E402


def drawn(box: list[float], size: int) -> torch.Tensor:
    sparse, dense = PromptEncoder()(*Prompt(boxes=torch.tensor([box])))
    logits, _, _ = MaskDecoder(size)([torch.zeros(1, 1, 1, 1)], sparse, dense, None)
    return logits[0, 0] > 0


class EllipseTest(unittest.TestCase):
    def test_touches_the_sides_of_its_box_and_leaves_the_corners(self) -> None:
        mask = drawn([2, 1, 8, 5], 12)  # 7 x 5 pixels
        rows = ["".join("#" if value else "." for value in row) for row in mask.tolist()]
        # First row: (4 / 5)^2 + (2 dx / 7)^2 <= 1 holds up to dx = 2 from the middle column.
        self.assertEqual(rows[1:6], ["...#####....", "..#######...", "..#######...", "..#######...", "...#####...."])
        self.assertEqual({row for row in rows[:1] + rows[6:]}, {"." * 12})

    def test_box_of_one_pixel_is_that_pixel(self) -> None:
        mask = drawn([3, 4, 3, 4], 8)
        self.assertEqual(mask.nonzero().tolist(), [[4, 3]])

    def test_shipped_bundle_is_what_the_exporter_writes(self) -> None:
        shipped = json.loads((REPOSITORY / "models" / "ellipse" / "model.json").read_text(encoding="utf-8"))
        if shipped["exported_with"]["torch"] != torch.__version__.split("+")[0]:
            self.skipTest("another version of torch writes different files")
        with tempfile.TemporaryDirectory() as folder:
            output = Path(folder) / "ellipse"
            command = [sys.executable, REPOSITORY / "scripts" / "export_model.py", "ellipse", "--output", output]
            subprocess.run(command, check=True, capture_output=True)
            self.assertEqual(json.loads((output / "model.json").read_text(encoding="utf-8")), shipped)


if __name__ == "__main__":
    unittest.main()
