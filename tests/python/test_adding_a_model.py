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
    def test_the_program_makes_a_bundle(self) -> None:
        page = (REPOSITORY / "docs" / "adding-a-model.md").read_text(encoding="utf-8")
        program = re.search(r"^```python\n(.*?)^```$", page, re.DOTALL | re.MULTILINE).group(1)
        with tempfile.TemporaryDirectory() as folder:
            source, bundle = Path(folder, "make_bundle.py"), Path(folder, "brightness")
            source.write_text(program, encoding="utf-8")
            paths = {**os.environ, "PYTHONPATH": str(REPOSITORY / "scripts")}
            done = subprocess.run([sys.executable, source, bundle], env=paths, capture_output=True, text=True)
            self.assertEqual(done.returncode, 0, done.stderr)
            manifest = json.loads((bundle / "model.json").read_text(encoding="utf-8"))
        self.assertEqual((manifest["name"], manifest["family"], manifest["grid"]), ("brightness", "brightness", "original"))
        self.assertEqual(manifest["features"], [[1, 64, 64]])


if __name__ == "__main__":
    unittest.main()
