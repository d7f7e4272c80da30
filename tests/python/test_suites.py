"""configs/suites: fit their schema, and name the data sets that they are about."""

import json
import unittest
from typing import Any

from checkpoints import REPOSITORY
from json_schema import schema_errors

FOLDER = REPOSITORY / "configs" / "suites"


def read(name: str) -> Any:
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


class SuitesTest(unittest.TestCase):
    def test_suites_fit_the_schema(self) -> None:
        names = {file.stem for file in FOLDER.glob("*.json")} - {"suite.schema"}
        self.assertEqual(names, {"imed361m", "external", "phantoms"})
        for name in names:
            self.assertEqual(schema_errors(read(name), read("suite.schema")), [], name)

    def test_the_schema_refuses_what_does_not_fit(self) -> None:
        for field, value in (
            ("datasets", "some"),
            ("datasets", []),
            ("models", [1]),
            ("protocols", [{"prompt": "circle"}]),
            ("protocols", [{"history": "all"}]),
            ("seeds", [-1]),
            ("limit", 0),
            ("split", "exam"),
            ("data", ["BTCV"]),
        ):
            errors = schema_errors({**read("phantoms"), field: value}, read("suite.schema"))
            self.assertEqual(len(errors), 1, (field, value, errors))

    def test_the_whole_suite_has_all_data_sets_of_the_supplement(self) -> None:
        table = json.loads((REPOSITORY / "configs" / "imed361m" / "datasets.json").read_text(encoding="utf-8"))
        rows = [entry["name"] for entry in table["datasets"]]
        self.assertEqual(len(rows), 110)
        # Of seven data sets the table has a row for each of two modalities.
        self.assertEqual(read("imed361m")["datasets"], list(dict.fromkeys(rows)))

    def test_the_external_suite_has_the_data_sets_that_the_paper_gives_figures_of(self) -> None:
        paper = json.loads((REPOSITORY / "configs" / "paper" / "imis-net.json").read_text(encoding="utf-8"))
        figures = next(table for table in paper["tables"] if table["title"].startswith("Dice of external data sets"))
        names = {
            name.lower()
            for figure in figures["figures"]
            for name in paper["groups"].get(figure["group"], [figure["group"]])
        }
        self.assertEqual({name.lower() for name in read("external")["datasets"]}, names)

    def test_the_suite_of_the_phantoms_can_be_run(self) -> None:
        suite = read("phantoms")
        for name in suite["datasets"]:
            self.assertTrue((REPOSITORY / "data" / "phantoms" / name / "dataset.json").is_file(), name)
        for name in suite["models"]:
            self.assertTrue((FOLDER / name / "model.json").is_file(), name)


if __name__ == "__main__":
    unittest.main()
