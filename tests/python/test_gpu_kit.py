"""The scripts for machines with a GPU (scripts/gpu), as far as they can be tried without one."""

import json
import os
import subprocess
import sys
import tarfile
import tempfile
import unittest
import warnings
from pathlib import Path
from typing import Any, Optional
from unittest import mock

import numpy as np
import torch

from checkpoints import REPOSITORY, published_shapes_of
from gpu import eager, out_of_memory, profile_modules, report, sample_busy
from gpu.random_bundle import export, made_up_merges, published_state, random_network
from imis_export.vocabulary import CLIP_MERGES

SCRIPTS = REPOSITORY / "scripts" / "gpu"
PARITY = {
    "features_max_abs": 0.5,
    "features_scale": 4.0,
    "logits_max_abs": 0.25,
    "predicted_iou_max_abs": 0.125,
    "lowest_dice": 0.75,
    "masks": 8,
    "unequal_masks": 2,
}
BENCH: dict[str, Any] = {
    "model": "imisnet-tiny",
    "precision": "fp32",
    "device_name": "Imaginary 100",
    "batch": 4,
    "image_size": [64, 96],
    "targets": 2,
    "rounds": 3,
    "images": 1,
    "stages": [
        {"stage": "encode", "calls": 1, "median_ms": 1.5, "total_s": 0.5, "share": 0.25, "gflops": 7.0}
        | {"of_matrix_rate": 0.5},
        {"stage": "decode", "calls": 1, "median_ms": 2.5, "total_s": 1.5, "share": 0.75, "gflops": None}
        | {"of_matrix_rate": None},
    ],
    "seconds": 2.0,
    "images_per_s": 0.5,
    "mask_rounds_per_s": 3.0,
    "peak_device_bytes": 1 << 30,
    "parity": None,
}
# Stands in for Python: scripts answer at once; what is asked with -c or -m is answered by the real one.
FAKE_PYTHON = """#!/usr/bin/env bash
case "$1" in
  */random_bundle.py) mkdir -p "$4"; echo '{}' > "$4/model.json"; echo exported ;;
  */eager.py) echo 'no eager run' >&2; exit 3 ;;
  *.py) echo '{}' ;;
  *) exec %s "$@" ;;
esac
"""
# Fails on bf16; otherwise prints what imis_bench would.
FAKE_BENCH = """#!/usr/bin/env bash
case "$*" in *bf16*) echo 'error: no bf16 | here' >&2; exit 1 ;; esac
echo '%s'
"""


class FolderCase(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        torch.set_num_threads(1)
        warnings.simplefilter("ignore", DeprecationWarning)

    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def write_program(self, path: Path, text: str) -> Path:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        path.chmod(0o755)
        return path


class RandomBundleTest(FolderCase):
    def test_names_and_shapes_are_the_published_ones(self) -> None:
        state = published_state("sam2", random_network("sam2", "tiny"))
        self.assertEqual(
            {name: tuple(value.shape) for name, value in state.items()}, published_shapes_of("sam2", "tiny")
        )

    def test_same_weights_every_time_and_none_is_idle(self) -> None:
        first, second = (random_network("imisnet", "tiny").state_dict() for _ in range(2))
        for name, value in first.items():
            self.assertTrue(torch.equal(value, second[name]), name)
            self.assertTrue(value.isfinite().all() and value.any(), name)

    def test_exported_bundle_answers_with_finite_masks(self) -> None:
        bundle = self.folder / "bundle"
        self.assertIn("exported", export("imisnet", "tiny", bundle))
        modules = profile_modules.Modules(bundle, torch.device("cpu"), torch.float32)
        with torch.inference_mode():
            logits = modules.decoder_round(modules.image_encoder(modules.image()), targets=2)
        self.assertEqual(list(logits.shape), [2, 4, 128, 128])
        self.assertTrue(logits.isfinite().all())
        self.assertTrue((logits > 0).any() and (logits < 0).any())

    def test_vocabulary_has_the_published_size(self) -> None:
        self.assertEqual(len(set(made_up_merges(CLIP_MERGES))), CLIP_MERGES)

    def test_needs_no_package_but_torch_and_numpy(self) -> None:
        program = "import sys\nfor name in ('safetensors', 'scipy', 'cv2', 'open_clip'): sys.modules[name] = None\n"
        program += "import gpu.random_bundle, gpu.eager, gpu.profile_modules, gpu.machine"
        done = subprocess.run(
            [sys.executable, "-c", program], cwd=REPOSITORY / "scripts", capture_output=True, text=True
        )
        self.assertEqual(done.returncode, 0, done.stderr)


class EagerTest(FolderCase):
    def test_every_target_is_scored_after_every_round(self) -> None:
        work = eager.Work(images=1, height=64, width=96, targets=2, rounds=3)
        evaluation = eager.Evaluation(random_network("imisnet", "tiny"), torch.device("cpu"))
        with torch.inference_mode():
            seconds, scores = eager.timed(evaluation, work)
        self.assertGreater(seconds, 0)
        self.assertEqual(len(scores), 6)
        self.assertTrue(all(0 <= score.iou <= score.dice <= 1 for score in scores))

    def test_clicks_are_on_errors_and_say_which(self) -> None:
        evaluation = eager.Evaluation(random_network("imisnet", "tiny"), torch.device("cpu"))
        truth, errors = torch.zeros(64, 128, dtype=torch.bool), torch.zeros(64, 128, dtype=torch.bool)
        errors[16, 32] = True
        point, label = evaluation.click_on(errors, truth)
        self.assertEqual((point.flatten().tolist(), label.item()), ([64.0, 64.0], 0))
        self.assertEqual(evaluation.click_on(errors, ~truth)[1].item(), 1)

    def test_samples_hold_targets_and_are_the_same_every_time(self) -> None:
        work = eager.Work(1, 64, 96, 3, 1)
        first, second = (eager.make_sample(work, np.random.default_rng(1)) for _ in range(2))
        self.assertEqual((first.pixels.shape, first.targets.shape), ((64, 96, 3), (3, 64, 96)))
        self.assertTrue(first.targets.any(axis=(1, 2)).all())
        self.assertTrue((first.pixels == second.pixels).all())


class SampleBusyTest(FolderCase):
    def test_utilisation_is_added_to_what_the_command_printed(self) -> None:
        smi = "#!/usr/bin/env bash\nwhile :; do echo '50, 1000'; sleep 0.05; done\n"
        self.write_program(self.folder / "nvidia-smi", smi)
        command = [sys.executable, SCRIPTS / "sample_busy.py", "bash", "-c", "sleep 1; echo '{\"seconds\": 0.5}'"]
        path = f"{self.folder}:{os.environ['PATH']}"
        done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "PATH": path})
        gpu = json.loads(done.stdout)["gpu"]
        self.assertEqual((gpu["busy_mean"], gpu["busiest_mean"], gpu["memory_peak_mib"]), (0.5, 0.5, 1000))

    def test_busiest_stretch_is_as_long_as_the_work(self) -> None:
        samples = [sample_busy.Sample(busy, 0) for busy in (0, 0, 1, 1, 0.5, 0)]
        self.assertEqual(sample_busy.busiest(samples, 0.2), 1)
        self.assertEqual(sample_busy.busiest(samples, 10), 2.5 / 6)

    def test_a_failure_stays_one(self) -> None:
        self.assertEqual(subprocess.run([sys.executable, SCRIPTS / "sample_busy.py", "false"]).returncode, 1)


class OutOfMemoryTest(unittest.TestCase):
    def run_main(self, squeezed_batch: int, parity: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        """Exit code and outcome where the run with little memory ends with this batch and agrees like this."""

        def bench(args: Any, batch: int, **options: bool) -> out_of_memory.Run:
            calls.append(batch)
            squeezed = len(calls) > 2
            result = {"batch": squeezed_batch if squeezed else batch, "peak_device_bytes": batch << 20}
            result["parity"] = parity if squeezed else PARITY
            return out_of_memory.Run(0, result, "warning: memory does not suffice" if squeezed else "")

        calls: list[int] = []
        arguments = ["out_of_memory.py", "--program", "imis_bench", "--model", "m", "--batch", "64"]
        with mock.patch.object(out_of_memory, "bench", bench), mock.patch.object(sys, "argv", arguments):
            with mock.patch.object(out_of_memory, "occupy_all_but", lambda room: []):
                with mock.patch("builtins.print") as printed:
                    code = out_of_memory.main()
        return code, json.loads(printed.call_args.args[0])

    def test_a_halved_batch_whose_masks_agree_passes(self) -> None:
        code, outcome = self.run_main(32, PARITY)
        self.assertEqual((code, outcome["halved"], outcome["agrees"]), (0, True, True))
        self.assertGreater(outcome["room_bytes"], out_of_memory.CONTEXT_BYTES)

    def test_a_whole_batch_or_other_masks_fail(self) -> None:
        self.assertEqual(self.run_main(64, PARITY)[0], 1)
        self.assertEqual(self.run_main(32, {**PARITY, "lowest_dice": 0.5})[0], 1)


class CheckTest(FolderCase):
    def check(self, program: Optional[str], *options: str) -> tuple[int, str]:
        """check.sh on the CPU with a kit that holds this program: its exit code and summary.md."""
        kit = self.folder / "kit"
        kit.mkdir()
        if program:
            with tarfile.open(kit / "kit.tar.xz", "w:xz") as archive:
                archive.add(self.write_program(self.folder / "imis_bench", program), "imis_bench")
        python = self.write_program(self.folder / "python", FAKE_PYTHON % sys.executable)
        self.write_program(self.folder / "bin" / "cmake", "#!/bin/sh\nexit 1\n")
        environment = {**os.environ, "IMIS_PYTHON": str(python), "PATH": f"{self.folder}/bin:{os.environ['PATH']}"}
        command = [SCRIPTS / "check.sh", "--device", "cpu", "--quick", "--kit", kit, "--out", self.folder / "out"]
        done = subprocess.run([*command, *options], capture_output=True, text=True, env=environment)
        return done.returncode, (self.folder / "out" / "summary.md").read_text(encoding="utf-8")

    def test_a_failing_step_is_reported_and_does_not_stop_the_next(self) -> None:
        code, summary = self.check(FAKE_BENCH % json.dumps(BENCH))
        self.assertEqual(code, 1)
        self.assertRegex(summary, r"\| \d\d-program \| done \| [0-9.]+ \| the packed program starts \|")
        self.assertRegex(summary, r"\| \d\d-parity-imis-tiny-fp32 \| done \|")
        self.assertRegex(
            summary, r"\| \d\d-parity-imis-tiny-bf16 \| failed with code 1 \| .* \| error: no bf16   here \|"
        )
        self.assertRegex(summary, r"\| \d\d-whole-eager \| failed with code 3 \| .* \| no eager run \|")
        self.assertRegex(summary, r"\| \d\d-speed-imisnet-tiny-fp32-b4 \| done \|")
        self.assertRegex(summary, r"\| \d\d-memory \| skipped \|")
        (result,) = (self.folder / "out").glob("*-speed-imis-tiny-fp32-b4.json")
        self.assertEqual(json.loads(result.read_text(encoding="utf-8")), BENCH)

    def test_without_a_program_that_starts_the_other_steps_are_run(self) -> None:
        code, summary = self.check("#!/bin/sh\nexit 127\n")
        self.assertEqual(code, 1)
        self.assertRegex(summary, r"\| \d\d-program \| failed with code 1 \|")
        self.assertRegex(summary, r"\| \d\d-parity-imis-tiny-fp32 \| skipped \| 0 \| no program \|")
        self.assertRegex(summary, r"\| \d\d-profile-imisnet-tiny-fp32 \| done \|")
        (log,) = (self.folder / "out").glob("*-program.txt")
        self.assertIn("the packed program does not start\nbuilding", log.read_text(encoding="utf-8"))

    def test_nothing_is_begun_once_the_time_is_up(self) -> None:
        code, summary = self.check(None, "--budget", "1")
        self.assertEqual(code, 0)
        self.assertRegex(summary, r"\| \d\d-machine \| skipped \| 0 \| no time left \|")

    def test_wrong_options_are_refused(self) -> None:
        for options in (["--device", "tpu"], ["--budget", "soon"], ["--kit"], ["--fast"], ["--only", "speed,colour"]):
            done = subprocess.run([SCRIPTS / "check.sh", *options], capture_output=True, text=True)
            self.assertEqual(done.returncode, 2, options)
            self.assertIn("check: error:", done.stderr)


class ReportTest(FolderCase):
    def write(self, name: str, result: dict[str, Any]) -> None:
        (self.folder / f"{name}.json").write_text(json.dumps(result), encoding="utf-8")

    def test_a_page_has_the_figures_of_every_step(self) -> None:
        self.write("01-machine", {"date": "2024-02-30", "gpu": {"driver_version": "1.2"}, "torch": {"version": "3"}})
        self.write("04-parity-imis-tiny-bf16", {**BENCH, "parity": PARITY})
        self.write("05-whole-imis", BENCH)
        self.write("06-whole-eager", {**BENCH, "ratio": 2.5})
        self.write("07-speed-imis-tiny-fp32-b16", {**BENCH, "gpu": {"busy_mean": 0.25, "busiest_mean": 0.75}})
        self.write("08-threads-imis-tiny-bf16-t4", {**BENCH, "gpu": {"busy_mean": 0.25, "busiest_mean": 0.75}})
        memory = {"model": "m", "batch": 64, "needs_bytes": {"batch 1": 1 << 20}, "room_bytes": 2 << 20}
        self.write("09-memory", {**memory, "finished": True, "halved": True, "agrees": False})
        (self.folder / "08-profile-x-fp32.md").write_text("# x, fp32, cuda\n", encoding="utf-8")
        (self.folder / "summary.md").write_text("# S\n\n| step |\n|---|\n| 01-machine |\n", encoding="utf-8")
        page = report.page(self.folder)
        for line in (
            "# imis on Imaginary 100",
            "| driver | 1.2 |",
            "| imis-tiny | bf16 | 0.5 of 4 | 0.25 | 0.125 | 0.750000 | 2 of 8 |",
            "imis is 2.50 times as fast.",
            "| encode | 1 | 1.5 | 0.5 | 7 | 25% |",
            "| imis-tiny | fp32 | 16 | 0.5 | 3 | 1.5 | 2.5 | 50% | 25% | 75% | 1024 |",
            "| imis-tiny | bf16 | 4 | 0.5 | 3 | 75% | 1024 |",
            "## x, fp32, cuda",
            "| 01-machine |",
        ):
            self.assertIn(line + "\n", page)
        self.assertIn("as close to the CPU's as with enough memory: **no**", page)

    def test_gaps_and_damaged_files_do_not_matter(self) -> None:
        (self.folder / "05-whole-imis.json").write_text("{", encoding="utf-8")
        self.assertIn("# imis on unknown device\n", report.page(self.folder))


if __name__ == "__main__":
    unittest.main()
