"""The exporter of SAM-2: what it writes, from which files, and what it refuses."""

import hashlib
import re
import unittest
from typing import Mapping
from unittest import mock

import torch
from safetensors.torch import save_file
from torch import Tensor

from checkpoints import pseudo_random_state
from exporter_case import ExporterCase, WritesFile
from imis_export.prompt_kinds import Prompt
from imis_export.sam2 import SAM2, VARIANTS
from imis_export.sam2.export import load_network
from imis_export.sam2.names import published_shapes
from sam2_sessions import NARROW

# What only the whole video model has: memory and object pointers. SAM-2.0 lacks the last three.
VIDEO = {
    "maskmem_tpos_enc": (7, 1, 1, 64),
    "memory_encoder.out_proj.weight": (64, 192, 1, 1),
    "obj_ptr_proj.layers.0.weight": (192, 192),
    "sam_mask_decoder.pred_obj_score_head.layers.0.weight": (192, 192),
    "no_obj_embed_spatial": (1, 64),
    "obj_ptr_tpos_proj.weight": (64, 192),
    "obj_ptr_tpos_proj.bias": (64,),
}
# From original names to those of transformers' Sam2Model, where they differ.
TRANSFORMERS_NAMES = (
    (r"^image_encoder\.trunk\.", "vision_encoder.backbone."),
    (r"^image_encoder\.neck\.(.*)\.conv\.", r"vision_encoder.neck.\1."),
    (r"^sam_(prompt_encoder|mask_decoder)\.", r"\1."),
    (r"^no_mem_embed$", "no_memory_embedding"),
    (r"pe_layer\.positional_encoding_gaussian_matrix$", "shared_embedding.positional_embedding"),
    (r"patch_embed\.proj\.", "patch_embed.projection."),
    (r"\.norm(\d|_final_attn)\.", r".layer_norm\1."),
    (r"\.out_proj\.", ".o_proj."),
    (r"mask_downscaling\.0\.", "mask_embed.conv1."),
    (r"mask_downscaling\.1\.", "mask_embed.layer_norm1."),
    (r"mask_downscaling\.3\.", "mask_embed.conv2."),
    (r"mask_downscaling\.4\.", "mask_embed.layer_norm2."),
    (r"mask_downscaling\.6\.", "mask_embed.conv3."),
    (r"output_upscaling\.0\.", "upscale_conv1."),
    (r"output_upscaling\.1\.", "upscale_layer_norm."),
    (r"output_upscaling\.3\.", "upscale_conv2."),
    (r"(\.mlp|_head|_mlps\.\d)\.layers\.0\.", r"\1.proj_in."),
    (r"\.mlp\.layers\.1\.", ".mlp.proj_out."),
    (r"(_head|_mlps\.\d)\.layers\.1\.", r"\1.layers.0."),
    (r"(_head|_mlps\.\d)\.layers\.2\.", r"\1.proj_out."),
)


def transformers_state(state: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """The state of a single image's network in transformers' layout."""
    result = {}
    points = [value for name, value in state.items() if ".point_embeddings." in name]
    for name, value in state.items():
        if name in VIDEO or ".point_embeddings." in name:
            continue
        for pattern, replacement in TRANSFORMERS_NAMES:
            name = re.sub(pattern, replacement, name)
        result[name] = value
    matrix = result["prompt_encoder.shared_embedding.positional_embedding"]
    return {
        **result,
        "prompt_encoder.point_embed.weight": torch.cat(points),
        "shared_image_embedding.positional_embedding": matrix.clone(),
        "object_pointer_proj.proj_in.weight": torch.zeros(192, 192),
    }


class ExportTest(ExporterCase):
    subcommand = ("sam2",)

    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        with torch.device("meta"):
            cls.shapes = published_shapes(SAM2(NARROW))
        cls.state = pseudo_random_state({**cls.shapes, **VIDEO})

    def setUp(self) -> None:
        super().setUp()
        self.checkpoint = self.folder / "weights.pt"
        variants = mock.patch.dict(VARIANTS, {"narrow": NARROW})
        variants.start()
        self.addCleanup(variants.stop)

    def save(self, state: object) -> None:
        torch.save({"model": state}, self.checkpoint)

    def test_writes_a_whole_bundle(self) -> None:
        self.save(self.state)
        manifest = self.assert_exported("--licence", "Apache-2.0")
        self.assertEqual((manifest["schema"], manifest["family"], manifest["name"]), (1, "sam2", "small"))
        self.assertEqual(
            manifest["input"],
            {
                "size": [256, 256],
                "resize": "stretch",
                "interpolation": "bilinear-antialias",
                "channels": "RGB",
                "mean": [123.675, 116.28, 103.53],
                "std": [58.395, 57.12, 57.375],
            },
        )
        self.assertEqual(manifest["features"], [[192, 16, 16], [24, 64, 64], [48, 32, 32]])
        self.assertEqual(manifest["prompts"], {"point": True, "box": True, "text": False, "mask": True})
        self.assertEqual((manifest["history"], manifest["mask_feedback"]), ("all", "logits"))
        self.assertEqual(manifest["grid"], "original")
        self.assertEqual(manifest["low_res"], [64, 64])
        stability = {"delta": 0.05, "threshold": 0.98, "fallback": [1, 2, 3]}
        expected = {"single_point": [1, 2, 3], "otherwise": [0], "stability": stability}
        self.assertEqual(manifest["candidates"], expected)
        self.assertEqual(manifest["output"], {"through": "original", "threshold": 0.0})
        self.assertEqual((manifest["text"], manifest["categories"]), (None, None))
        self.assertEqual(manifest["source"]["sha256"], hashlib.sha256(self.checkpoint.read_bytes()).hexdigest())
        self.assertEqual(sorted(manifest["files"]), ["image_encoder.pt", "mask_decoder.pt", "prompt_encoder.pt"])
        self.assertEqual(sorted(p.name for p in self.output.iterdir()), sorted([*manifest["files"], "model.json"]))

    def test_written_modules_answer_the_probe(self) -> None:
        self.save(self.state)
        manifest = self.assert_exported("--half")
        prompt_encoder = torch.jit.load(self.output / "prompt_encoder.pt").float()
        decoder = torch.jit.load(self.output / "mask_decoder.pt").float()
        features = [torch.zeros(1, *shape) for shape in manifest["features"]]
        with torch.no_grad():
            middle = Prompt(torch.full((1, 1, 2), 128.0), torch.ones(1, 1, dtype=torch.int64))
            sparse, dense = prompt_encoder(*middle)
            logits, predicted_iou, semantic = decoder(features, sparse, dense, None)
        torch.testing.assert_close(predicted_iou[0], torch.tensor(manifest["probe"]["predicted_iou"]))
        self.assertAlmostEqual(float(logits.mean()), manifest["probe"]["logits_mean"], places=5)
        self.assertEqual(list(semantic.shape), [1, 4, 1])

    def test_sam_2_0_lacks_parts_that_an_image_does_not_need(self) -> None:
        self.save({name: value for name, value in self.state.items() if name not in list(VIDEO)[-3:]})
        self.assertEqual(load_network(self.checkpoint).config, NARROW)

    def test_a_hugging_face_folder_gives_the_same_network(self) -> None:
        folder = self.folder / "hub"
        folder.mkdir()
        save_file(transformers_state(self.state), folder / "model.safetensors")
        (folder / "config.json").write_text('{"model_type": "sam2_video"}', encoding="utf-8")
        source = self.assert_exported(checkpoint=folder)["source"]
        self.assertEqual(source["checkpoint"], "model.safetensors")
        self.save(self.state)
        expected, actual = load_network(self.checkpoint), load_network(folder / "model.safetensors")
        for name, value in expected.state_dict().items():
            self.assertTrue(torch.equal(value, actual.state_dict()[name]), name)

    def test_a_folder_with_the_original_file(self) -> None:
        self.save(self.state)
        source = self.assert_exported(checkpoint=self.folder)["source"]
        self.assertEqual(source["checkpoint"], "weights.pt")

    def test_an_ambiguous_folder_is_refused(self) -> None:
        self.assert_refused(str(self.folder), "0 *.pt files", checkpoint=self.folder)
        for name in ("one.pt", "two.pt"):
            (self.folder / name).touch()
        self.assert_refused(str(self.folder), "2 *.pt files", checkpoint=self.folder)

    def test_every_wrong_tensor_is_listed(self) -> None:
        state = dict(self.state)
        del state["sam_mask_decoder.transformer.layers.1.mlp.layers.0.weight"]
        state["image_encoder.neck.convs.2.conv.bias"] = torch.zeros(191)
        state["no_mem_embed"] = torch.full((1, 1, 192), float("nan"))
        state["sam_mask_decoder.surplus"] = torch.zeros(3)
        self.save(state)
        self.assert_refused(
            "4 tensors",
            "missing: sam_mask_decoder.transformer.layers.1.mlp.layers.0.weight",
            "wrong shape: image_encoder.neck.convs.2.conv.bias is [191], not [192]",
            "not finite: no_mem_embed",
            "unexpected: sam_mask_decoder.surplus",
        )

    def test_the_variant_is_recognised_by_the_tensors(self) -> None:
        self.save(self.state)
        self.assert_refused("the weights are narrow, not tiny", "--variant narrow", options=("--variant", "tiny"))
        self.save({name: value for name, value in self.state.items() if ".blocks.7." not in name})
        self.assert_refused("16 channels and 7 blocks fit no variant")

    def test_another_family_is_named(self) -> None:
        self.save({"image_encoder.sam_encoder.pos_embed": torch.zeros(1, 64, 64, 768)})
        self.assertEqual(self.assert_refused("an IMIS-Net checkpoint", "imisnet").count("\n"), 1)

    def test_damaged_files_are_refused_in_one_line(self) -> None:
        self.save(self.state)
        data = self.checkpoint.read_bytes()
        for damaged in (data[: len(data) // 2], b"", b"not a checkpoint\n" * 50):
            self.checkpoint.write_bytes(damaged)
            self.assertEqual(self.assert_refused(str(self.checkpoint)).count("\n"), 1)
        tensors = self.folder / "model.safetensors"
        save_file(transformers_state(self.state), tensors)
        tensors.write_bytes(tensors.read_bytes()[:5000])
        self.assertEqual(self.assert_refused(str(tensors), "truncated", checkpoint=tensors).count("\n"), 1)

    def test_pickled_code_is_not_run(self) -> None:
        trace = self.folder / "trace"
        self.save({**self.state, "x": WritesFile(trace)})
        self.assert_refused("can run code")
        self.assertFalse(trace.exists())


if __name__ == "__main__":
    unittest.main()
