"""The category table: read from a pickle without trusting it."""

import io
import os
import pickle
import tempfile
import unittest
from pathlib import Path

import numpy as np

from checkpoints import REPOSITORY
from imis_export.categories import ArrayUnpickler, load_categories
from user_error import UserError

TEST_DATA = Path(os.environ.get("IMIS_TEST_DATA", REPOSITORY.parent / "shared" / "data"))


def document(table: np.ndarray) -> list:
    labels = {"kidney_right": ["Right kidney", "Right_kidney"], "liver": ["Liver", "liver"]}
    return [table, labels, {"kidney": 0, "liver": 1}, {0: "kidney", 1: "liver"}]


class RunsCode:
    def __reduce__(self):
        return (os.system, ("true",))


class CategoriesTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.table = np.arange(8, dtype=np.float32).reshape(4, 2)

    def pickled(self, content: object, protocol: int = 4) -> Path:
        path = self.folder / "categories.pkl"
        path.write_bytes(pickle.dumps(content, protocol=protocol))
        return path

    def test_reads_the_pickle(self) -> None:
        for protocol in (3, 4):
            categories = load_categories(self.pickled(document(self.table), protocol), 4)
            self.assertEqual(categories.categories, ["kidney", "liver"])
            self.assertEqual(categories.names["kidney_right"], {"display": "Right kidney", "category": "kidney"})
            np.testing.assert_array_equal(categories.table, self.table)

    def test_reads_arrays_of_numpy_1_and_2(self) -> None:
        data = pickle.dumps(self.table, protocol=3)
        new, old = b"cnumpy._core.multiarray\n", b"cnumpy.core.multiarray\n"
        self.assertTrue(new in data or old in data)
        for one, other in ((new, old), (old, new)):
            loaded = ArrayUnpickler(io.BytesIO(data.replace(one, other))).load()
            np.testing.assert_array_equal(loaded, self.table)

    def test_refuses_code(self) -> None:
        with self.assertRaisesRegex(UserError, "refused.*system"):
            load_categories(self.pickled([RunsCode()]), 4)
        for name in ("load", "lib.format.open_memmap", "f2py.compile"):
            stream = b"\x80\x04\x8c\x05numpy\x8c" + bytes([len(name)]) + name.encode() + b"\x93."
            with self.assertRaises(pickle.UnpicklingError):
                ArrayUnpickler(io.BytesIO(stream)).load()

    def test_refuses_other_content(self) -> None:
        for content in ([1, 2], {"a": 1}, document(self.table)[:3]):
            with self.assertRaises(UserError):
                load_categories(self.pickled(content), 4)
        with self.assertRaisesRegex(UserError, "not .4, 2."):
            load_categories(self.pickled(document(self.table.T)), 4)

    def test_written_files_read_back(self) -> None:
        first = load_categories(self.pickled(document(self.table)), 4)
        first.write(self.folder)
        second = load_categories(self.folder / "categories.json", 4)
        self.assertEqual((first.names, first.categories), (second.names, second.categories))
        np.testing.assert_array_equal(first.table, second.table)

    def test_published_table(self) -> None:
        path = TEST_DATA / "imisnet" / "categories_weight.pkl"
        if not path.is_file():
            self.skipTest(f"real-data: no {path}")
        categories = load_categories(path, 512)
        self.assertEqual((len(categories.names), len(categories.categories)), (238, 113))
        unknown = {entry["category"] for entry in categories.names.values()} - set(categories.categories)
        self.assertEqual(unknown, {"background"})
        np.testing.assert_allclose(np.linalg.norm(categories.table, axis=0), 1.0, atol=1e-5)


if __name__ == "__main__":
    unittest.main()
