"""The files of an evaluation as users read them: with pandas, every column of its documented type."""

import json
import os
import subprocess
import tempfile
import unittest
from pathlib import Path

import pandas
from pandas.api.types import is_bool_dtype, is_integer_dtype, is_numeric_dtype

REPOSITORY = Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("IMIS_PROGRAM", str(REPOSITORY / "build" / "imis"))

# Columns of names and words; every other column holds numbers or nothing.
TEXT = {"model", "dataset", "modality", "image", "target", "policy", "history", "mask_feedback", "grid", "prompt",
        "category", "category_2", "category_3", "true_category", "name", "system", "grouping", "metric"}
# Of these all have a value.
WHOLE = {"repeat", "round", "rounds", "images", "targets", "curves", "width_px", "height_px", "intersection_px",
         "predicted_px", "truth_px"}
METRICS = ["dice", "iou", "precision", "recall", "nsd", "hd95", "hd", "assd", "boundary_iou", "volume_error"]


@unittest.skipUnless(Path(PROGRAM).exists(), f"{PROGRAM} is not built")
class ResultFilesTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.folder.cleanup)
        cls.results = Path(cls.folder.name) / "it's a run"
        data = REPOSITORY / "data" / "phantoms"
        cls.command = [PROGRAM, "evaluate", "-m", str(REPOSITORY / "models/imis-tiny"), str(REPOSITORY / "models/ellipse"),
                       "-d", str(data / "phantom_ct"), str(data / "phantom_fundus"), "-o", str(cls.results), "--rounds",
                       "2", "--limit", "2", "--metrics", "all", "--empty", "nan", "-q"]
        subprocess.run(cls.command, check=True, stdout=subprocess.DEVNULL, cwd=REPOSITORY)
        cls.context = json.loads((cls.results / "summary.json").read_text(encoding="utf-8"))["context"]

    def test_columns_of_every_table(self):
        tables = {file: pandas.read_csv(file) for file in sorted(self.results.rglob("*.csv"))}
        tables = {file: table for file, table in tables.items() if len(table) > 0}
        self.assertGreater(len(tables), 12)
        for file, table in tables.items():
            for name, column in table.items():
                with self.subTest(file=str(file.relative_to(self.results)), column=name):
                    if name in WHOLE:
                        self.assertTrue(is_integer_dtype(column))
                    elif name in TEXT:
                        self.assertFalse(is_numeric_dtype(column) and column.notna().any())
                    else:
                        self.assertTrue(is_numeric_dtype(column))
                        self.assertFalse(is_bool_dtype(column))

    def test_means_of_rows_are_those_of_the_summary(self):
        rows = pandas.read_csv(self.results / "rows.csv")
        self.assertEqual([name for name in rows if name in METRICS], METRICS)
        means = rows.groupby(["round", "dataset", "image"])["dice"].mean().groupby("round").mean()
        overall = pandas.read_csv(self.results / "systems" / "imis-tiny" / "summary_overall.csv").set_index("round")
        pandas.testing.assert_series_equal(means, overall["dice_image_mean"], check_names=False, atol=1e-6)
        pooled = rows.groupby("round")[["intersection_px", "predicted_px", "truth_px"]].sum()
        dice = 2 * pooled["intersection_px"] / (pooled["predicted_px"] + pooled["truth_px"])
        pandas.testing.assert_series_equal(dice, overall["dice_pooled"], check_names=False, atol=1e-6)

    def test_prompts_are_json(self):
        rows = pandas.read_csv(self.results / "rows.csv")
        self.assertEqual({len(json.loads(prompt)["points"]) for prompt in rows["prompt"]}, {1})

    def test_settings_have_types(self):
        self.assertEqual(self.context["rounds"], 2)
        self.assertEqual(self.context["seed"], 42)
        self.assertEqual(self.context["limit"], 2)
        self.assertIs(self.context["save_masks"], False)
        self.assertEqual(set(self.context["nsd_tolerance"]), {"value", "unit"})
        self.assertGreater(self.context["duration_s"], 0)

    def test_the_command_is_recorded_as_a_shell_reads_it(self):
        words = subprocess.run(["sh", "-c", "printf '%s\\n' " + self.context["command.line"]], check=True,
                               capture_output=True, text=True).stdout.splitlines()
        self.assertEqual(words, self.command)
        self.assertEqual(self.context["command.folder"], str(REPOSITORY))


if __name__ == "__main__":
    unittest.main()
