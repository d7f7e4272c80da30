"""The exporter's command line: what it writes, and that it writes nothing when something is wrong."""

import hashlib
import subprocess
import sys
import unittest
import zipfile

import torch

from checkpoints import MERGES, REPOSITORY, tiny_network
from exporter_case import ExporterCase, WritesFile
from imis_export.prompt_kinds import Prompt

MODULE_FILES = ["image_encoder.pt", "mask_decoder.pt", "prompt_encoder.pt", "text_encoder.pt"]


class ExportTest(ExporterCase):
    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        cls.state = tiny_network().state_dict()

    def setUp(self) -> None:
        super().setUp()
        vocabulary = self.folder / "merges.txt"
        vocabulary.write_text("\n".join(MERGES) + "\n", encoding="utf-8")
        self.subcommand = ("imisnet", "--variant", "tiny", "--vocab", str(vocabulary))

    def save(self, state: object) -> None:
        torch.save(state, self.checkpoint)

    def test_writes_a_whole_bundle(self) -> None:
        self.save(self.state)
        code, out, err = self.export("--licence", "Apache-2.0")
        self.assertEqual(code, 0, err)
        self.assertIn("exported", out)
        manifest = self.manifest()
        self.assertEqual(manifest["schema"], 1)
        self.assertEqual((manifest["name"], manifest["licence"]), ("small", "Apache-2.0"))
        self.assertEqual(manifest["input"]["size"], [256, 256])
        self.assertEqual(manifest["features"], [[128, 32, 32]])
        self.assertEqual(manifest["low_res"], [128, 128])
        self.assertEqual(manifest["text"]["context"], 32)
        self.assertIsNone(manifest["categories"])
        self.assertEqual(manifest["source"]["sha256"], hashlib.sha256(self.checkpoint.read_bytes()).hexdigest())
        self.assertEqual(sorted(manifest["files"]), sorted([*MODULE_FILES, "bpe_merges.txt"]))
        for name, entry in manifest["files"].items():
            data = (self.output / name).read_bytes()
            self.assertEqual(entry, {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)})
        self.assertEqual(sorted(p.name for p in self.output.iterdir()), sorted([*manifest["files"], "model.json"]))

    def test_written_modules_answer_the_probe(self) -> None:
        self.save(self.state)
        manifest = self.assert_exported()
        prompt_encoder = torch.jit.load(self.output / "prompt_encoder.pt")
        decoder = torch.jit.load(self.output / "mask_decoder.pt")
        with torch.no_grad():
            middle = Prompt(torch.full((1, 1, 2), 128.0), torch.ones(1, 1, dtype=torch.int64))
            sparse, dense = prompt_encoder(*middle)
            logits, predicted_iou, _ = decoder([torch.zeros(1, 128, 32, 32)], sparse, dense, None)
        torch.testing.assert_close(predicted_iou[0], torch.tensor(manifest["probe"]["predicted_iou"]))
        self.assertAlmostEqual(float(logits.mean()), manifest["probe"]["logits_mean"], places=5)

    def test_same_checkpoint_gives_the_same_files(self) -> None:
        self.save(self.state)
        other = self.folder / "elsewhere" / "small"
        for output in (self.output, other):
            command = [sys.executable, REPOSITORY / "scripts" / "export_model.py", "imisnet", "--variant", "tiny"]
            command += ["--vocab", self.folder / "merges.txt", "--checkpoint", self.checkpoint, "--output", output]
            subprocess.run(command, check=True, capture_output=True)
        self.assertEqual((self.output / "model.json").read_bytes(), (other / "model.json").read_bytes())

    def test_files_do_not_name_folders_of_the_exporting_machine(self) -> None:
        self.save(self.state)
        self.assert_exported()
        contents = {path.name: path.read_bytes() for path in self.output.iterdir() if path.suffix != ".pt"}
        for module in MODULE_FILES:  # archives, whose longer members are compressed
            with zipfile.ZipFile(self.output / module) as archive:
                contents |= {f"{module}/{name}": archive.read(name) for name in archive.namelist()}
        self.assertTrue(any(name.endswith(".py") for name in contents))
        for name, data in contents.items():
            self.assertNotIn(str(self.folder).encode(), data, name)
            self.assertNotIn(str(REPOSITORY / "scripts").encode(), data, name)

    def test_half_stores_rounded_weights(self) -> None:
        self.save(self.state)
        self.assert_exported()
        half = self.folder / "half" / "tiny"
        self.assertEqual(self.export("--half", output=half)[0], 0)
        size = (self.output / "image_encoder.pt").stat().st_size
        self.assertLess((half / "image_encoder.pt").stat().st_size, 0.6 * size)
        stored = torch.jit.load(half / "prompt_encoder.pt")
        self.assertEqual(stored.no_mask_embed.weight.dtype, torch.float16)
        self.assertEqual(stored.pe_layer.positional_encoding_gaussian_matrix.dtype, torch.float32)

    def test_other_image_size_resamples_positions(self) -> None:
        self.save(self.state)
        manifest = self.assert_exported("--image-size", "192")
        self.assertEqual((manifest["features"], manifest["low_res"]), ([[128, 24, 24]], [96, 96]))
        encoder = torch.jit.load(self.output / "image_encoder.pt")
        with torch.no_grad():
            self.assertEqual(list(encoder(torch.zeros(1, 3, 192, 192))[0].shape), [1, 128, 24, 24])

    def test_unused_parts_and_wrappers_are_accepted(self) -> None:
        extra = {
            "image_encoder.sam_encoder.neck.0.weight": torch.zeros(256, 128, 1, 1),
            "text_model.text_model.embeddings.position_ids": torch.arange(32)[None],
        }
        self.save({"model": {**self.state, **extra}})
        self.assert_exported()

    def test_every_wrong_tensor_is_listed(self) -> None:
        state = dict(self.state)
        del state["mask_decoder.iou_token.weight"]
        state["mask_decoder.surplus.weight"] = torch.zeros(3)
        state["text_out_dim.bias"] = torch.zeros(127)
        state["image_encoder.neck.1.bias"] = torch.full((128,), float("nan"))
        self.save(state)
        self.assert_refused(
            "4 tensors",
            "missing: mask_decoder.iou_token.weight",
            "unexpected: mask_decoder.surplus.weight",
            "wrong shape: text_out_dim.bias is [127], not [128]",
            "not finite: image_encoder.neck.1.bias",
        )

    def test_a_vocabulary_that_does_not_fit_is_named(self) -> None:
        self.save(self.state)
        (self.folder / "merges.txt").write_text("l i\n", encoding="utf-8")
        self.assert_refused("token_embedding.weight", "--vocab")

    def test_wrong_options_are_explained(self) -> None:
        self.save(self.state)
        self.assert_refused("--variant tiny", options=("--variant", "vit_b"))
        self.assert_refused("--decoder-dim 128", options=("--decoder-dim", "256"))
        self.assert_refused("not a multiple of the patch size", options=("--image-size", "250"))

    def test_missing_truncated_and_foreign_files(self) -> None:
        self.assert_refused("no such file")
        self.save(self.state)
        data = self.checkpoint.read_bytes()
        for damaged in (data[: len(data) // 2], data[:100], b"", b"not a checkpoint\n" * 50):
            self.checkpoint.write_bytes(damaged)
            self.assertEqual(self.assert_refused(str(self.checkpoint)).count("\n"), 1)
        self.assert_refused("not a PyTorch checkpoint")
        self.save([1, 2, 3])
        self.assert_refused("no state dict")

    def test_pickled_code_is_not_run(self) -> None:
        trace = self.folder / "trace"
        self.save({**self.state, "x": WritesFile(trace)})
        self.assert_refused("can run code")
        self.assertFalse(trace.exists())

    def test_a_bundle_is_replaced_only_on_demand(self) -> None:
        self.save(self.state)
        self.assert_exported()
        (self.output / "MODEL_CARD.md").write_text("about", encoding="utf-8")
        code, _, err = self.export()
        self.assertEqual(code, 1)
        self.assertIn("--force", err)
        self.assertEqual(self.assert_exported("--force", "--name", "new")["name"], "new")
        self.assertEqual((self.output / "MODEL_CARD.md").read_text(encoding="utf-8"), "about")

    def test_a_folder_of_other_files_is_left_alone(self) -> None:
        self.save(self.state)
        self.output.mkdir(parents=True)
        (self.output / "letter.txt").write_text("mine", encoding="utf-8")
        code, _, err = self.export("--force")
        self.assertEqual(code, 1)
        self.assertIn("no model.json", err)
        self.assertEqual([path.name for path in self.output.iterdir()], ["letter.txt"])


if __name__ == "__main__":
    unittest.main()
