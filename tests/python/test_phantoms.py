"""The embedded data sets: what the generator makes, and that a change to either is noticed."""

import shutil
import subprocess
import sys
import unittest
from pathlib import Path
from tempfile import TemporaryDirectory

import cv2

from checkpoints import REPOSITORY

PHANTOMS = REPOSITORY / "data" / "phantoms"


def make_phantoms(*options: str) -> subprocess.CompletedProcess:
    command = [sys.executable, str(REPOSITORY / "scripts" / "phantoms" / "make_phantoms.py"), *options]
    return subprocess.run(command, capture_output=True, text=True, check=False)


class CollectionTest(unittest.TestCase):
    def test_the_repository_has_what_the_code_makes(self) -> None:
        checked = make_phantoms("--check")
        self.assertEqual(checked.returncode, 0, checked.stdout + checked.stderr)

    def test_a_changed_pixel_and_a_missing_set_are_named(self) -> None:
        with TemporaryDirectory() as folder:
            copy = Path(folder) / "phantoms"
            shutil.copytree(PHANTOMS, copy)
            changed = copy / "phantom_ct" / "image" / "ct_001.png"
            image = cv2.imread(str(changed), cv2.IMREAD_UNCHANGED)
            image[0, 0] ^= 64
            cv2.imwrite(str(changed), image)
            shutil.rmtree(copy / "phantom_pet")
            checked = make_phantoms("--check", "--output", str(copy))
            self.assertEqual(checked.returncode, 1)
            lines = checked.stdout.splitlines()
            self.assertEqual(len(lines), 2, checked.stdout)
            self.assertEqual(lines[0], f"{changed}: pixels differ")
            self.assertIn("phantom_pet", lines[1])

    def test_other_files_are_never_removed(self) -> None:
        with TemporaryDirectory() as folder:
            kept = Path(folder) / "thesis.txt"
            kept.touch()
            refused = make_phantoms("--output", folder)
            self.assertEqual(refused.returncode, 2)
            self.assertIn("thesis.txt", refused.stderr)
            self.assertTrue(kept.exists())


if __name__ == "__main__":
    unittest.main()
