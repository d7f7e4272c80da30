"""The training program: what it draws, how it clicks and scores, and that it starts, stops and resumes."""

import contextlib
import io
import json
import signal
import subprocess
import sys
import time
import unittest
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest import mock

import numpy as np
import torch

from checkpoints import REPOSITORY, run_exporter

from phantoms.generator import looks
from train_tiny import losses, prompts, samples, words
from train_tiny import train as train_program
from train_tiny.feeder import Feeder, draw_step
from train_tiny.measure import with_wrong_names
from train_tiny.model import WorkingCopy, build, resized_state, working_type
from train_tiny.schedule import SCHEDULE, Stage, read_schedule
from user_error import UserError


def seeded(seed: int = 1) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def small_stage(size: int = 64, share: float = 0.4, **changes: object) -> Stage:
    fields = {"unnamed": 2, "named": 2, "looks": (0.4, 0.4), "named_prompts": {"text": 0.5, "box": 0.5}, **changes}
    return Stage(size, share, 1e-3, **fields)


def squares() -> torch.Tensor:
    """Two targets on a grid of 32: one of 10 x 6 pixels, and nothing."""
    masks = torch.zeros(2, 32, 32, dtype=torch.bool)
    masks[0, 4:10, 8:18] = True
    return masks


class GeneratorTest(unittest.TestCase):
    def test_every_look_is_drawn_reproducibly(self) -> None:
        self.assertEqual(len(looks.LOOKS), 14)
        for look in looks.TRAINING_LOOKS:
            with self.subTest(look):
                (image, targets), (again, _) = (looks.draw(look, 9, 120, 140) for _ in range(2))
                np.testing.assert_array_equal(image, again)
                self.assertEqual((image.dtype, image.shape[:2]), (np.uint8, (120, 140)))
                self.assertTrue(all(mask.shape == (120, 140) and mask.max() == 1 for mask in targets.values()))

    def test_unnamed_targets_have_no_category(self) -> None:
        self.assertTrue(looks.UNNAMED)
        for look in looks.UNNAMED:
            names = {name for seed in range(12) for name in looks.draw(look, seed, 96, 96)[1]}
            self.assertTrue(names)
            self.assertFalse(names & set(looks.vocabulary()))


class SamplesTest(unittest.TestCase):
    def test_a_batch_depends_on_its_seed_alone(self) -> None:
        for named in (False, True):
            one, same, other = (samples.draw_batch([seed, 3, named], small_stage(), 3, named) for seed in (7, 7, 8))
            self.assertTrue(torch.equal(one.images, same.images) and torch.equal(one.masks, same.masks))
            self.assertFalse(torch.equal(one.images, other.images))
            self.assertEqual(len(one.names), len(one.masks))
            self.assertEqual(all(one.names), named)

    def test_unnamed_looks_are_drawn_by_their_shares(self) -> None:
        rng = np.random.Generator(np.random.PCG64(5))
        drawn = [samples.draw_look(rng, small_stage(looks=(0.2, 0.5)), named=False) for _ in range(3000)]
        self.assertAlmostEqual(drawn.count("abstract") / 3000, 0.2, delta=0.04)
        self.assertAlmostEqual(drawn.count("composite") / 3000, 0.5, delta=0.04)
        named = {samples.draw_look(rng, small_stage(looks=(0.5, 0.5)), named=True) for _ in range(300)}
        self.assertEqual(named, set(looks.LOOKS))

    def test_the_feeder_gives_every_step_its_own_batches(self) -> None:
        feeder = Feeder(seed=3, targets=2, workers=1)
        self.addCleanup(feeder.close)
        for step, size in ((0, 32), (1, 32), (2, 48), (7, 48)):
            stage = small_stage(size, unnamed=1, named=1)
            expected = draw_step(3, step, stage, 2)
            for (batch, _), (wanted, _) in zip(feeder.next(step, stage), expected):
                self.assertTrue(torch.equal(batch.images, wanted.images) and torch.equal(batch.masks, wanted.masks))


class PromptsTest(unittest.TestCase):
    def test_clicks_fall_on_errors_and_say_what_is_wrong(self) -> None:
        masks = squares()
        predicted = masks.clone()
        predicted[0, 4:6, 8:18] = False  # missed
        predicted[0, 20:22, 20:24] = True  # excess
        for seed in range(30):
            points, labels = prompts.error_clicks(predicted, masks, seeded(seed))
            x, y = points[0, 0].long().tolist()
            self.assertTrue(bool(predicted[0, y, x] != masks[0, y, x]))
            self.assertEqual(labels[0].item(), int(masks[0, y, x]))
            self.assertEqual(labels[1].item(), -1)  # nothing is wrong

    def test_boxes_are_tight_or_a_little_off(self) -> None:
        masks = squares()
        self.assertEqual(prompts.tight_boxes(masks).tolist(), [[8, 4, 17, 9], [0, 0, 31, 31]])
        for seed in range(20):
            off = (prompts.jittered_boxes(masks, seeded(seed)) - prompts.tight_boxes(masks)).abs()
            self.assertLessEqual(float(off[0].max()), 2)

    def test_later_rounds_keep_or_drop_what_was_given(self) -> None:
        masks = squares()[:1]
        first = prompts.first_prompts("point+box", masks, None, seeded())
        shown = torch.full((1, 32, 32), -1.0)
        kept = prompts.next_prompts(first, shown, masks, seeded(), keep=True)
        self.assertEqual((tuple(kept.points.shape), kept.boxes is None), ((1, 2, 2), False))
        dropped = prompts.next_prompts(first, shown, masks, seeded(), keep=False)
        self.assertEqual((tuple(dropped.points.shape), dropped.boxes is None), ((1, 1, 2), True))
        self.assertTrue(torch.equal(dropped.mask[:, 0], shown))


class LossesTest(unittest.TestCase):
    def test_pixel_loss_counts_wrong_pixels_by_the_targets_area(self) -> None:
        target = torch.zeros(2, 64, 64)
        target[0, :10, :10], target[1, :20, :20] = 1, 1
        logits = (target * 2 - 1) * 20
        logits[0, :10, 0] = -20  # a tenth of the first
        logits[1, :20, 0] = -20  # a twentieth of the second
        loss = losses.pixel_loss(logits, target)
        self.assertAlmostEqual(float(loss[0] / loss[1]), 2.0, places=3)

    def test_a_single_click_is_answered_by_the_best_candidate(self) -> None:
        logits = torch.zeros(1, 4, 8, 8)
        for token in range(4):
            logits[0, token] = token
        iou = torch.tensor([[0.9, 0.1, 0.3, 0.2]])
        self.assertEqual(float(losses.pick(logits, iou, single_click=True).mean()), 2.0)
        self.assertEqual(float(losses.pick(logits, iou, single_click=False).mean()), 0.0)


class ProgramTest(unittest.TestCase):
    def setUp(self) -> None:
        temporary = TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = Path(temporary.name)
        self.run_folder = self.folder / "run"
        stages = [small_stage(32), small_stage(48, unnamed=3, named=1), small_stage(48, 0.2, decay=1.0)]
        (self.folder / "schedule.json").write_text(json.dumps([asdict(stage) for stage in stages]), encoding="utf-8")

    def command(self, *options: str) -> list[str]:
        return [sys.executable, str(REPOSITORY / "scripts" / "train_tiny" / "train.py"), "--output",
                str(self.run_folder), "--schedule", str(self.folder / "schedule.json"), "--minutes", "0.1", "--threads",
                "1", *options]

    def train(self, *options: str) -> subprocess.CompletedProcess:
        return subprocess.run(self.command(*options), capture_output=True, text=True, check=False)

    def refusal(self, *options: str) -> tuple[object, str]:
        """Exit code and stderr of a call that ends before it trains, in this process: starting another takes seconds."""
        err = io.StringIO()
        with mock.patch.object(sys, "argv", self.command(*options)[1:]), contextlib.redirect_stderr(err):
            try:
                code: object = train_program.main()
            except SystemExit as exit_of_argparse:
                code = exit_of_argparse.code
        return code, err.getvalue()

    def state(self) -> dict:
        return torch.load(self.run_folder / "training.pt", weights_only=True)

    def test_it_trains_resumes_and_is_exported(self) -> None:
        first = self.train("--stop-after", "1")
        self.assertIn("paused", first.stdout, first.stderr)
        state = self.state()
        self.assertEqual(state["stage"], 0)
        second = self.train()
        self.assertIn(f"resumed at step {state['step']}", second.stdout)
        self.assertIn("done", second.stdout)
        done = self.state()
        self.assertEqual(done["stage"], 2)
        self.assertGreater(done["step"], state["step"])
        code, _, err = run_exporter("imisconv", "--image-size", "48", "--checkpoint",
                                    str(self.run_folder / "weights.pth"), "--vocab",
                                    str(self.run_folder / "bpe_merges.txt"), "--categories",
                                    str(self.run_folder / "categories.json"), "--output", str(self.folder / "bundle"))
        self.assertEqual((code, err), (0, ""))
        names = json.loads((self.folder / "bundle" / "categories.json").read_text(encoding="utf-8"))["names"]
        self.assertEqual(len(names), len(looks.vocabulary()))

    def test_a_signal_keeps_what_was_trained(self) -> None:
        with subprocess.Popen(self.command("--minutes", "60", "--save-every", "0.01"), stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, text=True) as process:
            while not (self.run_folder / "weights.pth").exists() and process.poll() is None:
                time.sleep(0.05)
            process.send_signal(signal.SIGTERM)
            out, err = process.communicate()
        self.assertEqual((process.returncode, err), (0, ""))
        self.assertIn(f"paused: steps by stage [{self.state()['step']}, 0, 0]", out)

    def test_a_run_resumes_only_with_its_own_settings(self) -> None:
        self.train("--stop-after", "0.01")
        before = self.state()["step"]
        code, err = self.refusal("--seed", "7")
        self.assertEqual(code, 1)
        self.assertRegex(err, r"\Aerror: .*training.pt was started with seed 42, not 7; .*--seed.*\n\Z")
        self.assertEqual(self.state()["step"], before)
        content = (self.run_folder / "training.pt").read_bytes()
        (self.run_folder / "training.pt").write_bytes(content[:len(content) // 2])
        code, err = self.refusal()
        self.assertEqual(code, 1)
        self.assertRegex(err, r"\Aerror: .*training.pt cannot be resumed .*remove it.*\n\Z")

    def test_mistakes_end_in_one_line(self) -> None:
        (self.folder / "file").touch()
        for options, code, message in (
                (("--minutes", "-3"), 2, "'-3' is not above 0"),
                (("--seed", "-1"), 2, "'-1' is below 0"),
                (("--device", "warp"), 1, "--device warp cannot be used"),
                (("--output", str(self.folder / "file" / "run")), 1, "Not a directory"),
                (("--schedule", str(self.folder / "none.json")), 1, "none.json")):
            with self.subTest(options):
                ended, err = self.refusal(*options)
                self.assertEqual(ended, code)
                self.assertIn(message, err)

    def test_the_schedule_fills_the_time(self) -> None:
        self.assertAlmostEqual(sum(stage.share for stage in SCHEDULE), 1.0)
        with TemporaryDirectory() as folder:
            path = Path(folder) / "schedule.json"
            path.write_text(json.dumps([asdict(stage) for stage in SCHEDULE]), encoding="utf-8")
            self.assertEqual([stage.size for stage in read_schedule(path)], [stage.size for stage in SCHEDULE])

    def test_a_wrong_schedule_is_refused_by_file_stage_and_field(self) -> None:
        good = asdict(small_stage(32, 1.0))
        path = self.folder / "wrong.json"
        for content, message in (
                ("[", "not JSON"),
                ("{}", "must be a list of stages"),
                (json.dumps([3]), "stage 0: must be an object"),
                (json.dumps([{**good, "sise": 32}]), "stage 0: .*'sise'"),
                (json.dumps([good | {"named": 0}]), "stage 0: at least one named"),
                (json.dumps([good | {"size": 40}]), "stage 0: size must be a multiple of 16"),
                (json.dumps([good | {"size": "32"}]), "stage 0: "),
                (json.dumps([good | {"named_prompts": {"circle": 1.0}}]), "stage 0: named_prompts"),
                (json.dumps([good, good]), "shares of the stages add up to 2")):
            with self.subTest(message):
                path.write_text(content, encoding="utf-8")
                with self.assertRaisesRegex(UserError, f"wrong.json: .*{message}|wrong.json: {message}"):
                    read_schedule(path)

    def test_passes_run_in_the_requested_type(self) -> None:
        cpu = torch.device("cpu")
        self.assertEqual((working_type("bf16", cpu), working_type("fp32", cpu)), (torch.bfloat16, torch.float32))
        net = build(32, 600)
        for dtype in (torch.bfloat16, torch.float32):
            working = WorkingCopy(dtype, net)
            self.assertEqual({parameter.dtype for parameter in working.used}, {dtype})
            working.used[0].grad = torch.ones_like(working.used[0])
            working.hand_over_gradients()
            self.assertEqual(working.kept[0].grad.dtype, torch.float32)

    def test_weights_grow_to_a_larger_grid(self) -> None:
        small, large = build(32, 600), build(64, 600)
        state = resized_state(small.state_dict(), large)
        large.load_state_dict(state)
        kept = [key for key in state if not key.endswith("positions")]
        self.assertTrue(all(torch.equal(state[key], small.state_dict()[key]) for key in kept))

    def test_a_name_is_spelt_from_learnt_pieces(self) -> None:
        merges = words.learn_merges([words.sentence(name) for name in looks.vocabulary()], 400)
        tokenizer = words.Tokenizer(merges)
        ids = tokenizer.encode(words.sentence("left_kidney"), 32)
        self.assertEqual((ids[0], ids[-1]), (tokenizer.size - 2, tokenizer.size - 1))
        self.assertLess(len(ids), 16)


class MeasureTest(unittest.TestCase):
    def test_wrong_names_are_those_of_the_next_class(self) -> None:
        with TemporaryDirectory() as folder:
            copy = with_wrong_names(REPOSITORY / "data" / "phantoms", Path(folder) / "wrong")
            paths = sorted(copy.glob("*/dataset.json"))
            self.assertEqual(len(paths), 14)
            for path in paths:
                labels = json.loads(path.read_text(encoding="utf-8"))["labels"]
                original = REPOSITORY / "data" / "phantoms" / path.parent.name / "dataset.json"
                before = json.loads(original.read_text(encoding="utf-8"))["labels"]
                self.assertEqual(sorted(labels.values()), sorted(before.values()))
                self.assertTrue(all(labels[key] != before[key] for key in before if key != "0"))


if __name__ == "__main__":
    unittest.main()
