"""Byte-pair merges from CLIP's file and from a bundle's."""

import gzip
import importlib.util
import tempfile
import unittest
from pathlib import Path

import checkpoints  # noqa: F401 - puts scripts/ on the module path
from imis_export.vocabulary import packaged_vocabulary, read_merges, vocabulary_size, write_merges
from user_error import UserError


class VocabularyTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = Path(folder.name) / "merges.txt"

    def test_clips_file_has_a_header_and_is_cut(self) -> None:
        lines = ['"bpe_simple_vocab_16e6.txt#version: 0.2'] + [f"a{i} b{i}" for i in range(50000)]
        self.path.write_bytes(gzip.compress("\n".join(lines).encode()))
        merges = read_merges(self.path)
        self.assertEqual((len(merges), merges[0], merges[-1]), (48894, "a0 b0", "a48893 b48893"))
        self.assertEqual(vocabulary_size(merges), 49408)

    def test_written_merges_read_back(self) -> None:
        merges = ["l i", "\u0120 \u00e9</w>", "# x"]
        write_merges(merges, self.path)
        self.assertEqual(read_merges(self.path), merges)

    def test_errors_name_the_file(self) -> None:
        with self.assertRaisesRegex(UserError, "no such file"):
            read_merges(self.path)
        for content in (b"one two three\n", b"single\n", b"\xff\xfe\x00", gzip.compress(b"a b\n")[:12]):
            self.path.write_bytes(content)
            with self.assertRaisesRegex(UserError, "merges.txt"):
                read_merges(self.path)

    def test_packaged_vocabulary(self) -> None:
        if importlib.util.find_spec("open_clip") is None:
            self.skipTest("the package open_clip_torch is not installed")
        self.assertEqual(vocabulary_size(read_merges(packaged_vocabulary())), 49408)


if __name__ == "__main__":
    unittest.main()
