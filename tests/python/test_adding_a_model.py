"""The program in docs/adding-a-model.md does what the page says."""

import json
import os
import re
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from checkpoints import REPOSITORY


class AddingAModelTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.source, self.bundle = Path(folder.name, "make_bundle.py"), Path(folder.name, "brightness")
        page = (REPOSITORY / "docs" / "adding-a-model.md").read_text(encoding="utf-8")
        self.program = re.search(r"^```python\n(.*?)^```$", page, re.DOTALL | re.MULTILINE).group(1)

    def run_program(self, program: str) -> subprocess.CompletedProcess:
        self.source.write_text(program, encoding="utf-8")
        paths = {**os.environ, "PYTHONPATH": str(REPOSITORY / "scripts")}
        return subprocess.run([sys.executable, self.source, self.bundle], env=paths, capture_output=True, text=True)

    def assert_refused(self, line: str, mistake: str, message: str) -> None:
        """With a mistake in one line, the program says so and leaves no bundle."""
        self.assertIn(line, self.program)
        done = self.run_program(self.program.replace(line, mistake))
        self.assertNotEqual(done.returncode, 0)
        self.assertIn(message, done.stderr.splitlines()[-1])
        self.assertFalse(self.bundle.exists())

    def test_the_program_makes_a_bundle(self) -> None:
        done = self.run_program(self.program)
        self.assertEqual(done.returncode, 0, done.stderr)
        manifest = json.loads((self.bundle / "model.json").read_text(encoding="utf-8"))
        self.assertEqual((manifest["name"], manifest["family"]), ("brightness", "brightness"))
        self.assertEqual(manifest["grid"], "original")
        self.assertEqual(manifest["features"], [[1, 64, 64]])

    def test_wrong_shapes_are_named(self) -> None:
        self.assert_refused(
            "torch.zeros([sparse.size(0), 1, 1], device",
            "torch.zeros([1, 1, 1], device",
            "mask_decoder: semantic vectors of 2 targets have shape [1, 1, 1], not [2, 1, 1]",
        )
        self.assert_refused(
            "mask_tokens = 1", "mask_tokens = 3", "logits of 2 targets have shape [2, 1, 64, 64], not [2, 3"
        )
        self.assert_refused(
            "feature_shapes = [[1, LOW_RES, LOW_RES]]",
            "feature_shapes = [[2, 8, 8]]",
            "image_encoder: returns shapes [[1, 1, 64",
        )


if __name__ == "__main__":
    unittest.main()
