"""The pictures of an evaluation: where clicks lie, what is chosen, what is written, and one-line errors."""

import contextlib
import csv
import io
import json
import sys
import tempfile
import unittest
from pathlib import Path
from unittest import mock

import cv2
import numpy as np
import scipy.sparse

REPOSITORY = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(REPOSITORY / "scripts"))

import draw_overlays  # noqa: E402
from overlays import choice, marks, style, view  # noqa: E402
from overlays.close_up import close_up  # noqa: E402
from overlays.datasets import Dataset, find_datasets, image_name, load_sample, named_items  # noqa: E402
from overlays.prompts import Click, prompts_by_round, to_image  # noqa: E402
from overlays.results import Session, file_name, mask_path, read_results  # noqa: E402

HEIGHT, WIDTH = 40, 60
ROUNDS = 3
COLUMNS = ["dataset", "modality", "image", "target", "repeat", "round", "prompt", "dice"]


def rectangle(top: int, left: int, bottom: int, right: int) -> np.ndarray:
    mask = np.zeros((HEIGHT, WIDTH), bool)
    mask[top:bottom, left:right] = True
    return mask


TRUTH = {"left/lung": rectangle(5, 5, 25, 20), "heart": rectangle(10, 30, 30, 55)}


def write_dataset(folder: Path) -> None:
    """One grey test image with the targets of TRUTH."""
    (folder / "image").mkdir(parents=True)
    (folder / "label").mkdir()
    cv2.imwrite(str(folder / "image" / "one.png"), np.full((HEIGHT, WIDTH), 100, np.uint8))
    planes = np.array([mask.ravel() for mask in TRUTH.values()], np.uint8)
    label = f"label/x___one.(2, {HEIGHT}, {WIDTH}, 1).npz"
    scipy.sparse.save_npz(folder / label, scipy.sparse.csr_matrix(planes))
    labels = {"0": "background", **{str(index + 1): name for index, name in enumerate(TRUTH)}}
    content = {"name": "set", "labels": labels, "test": [{"image": "image/one.png", "label": label}]}
    (folder / "dataset.json").write_text(json.dumps(content), encoding="utf-8")


def rows() -> list[list[object]]:
    """A click at the centre of a 20 x 30 grid, then negative ones in its corner; the second repeat is not drawn."""
    lines = []
    for target in TRUTH:
        for repeat in (1, 2):
            for number in range(1, ROUNDS + 1):
                prompt = {"grid": [20, 30], "points": [[14, 9, 1]] if number == 1 else [[0, 0, 0]]}
                lines.append(["set", "CT", "one", target, repeat, number, json.dumps(prompt), 0.3 * number])
    return lines


def write_results(folder: Path, data: Path) -> None:
    """What `imis evaluate --save-masks` leaves: every mask is the truth."""
    folder.mkdir()
    with open(folder / "rows.csv", "w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([COLUMNS, *rows()])
    context = {"model": "some-model", "split": "test", "prompt": "point", "dataset.set.folder": str(data)}
    (folder / "summary.json").write_text(json.dumps({"context": context}), encoding="utf-8")
    for session in read_results(folder).sessions:
        for number in range(1, ROUNDS + 1):
            path = mask_path(folder, session, number)
            path.parent.mkdir(parents=True, exist_ok=True)
            cv2.imwrite(str(path), TRUTH[session.target].astype(np.uint8) * 255)


def draw(*arguments: str) -> tuple[int, str, str]:
    """Run the program in this process: exit code, stdout, stderr."""
    out, err = io.StringIO(), io.StringIO()
    with mock.patch.object(sys, "argv", ["draw_overlays.py", *arguments]):
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = draw_overlays.main()
    return code, out.getvalue(), err.getvalue()


class PromptsTest(unittest.TestCase):
    def test_grid_positions_are_scaled_by_pixel_centres(self) -> None:
        self.assertEqual(to_image(0, 128, 256), 0.5)
        self.assertEqual(to_image(127, 128, 256), 254.5)
        self.assertEqual(to_image(5, 64, 64), 5)

    def test_columns_and_rows_have_scales_of_their_own(self) -> None:
        prompts = prompts_by_round([{"grid": [10, 20], "points": [[1, 1, 1]], "box": [0, 0, 19, 9]}], (40, 20))
        self.assertEqual(prompts[0].clicks, (Click(1, 5.5, True),))
        self.assertEqual(prompts[0].box, (0, 1.5, 19, 37.5))

    def test_a_history_of_clicks_adds_only_the_new_one(self) -> None:
        first = {"grid": [8, 8], "points": [[1, 1, 1]], "text": "a liver"}
        second = {"grid": [8, 8], "points": [[1, 1, 1], [2, 3, 0]], "text": "a liver"}
        prompts = prompts_by_round([first, second], (8, 8))
        self.assertEqual([prompt.clicks for prompt in prompts], [(Click(1, 1, True),), (Click(2, 3, False),)])
        self.assertEqual([prompt.text for prompt in prompts], ["a liver", ""])

    def test_a_round_without_an_error_has_no_click(self) -> None:
        rounds = [{"grid": [8, 8], "points": [[1, 1, 1]]}, {"grid": [8, 8], "points": [[1, 1, 1], [5, 5, -1]]}]
        self.assertEqual(prompts_by_round(rounds, (8, 8))[1].clicks, ())


class NamesTest(unittest.TestCase):
    def test_mask_files_have_safe_names(self) -> None:
        self.assertEqual([file_name(name) for name in ('a/b:c"d', "..", "", "ok 1")], ["a_b_c_d", "_..", "_", "ok 1"])

    def test_images_are_named_by_their_path_below_the_first_folder(self) -> None:
        names = {"image/a.png": "a", "image/x/b.c.png": "x_b.c", "./image//d.png": "d", "e.png": "e"}
        self.assertEqual({path: image_name(path) for path in names}, names)

    def test_a_name_that_comes_again_is_numbered(self) -> None:
        items = [{"image": f"image/{name}"} for name in ("a.png", "a.jpg", "a.bmp")] + [{}]
        self.assertEqual(list(named_items(Dataset(Path("."), {"test": items}), "test")), ["a", "a-2", "a-3", "test-4"])


class ChoiceTest(unittest.TestCase):
    def test_default_rounds(self) -> None:
        self.assertEqual([choice.default_rounds(last) for last in (1, 2, 3, 8)], [[1], [1, 2], [1, 3], [1, 3, 8]])

    def test_a_target_that_fills_the_image_comes_last(self) -> None:
        truth = {"ground": rectangle(0, 0, 40, 40), "inside": rectangle(0, 0, 20, 20), "apart": rectangle(0, 50, 5, 59)}
        sessions = [Session("set", "CT", "one", name) for name in truth]
        names = [session.target for session in choice.choose_targets(sessions, truth, 3)]
        self.assertEqual(names, ["inside", "apart"])
        self.assertEqual(choice.choose_targets(sessions[:1], truth, 3), sessions[:1])

    def test_targets_that_overlap_a_larger_one_are_left_out(self) -> None:
        truth = {"small": rectangle(0, 0, 2, 2), "large": rectangle(0, 0, 20, 20), "apart": rectangle(30, 30, 40, 40)}
        sessions = [Session("set", "CT", "one", name) for name in truth]
        names = [session.target for session in choice.choose_targets(sessions, truth, 3)]
        self.assertEqual(names, ["large", "apart"])
        self.assertEqual(len(choice.choose_targets(sessions, truth, 1)), 1)

    def test_the_session_ends_well_where_one_does(self) -> None:
        dice = {"gains most": [0.1, 0.8], "good": [0.5, 0.95], "better": [0.4, 0.92], "was good": [0.93, 0.94]}
        sessions = [Session("set", "CT", "one", name, [], scores) for name, scores in dice.items()]
        self.assertEqual(choice.choose_session(sessions).target, "better")
        self.assertEqual(choice.choose_session(sessions[:1]).target, "gains most")

    def test_the_session_gains_over_many_rounds(self) -> None:
        dice = {"at once": [0.1, 0.97, 0.97, 0.97], "bit by bit": [0.4, 0.6, 0.7, 0.97]}
        sessions = [Session("set", "CT", "one", name, [], scores) for name, scores in dice.items()]
        self.assertEqual(choice.choose_session(sessions).target, "bit by bit")

    def test_many_rounds_are_thinned(self) -> None:
        self.assertEqual(choice.shown_rounds(8), list(range(1, 9)))
        many = choice.shown_rounds(40)
        self.assertEqual((len(many), many[0], many[-1]), (8, 1, 40))


class DrawingTest(unittest.TestCase):
    def test_a_close_up_stays_in_the_image_and_shows_all_corners(self) -> None:
        part = close_up(np.array([(50, 2), (58, 10)]), (HEIGHT, WIDTH), 100)
        self.assertTrue(0 <= part.x0 <= 50 and 58 < part.x1 <= WIDTH and 0 <= part.y0 <= 2 and 10 < part.y1 <= HEIGHT)
        self.assertEqual((part.width, part.height), (100, 100))

    def test_points_of_a_view(self) -> None:
        part = view.View(10, 20, 30, 40, 40, 40)
        self.assertEqual(part.point(10, 20), (0.5, 0.5))

    def test_clicks_and_tint_have_their_colours(self) -> None:
        part = view.whole((HEIGHT, WIDTH), 4 * WIDTH, 4 * HEIGHT)
        picture = part.image(np.full((HEIGHT, WIDTH, 3), 100, np.uint8))
        marks.tint(picture, part.mask(TRUTH["heart"]), style.TARGETS[0])
        marks.draw_click(picture, part, Click(10, 10, False), 9, style.TARGETS[0])
        self.assertEqual(tuple(picture[42 + 7, 42]), style.NEGATIVE)  # below the minus
        self.assertEqual(tuple(picture[100, 100]), (100, 100, 100))
        self.assertGreater(picture[60, 160, 2], picture[60, 160, 0])


class ProgramTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.data, self.results = Path(folder.name) / "data" / "set", Path(folder.name) / "results"
        write_dataset(self.data)
        write_results(self.results, self.data)

    def assert_fails(self, pattern: str, *arguments: str) -> None:
        code, out, err = draw("--results", str(self.results), *arguments)
        self.assertEqual((code, out, err.count("\n")), (1, "", 1))
        self.assertRegex(err, pattern)

    def assert_drawn(self, *arguments: str) -> None:
        for picture in (*self.results.glob("*.png"), *self.results.glob("overlays/*.png")):
            picture.unlink()
        code, out, err = draw("--results", str(self.results), *arguments)
        self.assertEqual((code, err), (0, ""))
        self.assertIn(str(self.results), out)
        for name in ("overlays.png", "session.png", "overlays/set.png"):
            self.assertIsNotNone(cv2.imread(str(self.results / name)), name)

    def test_draws_everything(self) -> None:
        self.assert_drawn()
        self.assert_drawn("--data", str(self.data.parent), "--rounds", "1", "2", "3")

    def test_a_strip_is_as_wide_as_its_rounds(self) -> None:
        widths = []
        for rounds in (["1"], ["1", "2"], ["1", "2", "3"]):
            self.assert_drawn("--rounds", *rounds)
            widths.append(cv2.imread(str(self.results / "overlays" / "set.png")).shape[1])
        self.assertGreater(widths[1], widths[0])
        self.assertEqual(widths[2] - widths[1], widths[1] - widths[0])

    def test_reads_the_truth_that_was_written(self) -> None:
        sample = load_sample(find_datasets([self.data.parent])["set"], "test", "one")
        self.assertEqual(list(sample.truth), list(TRUTH))
        np.testing.assert_array_equal(sample.truth["heart"], TRUTH["heart"])

    def test_an_empty_mask_file(self) -> None:
        (self.results / "masks" / "set" / "one" / "heart_r1.png").write_bytes(b"")
        self.assert_fails("heart_r1.png: is no mask")

    def test_rounds_that_were_not_run(self) -> None:
        self.assert_fails(r"round 8 was not run.*rounds 1 to 3.*--rounds 8", "--rounds", "1", "8")

    def test_only_some_data_sets(self) -> None:
        self.assert_drawn("--only", "set")
        self.assert_fails("--only other: .*there are set", "--only", "other")

    def test_no_masks(self) -> None:
        (self.results / "masks").rename(self.results / "elsewhere")
        self.assert_fails("no masks.*--save-masks")

    def test_a_missing_mask(self) -> None:
        (self.results / "masks" / "set" / "one" / "left_lung_r3.png").unlink()
        self.assert_fails("left_lung_r3.png: no such file.*--save-masks")

    def test_other_data(self) -> None:
        self.assert_fails("data set 'set'.*--data", "--data", str(self.results))

    def test_no_results(self) -> None:
        (self.results / "rows.csv").unlink()
        self.assert_fails("rows.csv: no such file.*imis evaluate")

    def test_rows_of_another_program(self) -> None:
        (self.results / "rows.csv").write_text("a,b\n1,2\n", encoding="utf-8")
        self.assert_fails("rows.csv.*evaluate again")


if __name__ == "__main__":
    unittest.main()
