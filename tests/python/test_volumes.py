"""Evaluation by volumes from end to end: generated volumes are converted, evaluated under the protocol cvpr25, and the
challenge's figures computed again from rows.csv by hand."""

import csv
import json
import os
import subprocess
import tempfile
import unittest
from collections import defaultdict
from pathlib import Path

import numpy as np
import scipy.sparse

REPOSITORY = Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("IMIS_PROGRAM", str(REPOSITORY / "build" / "imis"))
SIZE = (9, 40, 48)  # slices, rows, columns
SPACING = (3.0, 0.8, 0.7)  # mm
CLICKS = 5


def run(*arguments, code=0):
    """Runs the program and gives what it wrote to stderr."""
    done = subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, text=True, check=False)
    if done.returncode != code:
        raise AssertionError(f"imis {' '.join(map(str, arguments))}: exit code {done.returncode}\n{done.stderr}")
    return done.stderr


def write_nrrd(path, values):
    """values: [slices, rows, columns]."""
    path.parent.mkdir(parents=True, exist_ok=True)
    slices, rows, columns = values.shape
    directions = f"({SPACING[2]},0,0) (0,{SPACING[1]},0) (0,0,{SPACING[0]})"
    header = (f"NRRD0004\ntype: short\ndimension: 3\nspace: left-posterior-superior\nsizes: {columns} {rows} {slices}\n"
              f"space directions: {directions}\nspace origin: (0,0,0)\nendian: little\nencoding: raw\n\n")
    path.write_bytes(header.encode() + values.astype("<i2").tobytes())


def ellipsoid(centre, radii):
    places = np.indices(SIZE)
    return sum(((places[axis] - centre[axis]) / radii[axis]) ** 2 for axis in range(3)) < 1


def write_volumes(folder):
    generator = np.random.default_rng(3)
    for number in range(2):
        organ = ellipsoid((4, 18, 20), (3 + number, 12, 13))
        # In two parts along the slices, so that slices without a target lie in between.
        lesion = ellipsoid((1, 30, 38), (1.5, 4, 5)) | ellipsoid((7, 30, 38), (1.5, 5, 4))
        grey = 60 + 90 * organ + 140 * lesion + generator.normal(0, 12, SIZE)
        write_nrrd(folder / "images" / f"case{number}.nrrd", grey)
        write_nrrd(folder / "labels" / f"case{number}.nrrd", organ + 2 * (lesion & ~organ))


@unittest.skipUnless(Path(PROGRAM).exists(), f"{PROGRAM} is not built")
class VolumesTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = Path(folder.name)
        cls.data = cls.folder / "data"
        write_volumes(cls.folder)
        run("dataset", "convert", "--from", "volumes", "--images", cls.folder / "images", "--masks",
            cls.folder / "labels", "--labels", "organ=1,lesion=2", "--modality", "CT", "--split", "test",
            "--all-slices", "-o", cls.data)
        cls.run_folder = cls.folder / "run"
        cls.evaluate(cls.run_folder, "--threads", 2)
        with open(cls.run_folder / "rows.csv", newline="") as file:
            cls.rows = list(csv.DictReader(file))

    @classmethod
    def evaluate(cls, output, *options, data=None, protocol="cvpr25", code=0):
        return run("-q", "evaluate", "-m", REPOSITORY / "models/imis-tiny", "-d", data or cls.data, "-o", output,
                   "--unit", "volume", *(["--protocol", protocol] if protocol else []), *options, code=code)

    def test_converted_data_know_the_distance_of_slices(self):
        dataset = json.loads((self.data / "dataset.json").read_text())
        self.assertEqual(dataset["slice_spacing"], SPACING[0])
        self.assertEqual(dataset["spacing"], list(SPACING[1:]))
        self.assertEqual(len(dataset["test"]), 2 * SIZE[0])

    def test_a_row_is_of_a_volume(self):
        self.assertEqual(len(self.rows), 2 * 2 * (1 + CLICKS))  # volumes, targets, rounds
        self.assertEqual({row["image"] for row in self.rows}, {"case0", "case1"})
        self.assertEqual({row["slices"] for row in self.rows}, {str(SIZE[0])})
        self.assertGreater(np.mean([float(row["dice"]) for row in self.rows if row["round"] == "6"]), 0.6)
        for row in self.rows:
            overlap = 2 * int(row["intersection_px"]) / (int(row["predicted_px"]) + int(row["truth_px"]))
            self.assertAlmostEqual(float(row["dice"]), overlap, places=5)

    def test_counts_are_of_voxels(self):
        dataset = json.loads((self.data / "dataset.json").read_text())
        voxels = defaultdict(int)
        for item in dataset["test"]:
            label = scipy.sparse.load_npz(self.data / item["label"])
            for place, target in enumerate(("organ", "lesion")):
                voxels[Path(item["image"]).stem.split("_")[0], target] += int(label[[place]].sum())
        for row in self.rows:
            self.assertEqual(int(row["truth_px"]), voxels[row["image"], row["target"]])

    def test_the_box_is_given_from_the_first_slice_to_the_last_and_a_click_in_one(self):
        for row in self.rows:
            prompt = json.loads(row["prompt"])
            if row["round"] == "1":
                self.assertIn("box", prompt)
                if row["target"] == "lesion":
                    self.assertEqual(prompt["slices"], [0, 8])
            else:
                self.assertEqual(len(prompt["points"]), 1)
                self.assertEqual(prompt["slices"][0], prompt["slices"][1])

    def test_the_challenges_figures_follow_from_the_rows(self):
        scores = defaultdict(lambda: defaultdict(list))
        for row in self.rows:
            scores[row["image"]][int(row["round"])].append((float(row["dice"]), float(row["nsd"])))
        expected = {}
        for image, rounds in scores.items():
            means = np.array([np.mean(rounds[number], axis=0) for number in range(1, CLICKS + 2)])
            dsc, nsd = means[:, 0], np.where(means[:, 0] > 0.2, means[:, 1], 0)
            area = [(values[1:-1] + values[2:]).sum() / 2 for values in (dsc, nsd)]
            expected[image] = [area[0], dsc[-1], area[1], nsd[-1]]
        with open(self.run_folder / "summary_challenge.csv", newline="") as file:
            table = list(csv.DictReader(file))
        names = ["dsc_auc", "dsc_final", "nsd_auc", "nsd_final"]
        for row in table:
            if row["mean"] == "target":
                continue
            figures = expected[row["image"]] if row["image"] else np.mean(list(expected.values()), axis=0)
            np.testing.assert_allclose([float(row[name]) for name in names], figures, atol=3e-6)
        self.assertEqual(len(table), 4)
        summary = json.loads((self.run_folder / "summary.json").read_text())
        self.assertEqual(summary["challenge"]["clicks"], CLICKS)
        np.testing.assert_allclose([summary["challenge"]["by_case"][name] for name in names],
                                   [float(table[0][name]) for name in names], atol=1e-6)

    def test_threads_and_resuming_change_no_byte(self):
        again = self.folder / "again"
        self.evaluate(again, "--threads", 1)
        self.evaluate(again, "--threads", 1)  # finds all done
        for name in ("rows.csv", "summary_challenge.csv", "summary_overall.csv", "summary_curves.csv"):
            self.assertEqual((again / name).read_bytes(), (self.run_folder / name).read_bytes(), name)

    def test_tables_speak_of_volumes(self):
        text = (self.run_folder / "summary.md").read_text()
        self.assertIn("| unit | volume |", text)
        self.assertIn("CVPR 2025 challenge", text)
        self.assertIn("Volumes", text)
        self.assertNotIn("Images", text)
        self.assertNotIn("image mean", text)
        self.assertNotIn("own estimates", text)  # a model says nothing of a volume
        self.assertFalse((self.run_folder / "calibration.csv").exists())

    def test_clicks_alone_improve_a_volume(self):
        output = self.folder / "points"
        self.evaluate(output, "--policy", "imis", "--rounds", 12, "--metrics", "dice", protocol=None)
        summary = json.loads((output / "summary.json").read_text())
        rounds = summary["overall"]["rounds"]
        self.assertGreater(rounds[-1]["dice"], rounds[0]["dice"] + 0.2)

    def test_slices_pool_to_volumes_under_their_own_name(self):
        slices = self.folder / "pooled"
        run("-q", "evaluate", "-m", REPOSITORY / "models/ellipse", "-d", self.data, "-o", slices, "--prompt", "box")
        with open(slices / "rows.csv", newline="") as file:
            rows = list(csv.DictReader(file))
        with open(slices / "summary_volumes.csv", newline="") as file:
            volumes = list(csv.DictReader(file))
        self.assertEqual(len(volumes), 4)
        for volume in volumes:
            own = [row for row in rows if row["image"].startswith(volume["volume"]) and row["target"] == volume["target"]]
            shared, predicted, truth = (sum(int(row[name]) for row in own)
                                        for name in ("intersection_px", "predicted_px", "truth_px"))
            self.assertAlmostEqual(float(volume["volume_dice"]), 2 * shared / (predicted + truth), places=5)
            self.assertEqual(int(volume["slices"]), len(own))
        self.assertIn("Volumes (pooled over slices)", (slices / "summary.md").read_text())

    def test_scores_of_slices_and_volumes_are_not_paired(self):
        slices = self.folder / "slices"
        run("-q", "evaluate", "-m", REPOSITORY / "models/imis-tiny", "-d", self.data, "-o", slices, "--protocol", "cvpr25")
        self.assertIn("one was evaluated by volumes, the other by slices",
                      run("compare", self.run_folder, slices, code=1))
        self.assertIn("one was evaluated by volumes",
                      run("report", self.run_folder, slices, "--html", self.folder / "page.html", code=2))
        self.assertIn("holds results of another run (unit was volume, now not set)",
                      run("evaluate", "-m", REPOSITORY / "models/imis-tiny", "-d", self.data, "-o", self.run_folder,
                          "--protocol", "cvpr25", code=1))
        self.assertIn("no pictures", run("draw", self.run_folder, code=1))

    def test_a_page_of_volumes(self):
        page = self.folder / "volumes.html"
        run("-q", "report", self.run_folder, "--html", page)
        self.assertIn("is by volumes, of which there are no pictures", page.read_text())

    def test_a_gap_skips_the_volume_by_name(self):
        data = self.folder / "gap"
        subprocess.run(["cp", "-r", self.data, data], check=True)
        dataset = json.loads((data / "dataset.json").read_text())
        dataset["test"] = [item for item in dataset["test"] if not item["image"].endswith("case1_004.png")]
        (data / "dataset.json").write_text(json.dumps(dataset))
        message = run("evaluate", "-m", REPOSITORY / "models/ellipse", "-d", data, "-o", self.folder / "gap_run", "--unit",
                      "volume", "--prompt", "box", code=3)
        self.assertIn("case1: slice 4 is missing, after 'case1_003'", message)

    def test_without_the_distance_of_slices_millimetres_are_refused(self):
        data = self.folder / "flat"
        subprocess.run(["cp", "-r", self.data, data], check=True)
        dataset = json.loads((data / "dataset.json").read_text())
        del dataset["slice_spacing"]
        (data / "dataset.json").write_text(json.dumps(dataset))
        message = self.evaluate(self.folder / "flat_run", data=data, code=2)
        self.assertIn("names no distance of slices", message)


if __name__ == "__main__":
    unittest.main()
