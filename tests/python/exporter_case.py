"""What the tests of the exporter's command line share."""

import json
import unittest
import warnings
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Optional

import torch

from checkpoints import run_exporter


class WritesFile:
    """Leaves a file behind when it is unpickled."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self):
        return (open, (str(self.path), "w"))


class ExporterCase(unittest.TestCase):
    """A folder for a checkpoint and a bundle that the test makes."""

    subcommand: tuple[str, ...] = ()  # of export_model.py, with options that every call has

    @classmethod
    def setUpClass(cls) -> None:
        torch.set_num_threads(1)
        warnings.simplefilter("ignore", DeprecationWarning)

    def setUp(self) -> None:
        folder = TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.checkpoint = self.folder / "weights.pth"
        self.output = self.folder / "models" / "small"

    def export(
        self, *options: str, checkpoint: Optional[Path] = None, output: Optional[Path] = None
    ) -> tuple[int, str, str]:
        """Exit code, stdout, stderr."""
        files = ("--checkpoint", str(checkpoint or self.checkpoint), "--output", str(output or self.output))
        return run_exporter(*self.subcommand, *files, *options)

    def manifest(self) -> dict[str, Any]:
        return json.loads((self.output / "model.json").read_text(encoding="utf-8"))

    def assert_refused(self, *parts: str, options: tuple[str, ...] = (), checkpoint: Optional[Path] = None) -> str:
        """The export fails with all parts in its message, and leaves nothing behind."""
        code, out, err = self.export(*options, checkpoint=checkpoint)
        self.assertEqual((code, out), (1, ""), err)
        for part in parts:
            self.assertIn(part, err)
        self.assertEqual(list(self.folder.glob("models/*")) + list(self.folder.glob("models/.*")), [])
        return err

    def assert_exported(self, *options: str, checkpoint: Optional[Path] = None) -> dict[str, Any]:
        """The export succeeds: its manifest."""
        code, _, err = self.export(*options, checkpoint=checkpoint)
        self.assertEqual(code, 0, err)
        return self.manifest()
