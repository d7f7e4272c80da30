"""The exporters of SAM, MedSAM, Huang et al. and SAM-Med2D: what they write, and what they refuse."""

import hashlib
import json
import unittest
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest import mock

import torch
from safetensors.torch import save_file
from torch import Tensor

from exporter_case import ExporterCase
from imis_export.prompt_kinds import Prompt
from imis_export.sam import VARIANTS
from imis_export.sam.hugging_face import original_name
from sam_cases import NARROW, pseudo_random_network

NARROW_SAM = replace(NARROW, image_size=1024, window=14)
NARROW_MED2D = replace(NARROW, image_size=256, window=14, adapters=True)
SAM_MEAN_STD = {"mean": [123.675, 116.28, 103.53], "std": [58.395, 57.12, 57.375]}
BOX_ONLY = {
    "prompts": {"point": False, "box": True, "text": False, "mask": False},
    "mask_feedback": "none",
    "candidates": {"single_point": [0], "otherwise": [0]},
}
CLICKED = {
    "prompts": {"point": True, "box": True, "text": False, "mask": True},
    "candidates": {"single_point": [1, 2, 3], "otherwise": [0]},
    "output": {"through": "input", "threshold": 0.0},
}
# transformers' names of a SamModel with three blocks, as save_pretrained writes them.
TRANSFORMERS_NAMES = Path(__file__).resolve().parent / "recorded" / "sam_transformers_names.json"


def transformers_state(state: dict[str, Tensor]) -> dict[str, Tensor]:
    """The state under the names that transformers gives the same tensors."""
    return {name: state[original_name(name)] for name in json.loads(TRANSFORMERS_NAMES.read_text(encoding="utf-8"))}


def image_input(size: int, resize: str, interpolation: str, **others: Any) -> dict[str, Any]:
    """The manifest's `input`."""
    return {
        "size": [size, size],
        "resize": resize,
        "interpolation": interpolation,
        "channels": "RGB",
        **others,
    }


class SamTest(ExporterCase):
    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        cls.sam = pseudo_random_network(NARROW_SAM).state_dict()
        cls.med2d = pseudo_random_network(NARROW_MED2D).state_dict()

    def setUp(self) -> None:
        super().setUp()
        narrow = mock.patch.dict(VARIANTS, {"narrow": NARROW_SAM})
        narrow.start()
        self.addCleanup(narrow.stop)

    def export_state(self, family: str, state: object, *options: str) -> dict[str, Any]:
        """Export the state from a torch.save file: the manifest."""
        torch.save(state, self.checkpoint)
        self.subcommand = (family,)
        return self.assert_exported(*options)

    def assert_state_refused(self, family: str, state: object, *parts: str, options: tuple[str, ...] = ()) -> str:
        torch.save(state, self.checkpoint)
        self.subcommand = (family,)
        return self.assert_refused(str(self.checkpoint), *parts, options=options)

    def assert_fields(self, manifest: dict[str, Any], **fields: Any) -> None:
        self.assertEqual({name: manifest.get(name) for name in fields}, fields)

    def assert_probe_answered(self, manifest: dict[str, Any], prompt: Prompt) -> None:
        """The written modules give the probe's answer to its prompt."""
        prompt_encoder = torch.jit.load(self.output / "prompt_encoder.pt")
        decoder = torch.jit.load(self.output / "mask_decoder.pt")
        features = [torch.zeros(1, *shape) for shape in manifest["features"]]
        with torch.no_grad():
            logits, predicted_iou, semantic = decoder(features, *prompt_encoder(*prompt), None)
        self.assertEqual(list(logits.shape), [1, 4, *manifest["low_res"]])
        self.assertEqual(semantic.tolist(), [[[0.0]] * 4])
        torch.testing.assert_close(predicted_iou[0], torch.tensor(manifest["probe"]["predicted_iou"]))
        self.assertAlmostEqual(float(logits.mean()), manifest["probe"]["logits_mean"], places=5)

    def test_sam(self) -> None:
        manifest = self.export_state("sam", self.sam, "--licence", "Apache-2.0")
        self.assert_fields(
            manifest,
            schema=1,
            name="small",
            family="sam",
            licence="Apache-2.0",
            source={
                "checkpoint": "weights.pth",
                "sha256": hashlib.sha256(self.checkpoint.read_bytes()).hexdigest(),
            },
            input=image_input(1024, "longest-side", "bilinear-8bit", **SAM_MEAN_STD),
            features=[[32, 64, 64]],
            low_res=[256, 256],
            history="all",
            mask_feedback="logits",
            grid="original",
            text=None,
            categories=None,
            modules={part: f"{part}.pt" for part in ("image_encoder", "prompt_encoder", "mask_decoder")},
            **CLICKED,
        )
        self.assertEqual(sorted(manifest["files"]), ["image_encoder.pt", "mask_decoder.pt", "prompt_encoder.pt"])
        middle = Prompt(torch.full((1, 1, 2), 512.0), torch.ones(1, 1, dtype=torch.int64))
        self.assert_probe_answered(manifest, middle)

    def test_medsam(self) -> None:
        manifest = self.export_state("medsam", {"model": self.sam, "epoch": 3})
        self.assert_fields(
            manifest,
            family="medsam",
            input=image_input(1024, "stretch", "cubic-antialias", normalisation="min-max"),
            output={"through": "original", "activation": "sigmoid", "threshold": 0.5},
            grid="original",
            **BOX_ONLY,
        )
        self.assert_probe_answered(manifest, Prompt(boxes=torch.tensor([[0.0, 0.0, 1023.0, 1023.0]])))

    def test_huang(self) -> None:
        manifest = self.export_state("huang", self.sam)
        self.assert_fields(
            manifest,
            family="huang",
            input=image_input(1024, "longest-side", "bilinear-8bit", intensity="percentiles", **SAM_MEAN_STD),
            output={"through": "input", "threshold": 0.0},
            grid="original",
            **BOX_ONLY,
        )
        manifest = self.export_state("huang", self.sam, "--intensity", "none", "--force")
        self.assertEqual(manifest["input"]["intensity"], "none")

    def test_sam_med2d(self) -> None:
        manifest = self.export_state("sam-med2d", {"model": self.med2d, "optimizer": {"state": {}}})
        self.assert_fields(
            manifest,
            family="sam-med2d",
            input={**image_input(256, "pad-or-stretch", "nearest", **SAM_MEAN_STD), "channels": "BGR"},
            features=[[32, 16, 16]],
            low_res=[64, 64],
            history="points",
            mask_feedback="sigmoid",
            policy="sam-med2d",
            **CLICKED,
        )
        self.assertNotIn("grid", manifest)

    def test_sam_med2d_without_adapters(self) -> None:
        state = {name: value for name, value in self.med2d.items() if ".Adapter." not in name}
        manifest = self.export_state("sam-med2d", state, "--small-images", "stretch", "--half")
        self.assertEqual((manifest["input"]["size"], manifest["input"]["resize"]), ([256, 256], "stretch"))
        stored = torch.jit.load(self.output / "image_encoder.pt")
        self.assertEqual(stored.pos_embed.dtype, torch.float16)

    def test_sam_med2d_as_its_evaluation_chooses_masks_and_its_predictor_reads_colours(self) -> None:
        manifest = self.export_state("sam-med2d", self.med2d, "--three-masks", "always", "--channels", "RGB")
        self.assertEqual(manifest["candidates"]["otherwise"], [1, 2, 3])
        self.assertEqual(manifest["input"]["channels"], "RGB")

    def test_transformers_names_are_those_of_the_network(self) -> None:
        recorded = json.loads(TRANSFORMERS_NAMES.read_text(encoding="utf-8"))
        self.assertEqual(sorted(original_name(name) for name in recorded), sorted(self.sam))
        copy = "prompt_encoder.shared_embedding.positional_embedding"
        self.assertEqual(original_name(copy), original_name("shared_image_embedding.positional_embedding"))

    def test_hugging_face_folder(self) -> None:
        (self.folder / "config.json").write_text('{"model_type": "sam"}', encoding="utf-8")
        torch.save(transformers_state(self.sam), self.folder / "pytorch_model.bin")
        self.subcommand = ("medsam",)
        source = self.assert_exported(checkpoint=self.folder)["source"]
        self.assertEqual(source["checkpoint"], "pytorch_model.bin")
        save_file(transformers_state(self.sam), self.folder / "model.safetensors")
        self.subcommand = ("sam",)
        manifest = self.assert_exported("--force", checkpoint=self.folder)
        self.assertEqual(manifest["source"]["checkpoint"], "model.safetensors")
        for part in ("image_encoder", "prompt_encoder", "mask_decoder"):
            stored = torch.jit.load(self.output / f"{part}.pt").state_dict()
            for name in self.sam:
                if name.startswith(f"{part}."):
                    self.assertTrue(torch.equal(stored[name.removeprefix(f"{part}.")], self.sam[name]), name)

    def test_incomplete_hugging_face_folders(self) -> None:
        folder = self.folder / "hub"
        folder.mkdir()
        self.subcommand = ("sam",)
        self.assert_refused("contains no model.safetensors", "give the file itself", checkpoint=folder)
        save_file(transformers_state(self.sam), folder / "model.safetensors")
        self.assert_refused("config.json", "give a Hugging Face folder", checkpoint=folder)
        (folder / "model.safetensors").unlink()
        (folder / "config.json").write_text('{"model_type": "sam2"}', encoding="utf-8")
        self.assert_refused("'sam2', not 'sam'", checkpoint=folder)
        (folder / "config.json").write_text('{"model_type": "sam"}', encoding="utf-8")
        self.assert_refused("contains no model.safetensors or pytorch_model.bin", checkpoint=folder)
        weights = folder / "model.safetensors"
        save_file(transformers_state(self.sam), weights)
        weights.write_bytes(weights.read_bytes()[:1000])
        self.assert_refused("model.safetensors", "damaged", checkpoint=folder)

    def test_other_families_are_named_with_their_subcommand(self) -> None:
        nothing = torch.zeros(1)
        foreign = {
            "sam2": {"model": {"image_encoder.trunk.pos_embed": nothing}},
            "imisnet": {"image_encoder.sam_encoder.pos_embed": nothing, "text_model.x": nothing},
            "imisconv": {"image_encoder.stem.0.weight": nothing},
            "sam-med2d": {"model": self.med2d},
        }
        for subcommand, state in foreign.items():
            for family in ("sam", "medsam", "huang"):
                message = self.assert_state_refused(family, state, f"use export_model.py {subcommand}\n")
                self.assertEqual(message.count("\n"), 1)
        self.assert_state_refused("sam-med2d", self.sam, "use export_model.py sam or medsam or huang")
        self.assert_state_refused("sam", {"x": nothing}, "not a SAM", "give another file")

    def test_variants(self) -> None:
        self.assert_state_refused("sam", self.sam, "give --variant narrow", options=("--variant", "vit_b"))
        del VARIANTS["narrow"]
        self.assert_state_refused("sam", self.sam, "32 wide", "vit_b 768")

    def test_unexpected_tensors_are_listed(self) -> None:
        state = dict(self.med2d)
        del state["image_encoder.blocks.1.Adapter.norm.bias"]
        state["image_encoder.blocks.0.Adapter.surplus"] = torch.zeros(3)
        self.assert_state_refused(
            "sam-med2d",
            {"model": state},
            "2 tensors do not fit",
            "missing: image_encoder.blocks.1.Adapter.norm.bias",
            "unexpected: image_encoder.blocks.0.Adapter.surplus",
        )

    def test_truncated_file(self) -> None:
        torch.save(self.sam, self.checkpoint)
        self.checkpoint.write_bytes(self.checkpoint.read_bytes()[:5000])
        self.subcommand = ("sam",)
        self.assertEqual(self.assert_refused("damaged").count("\n"), 1)

    def test_pickled_code_is_not_run(self) -> None:
        self.assert_state_refused("sam", {**self.sam, "x": Path("/")}, "can run code")


if __name__ == "__main__":
    unittest.main()
