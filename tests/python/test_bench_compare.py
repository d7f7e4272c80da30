"""scripts/bench_compare.py, as far as it can be tested without a network and in seconds."""

import contextlib
import unittest
import warnings
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Optional

import numpy as np
import torch

from bench_compare import comparison, machine, network, participants, probe, protocol, rounds, samples, systems, table
from checkpoints import REPOSITORY, tiny_network
from user_error import UserError

TINY = REPOSITORY / "models" / "imis-tiny"
PHANTOM = REPOSITORY / "data" / "phantoms" / "phantom_ct"


def tiny_protocol() -> protocol.Protocol:
    return protocol.protocol_of(protocol.read_manifest(TINY))


def square(side: int, first: int, last: int) -> np.ndarray:
    mask = np.zeros((side, side), bool)
    mask[first : last + 1, first : last + 1] = True
    return mask


class Scripted:
    """A system whose passes take the seconds given; None fails."""

    def __init__(self, name: str, seconds: list[Optional[float]], turns: list[str], logits: float = 0.0) -> None:
        self.name, self.seconds, self.turns, self.logits = name, list(seconds), turns, logits

    def load(self) -> dict[str, str]:
        return {self.name: "1"}

    def answer(self) -> np.ndarray:
        return np.full((2, 4, 4), self.logits, np.float32)

    def run(self) -> rounds.Spent:
        self.turns.append(self.name)
        whole = self.seconds.pop(0)
        if whole is None:
            raise UserError("out of memory")
        return rounds.Spent(2, 8, whole, whole / 2, whole / 4)

    def close(self) -> None:
        pass


class ComparisonTest(unittest.TestCase):
    def interleave(self, *scripted: Scripted, repetitions: int) -> dict[str, comparison.Outcome]:
        outcomes = {one.name: comparison.Outcome(difference=0.0) for one in scripted}
        turns = scripted[0].turns
        comparison.interleave(scripted, outcomes, repetitions, lambda: turns.append("product"), lambda message: None)
        return outcomes

    def test_systems_take_turns(self) -> None:
        turns: list[str] = []
        self.interleave(Scripted("a", [1, 1], turns), Scripted("b", [1, 1], turns), repetitions=2)
        self.assertEqual(turns, ["a", "b", "product"] * 2)

    def test_a_system_that_fails_keeps_its_passes_and_gets_no_more(self) -> None:
        turns: list[str] = []
        failing = Scripted("a", [1, None], turns)
        outcomes = self.interleave(failing, Scripted("b", [1, 1, 1], turns), repetitions=3)
        self.assertEqual(turns, ["a", "b", "product", "a", "b", "product", "b", "product"])
        self.assertEqual((len(outcomes["a"].passes), outcomes["a"].failure), (1, "out of memory"))

    def test_a_system_that_computes_something_else_is_left_out(self) -> None:
        expected = np.zeros((2, 4, 4), np.float32)
        versions: dict[str, str] = {}
        same = comparison.checked(Scripted("a", [], [], 1e-4), expected, versions)
        self.assertIsNone(same.failure)
        other = comparison.checked(Scripted("b", [], [], 0.5), expected, versions)
        self.assertIn("computes something else", other.failure or "")
        self.assertEqual(versions, {"a": "1", "b": "1"})
        infinite = comparison.checked(Scripted("c", [], [], float("nan")), expected, versions)
        self.assertEqual(infinite.difference, float("inf"))

    def test_unequal_work_is_told(self) -> None:
        a = comparison.Outcome([rounds.Spent(2, 8, 1, 1, 1)])
        self.assertIsNone(comparison.unequal_work({"a": a, "b": a}))
        b = comparison.Outcome([rounds.Spent(2, 9, 1, 1, 1)])
        self.assertIn("b 2 images and 9 masks", comparison.unequal_work({"a": a, "b": b}) or "")


class TableTest(unittest.TestCase):
    def test_a_row_a_system_and_a_line_a_failure(self) -> None:
        passes = [rounds.Spent(2, 8, whole, whole / 2, whole / 4) for whole in (3.0, 2.0, 4.0)]
        outcomes = {
            "eager": comparison.Outcome(passes, 0.0),
            "imis": comparison.Outcome([rounds.Spent(2, 8, 1.0, 0.5, 0.25)], 2e-7),
            "openvino": comparison.Outcome(failure="installing packages failed: no network"),
        }
        lines = table.render("title", {"Processor": "X"}, outcomes, table.Rates(10**9, 4e9), ["note"]).splitlines()
        self.assertEqual(lines[:3], ["### title", "", "- Processor: X"])
        rows = {line.split(" | ")[0][2:]: line.split(" | ")[1:] for line in lines if line.startswith("| ")}
        self.assertEqual(len(rows), 5)
        eager = rows["PyTorch, eager, plain order of operations"]
        self.assertEqual(eager[:6], ["1.00", "1.50", "2.00", "0.500", "0.750", "50%"])
        self.assertEqual(eager[6:], ["0.0625", "0.0938", "0.0e+00 |"])
        self.assertEqual(rows["imis"][2], "1.00")
        self.assertEqual(set(rows["OpenVINO"]), {"", " |"})
        self.assertIn("- OpenVINO: installing packages failed: no network", lines)
        self.assertEqual(lines[-1], "- note")

    def test_nothing_ran(self) -> None:
        text = table.render("title", {}, {"imis": comparison.Outcome(failure="gone")}, table.Rates(1, 0.0), [])
        self.assertTrue(text.endswith("- imis: gone\n"), text)

    def test_processor_of_cpuinfo(self) -> None:
        text = "processor\t: 0\nmodel name\t: Some CPU\nflags\t\t: fpu avx2 amx_bf16\n\nmodel name\t: Other\n"
        self.assertEqual(machine.processor(text), ("Some CPU", ["avx2", "amx_bf16"]))

    def test_a_report_of_imis_bench(self) -> None:
        stages = [{"stage": name, "share": 0.2} for name in ("encode", "decode", "masks", "click", "store")]
        report = {"images": 4, "images_per_s": 2.0, "mask_rounds_per_s": 8.0, "stages": stages}
        spent = participants.spent_of(report)
        self.assertEqual(spent[:3], (4, 16, 2.0))
        self.assertAlmostEqual(spent.encode, 0.4)
        self.assertAlmostEqual(spent.masks, 1.2)


class PromptsTest(unittest.TestCase):
    def test_clicks_are_drawn_from_the_whole_error_and_labelled_by_the_truth(self) -> None:
        truth, mask = square(6, 1, 2), square(6, 2, 3)
        random = np.random.default_rng(0)
        clicks = [rounds.click_on(mask ^ truth, truth, random) for _ in range(600)]
        counts = {click: clicks.count(click) for click in set(clicks)}
        expected = {(x, y, int(truth[y, x])) for y, x in zip(*np.nonzero(mask ^ truth), strict=True)}
        self.assertEqual(set(counts), expected)
        self.assertGreater(min(counts.values()), 60)
        self.assertEqual(len(rounds.click_on(truth ^ truth, truth, random)), 3)

    def test_earlier_prompts_are_sent_again_where_the_model_wants_it(self) -> None:
        own = tiny_protocol()
        prompts = rounds.Prompts(own, rounds.Work(3, "box"), (512, 512))
        prompts.box = rounds.bounding_box(square(512, 100, 200))
        self.assertEqual(prompts.given(None)["boxes"].tolist(), [[50, 50, 100, 100]])
        prompts.clicks.append((20, 40, 0))
        later = prompts.given(np.zeros(own.low_res, np.float32))
        self.assertEqual(sorted(later), ["boxes", "labels", "mask", "points"])
        self.assertEqual(later["labels"].tolist(), [[0, -1, -1]])
        self.assertEqual(later["points"][0, 0].tolist(), [10, 20])
        self.assertFalse(prompts.alone())

        prompts.protocol = own._replace(all_prompts=False)
        prompts.clicks.append((30, 30, 1))
        later = prompts.given(np.zeros(own.low_res, np.float32))
        self.assertEqual(sorted(later), ["labels", "mask", "points"])
        self.assertEqual(later["labels"].tolist(), [[1]])

    def test_imis_replays_the_probe(self) -> None:
        item = samples.find_items(PHANTOM, 1)[0]
        sample = samples.read_sample(item)
        with TemporaryDirectory() as folder:
            path = Path(folder) / "prompts.csv"
            count = probe.write_prompts(path, item, sample.names[0], sample.masks[0], rounds.Work(4))
            lines = path.read_text(encoding="utf-8").splitlines()
        self.assertEqual((count, len(lines)), (2, 3))
        self.assertTrue(lines[1].startswith(f"phantom_ct,{item.image.stem},{sample.names[0]},1,"))


class SystemsTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        torch.set_num_threads(1)
        warnings.simplefilter("ignore", DeprecationWarning)

    def task(self, folder: str) -> participants.Task:
        return participants.Task(TINY, PHANTOM, 1, 1, rounds.Work(2), Path(folder))

    def test_the_plain_order_of_operations_is_the_same_network(self) -> None:
        own = tiny_network()
        image = torch.randn(1, 3, 256, 256, generator=torch.Generator().manual_seed(0))
        points, labels = torch.tensor([[[10.0, 20.0]]]), torch.ones(1, 1, dtype=torch.int64)
        answers = []
        for context in (contextlib.nullcontext, network.plain_operations):
            with torch.no_grad(), context():
                prompt = own.prompt_encoder(points, labels, None, None, None)
                answers.append(own.mask_decoder(own.image_encoder(image), *prompt, None)[0])
        self.assertFalse(torch.equal(*answers))
        torch.testing.assert_close(*answers, rtol=1e-4, atol=1e-4)

    def test_eager_pytorch_segments_the_embedded_images(self) -> None:
        manifest = protocol.read_manifest(TINY)
        own, work = tiny_protocol(), rounds.Work(2, "box")
        setting = systems.Setting(TINY, TINY, TINY, 1)
        eager = systems.make_network("eager", setting, manifest, own)
        items = samples.find_items(PHANTOM, 1)
        sample = samples.read_sample(items[0])
        features = eager.encode(protocol.preprocess(own, sample.image))
        truth = max(sample.masks, key=np.count_nonzero)
        prompts = rounds.Prompts(own, work, truth.shape)
        scores = rounds.run_target(eager, features, truth, prompts, np.random.default_rng(0))
        self.assertGreater(min(scores), 0.9)
        spent = rounds.run_pass(eager, items, own, work)
        self.assertEqual(spent[:2], (1, 2 * len(sample.masks)))
        self.assertGreater(spent.whole, spent.encode + spent.masks)

    def test_operations_of_the_encoder_are_counted(self) -> None:
        flops = network.encoder_flops(protocol.read_manifest(TINY), TINY)
        self.assertTrue(1e9 < flops < 5e9, flops)

    def test_a_worker_answers_and_a_missing_peer_is_reported(self) -> None:
        with TemporaryDirectory() as folder:
            eager = participants.Worker("eager", self.task(folder), Path(folder), Path(folder))
            peer = participants.Worker("openvino", self.task(folder), Path(folder), Path(folder) / "none")
            self.addCleanup(eager.close)
            self.addCleanup(peer.close)
            self.assertIn("torch", eager.load())
            expected = eager.answer()
            self.assertEqual(expected.shape, (2, 256, 256))
            outcome = comparison.checked(peer, expected, {})
            self.assertIn("openvino", outcome.failure or "")
            self.assertEqual(outcome.passes, [])

    def test_a_missing_program_is_reported(self) -> None:
        with TemporaryDirectory() as folder:
            imis = participants.Imis(Path(folder) / "imis", self.task(folder))
            outcome = comparison.checked(imis, np.zeros((2, 4, 4)), {})
        self.assertIn("--imis", outcome.failure or "")

    def test_other_families_are_refused(self) -> None:
        manifest = protocol.read_manifest(REPOSITORY / "models" / "ellipse")
        with self.assertRaisesRegex(UserError, "family 'ellipse'"):
            protocol.protocol_of(manifest)


if __name__ == "__main__":
    unittest.main()
