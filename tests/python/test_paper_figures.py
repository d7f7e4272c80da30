"""configs/paper: fits its schema, and holds figures that its sources quote."""

import json
import os
import re
import unittest
from pathlib import Path

from checkpoints import REPOSITORY
from json_schema import schema_errors

FOLDER = REPOSITORY / "configs" / "paper"
TEST_DATA = Path(os.environ.get("IMIS_TEST_DATA", REPOSITORY.parent / "shared" / "data"))
PROTOCOL = TEST_DATA.parent / "docs" / "protocol.md"


class PaperFiguresTest(unittest.TestCase):
    def setUp(self) -> None:
        self.paper = json.loads((FOLDER / "imis-net.json").read_text(encoding="utf-8"))
        self.schema = json.loads((FOLDER / "paper.schema.json").read_text(encoding="utf-8"))

    def test_fits_its_schema(self) -> None:
        self.assertEqual(schema_errors(self.paper, self.schema), [])
        del self.paper["tables"][0]["figures"][0]["value"]
        self.assertEqual(schema_errors(self.paper, self.schema), ["$.tables[0].figures[0]: lacks value"])

    def test_figures_are_complete_and_stand_once(self) -> None:
        places = []
        for number, table in enumerate(self.paper["tables"]):
            for figure in table["figures"]:
                place = (number, figure.get("group"), figure["prompt"], figure.get("rounds", 1), figure["system"])
                places.append(place)
            reference = table.get("reference", self.paper["reference"])
            self.assertIn(reference, {figure["system"] for figure in table["figures"]}, table["title"])
        self.assertEqual(len(set(places)), len(places))
        self.assertEqual([len(table["figures"]) for table in self.paper["tables"]], [15, 10, 3, 8])

    @unittest.skipUnless(PROTOCOL.is_file(), "the document that quotes the figures is absent")
    def test_every_figure_stands_in_the_document(self) -> None:
        quoted = {float(number) for number in re.findall(r"\d+\.\d+", PROTOCOL.read_text(encoding="utf-8"))}
        figures = {figure["value"] for table in self.paper["tables"] for figure in table["figures"]}
        self.assertEqual(figures - quoted, set())


if __name__ == "__main__":
    unittest.main()
