"""The convolutional network of scripts/train_tiny: its prompt maps, its batches, its bundle."""

import json
import unittest
import warnings
from pathlib import Path
from tempfile import TemporaryDirectory

import torch

from checkpoints import MERGES, run_exporter

from imis_export.imisconv import IMISConv, IMISConvConfig
from imis_export.imisconv.best_dice import BestDice
from imis_export.prompt_kinds import Prompt

SIZE = 64


def small_network() -> IMISConv:
    torch.manual_seed(5)
    return IMISConv(IMISConvConfig(image_size=SIZE, vocabulary_size=512 + len(MERGES) + 2)).eval()


class PromptMapsTest(unittest.TestCase):
    def setUp(self) -> None:
        self.encode = small_network().prompt_encoder

    def test_a_click_is_brightest_in_its_own_cell(self) -> None:
        points, labels = torch.tensor([[[20.0, 41.0]], [[3.0, 62.0]]]), torch.tensor([[1], [0]])
        flags, maps = self.encode(*Prompt(points, labels))
        self.assertEqual(flags[:, 0].tolist(), [[1, 0, 0, 0], [0, 1, 0, 0]])
        self.assertEqual(int(maps[0, 0].argmax()), 20 * SIZE // 2 + 10)  # cells of 2 x 2 pixels: row 20, column 10
        self.assertEqual(int(maps[1, 1].argmax()), 31 * SIZE // 2 + 1)
        self.assertEqual(float(maps[0, 1].abs().max()) + float(maps[1, 0].abs().max()), 0.0)

    def test_no_point_leaves_no_trace(self) -> None:
        flags, maps = self.encode(*Prompt(torch.tensor([[[20.0, 41.0]]]), torch.tensor([[-1]])))
        self.assertEqual(float(flags.abs().sum() + maps.abs().sum()), 0.0)

    def test_a_box_covers_its_first_and_last_pixel(self) -> None:
        flags, maps = self.encode(*Prompt(boxes=torch.tensor([[8.0, 16.0, 23.0, 47.0]])))
        inside = maps[0, 4].nonzero()
        self.assertEqual(inside.amin(0).tolist() + inside.amax(0).tolist(), [8, 4, 23, 11])
        self.assertEqual(flags[0, 0].tolist(), [0, 0, 1, 0])
        self.assertGreater(float(maps[0, 5, 15, 7]), 0.9)  # the ellipse's middle

    def test_an_earlier_mask_keeps_every_pixel(self) -> None:
        mask = torch.full((1, 1, SIZE, SIZE), -8.0)
        mask[0, 0, 5, 9] = 8.0
        _, maps = self.encode(*Prompt(mask=mask))
        self.assertEqual((maps[0, 9:13] > 0).nonzero().tolist(), [[3, 2, 4]])  # row 5 and column 9 are odd


class ShippedBundleTest(unittest.TestCase):
    def test_calls_no_operator_that_older_versions_lack(self) -> None:
        bundle = Path(__file__).resolve().parents[2] / "models" / "imis-tiny"
        for name in ("image_encoder", "mask_decoder", "prompt_encoder", "text_encoder"):
            operators = torch.jit.export_opnames(torch.jit.load(str(bundle / f"{name}.pt")))
            # F.interpolate, once scripted, brings a call of every mode, the newest of which LibTorch 2.11 lacks.
            self.assertLessEqual({op for op in operators if "upsample" in op}, {"aten::upsample_nearest2d.vec"}, name)


class BestDiceTest(unittest.TestCase):
    def cut(self, *probabilities: float, temperature: float = 1.0, wanted: bool = True) -> tuple[list[bool], float]:
        """Which pixels are in the mask of a row with these probabilities, ten pixels each, and its expected Dice."""
        row = torch.logit(torch.tensor(probabilities)).repeat_interleave(10).view(1, 1, 1, -1)
        logits, dice = BestDice()(row, torch.tensor([temperature]), torch.tensor([wanted]))
        return (logits.flatten()[::10] > 0).tolist(), float(dice)

    def test_pixels_above_half_of_the_expected_dice_are_in(self) -> None:
        inside, dice = self.cut(0.9, 0.4, 1e-4)
        self.assertEqual(inside, [True, True, False])
        self.assertAlmostEqual(dice, 2 * 13 / (20 + 13), places=3)  # without the second ten: 2 * 9 / (10 + 13), less
        inside, dice = self.cut(0.9, 0.35, 1e-4)
        self.assertEqual(inside, [True, False, False])
        self.assertAlmostEqual(dice, 2 * 9 / (10 + 12.5), places=3)  # with the second ten: 2 * 12.5 / (20 + 12.5), less

    def test_no_other_cut_promises_more(self) -> None:
        generator = torch.Generator().manual_seed(3)
        logits = 2 * torch.randn(3, 4, 16, 16, generator=generator) - 1
        moved, dice = BestDice()(logits, torch.ones(3), torch.ones(3, dtype=torch.bool))
        p = torch.sigmoid(logits).flatten(2)
        for cut in torch.linspace(0.05, 0.9, 60):
            inside = (p > cut).float()
            expected = 2 * (p * inside).sum(2) / (inside.sum(2) + p.sum(2))
            self.assertTrue(bool((expected <= dice + 2e-3).all()))
        self.assertTrue(bool(((moved > logits).flatten(2).all(2)).all()))

    def test_logits_stay_where_an_empty_mask_may_be_the_answer(self) -> None:
        self.assertEqual(self.cut(0.4, 1e-4, wanted=False)[0], [False, False])
        self.assertEqual(self.cut(0.4, 1e-4)[0], [True, False])

    def test_a_temperature_lowers_certainty(self) -> None:
        self.assertEqual(self.cut(0.95, 0.2, 1e-4)[0], [True, False, False])
        self.assertEqual(self.cut(0.95, 0.2, 1e-4, temperature=3.0)[0], [True, True, False])


class NetworkTest(unittest.TestCase):
    def setUp(self) -> None:
        torch.set_num_threads(1)
        self.net = small_network()
        generator = torch.Generator().manual_seed(1)
        self.image = torch.randn(1, 3, SIZE, SIZE, generator=generator)
        self.points = torch.rand(3, 2, 2, generator=generator) * SIZE
        self.labels = torch.tensor([[1, 0], [1, 1], [1, -1]])

    @torch.no_grad()
    def decode(self, rows: slice) -> list[torch.Tensor]:
        features = self.net.image_encoder(self.image)
        sparse, dense = self.net.prompt_encoder(*Prompt(self.points[rows], self.labels[rows]))
        return list(self.net.mask_decoder(features, sparse, dense, None))

    def test_shapes(self) -> None:
        logits, predicted_iou, semantic = self.decode(slice(0, 3))
        self.assertEqual(tuple(logits.shape), (3, 4, SIZE, SIZE))
        self.assertEqual((tuple(predicted_iou.shape), tuple(semantic.shape)), ((3, 4), (3, 4, 64)))
        self.assertTrue(bool(((predicted_iou >= 0) & (predicted_iou <= 1)).all()))

    def test_targets_do_not_see_each_other(self) -> None:
        for together, alone in zip(self.decode(slice(0, 3)), self.decode(slice(1, 2))):
            torch.testing.assert_close(together[1:2], alone, rtol=1e-4, atol=1e-5)

    def test_a_text_changes_the_answer(self) -> None:
        features = self.net.image_encoder(self.image)
        answers = []
        for token in (3, 4):
            text = self.net.encode_text(torch.tensor([[self.net.config.vocabulary_size - 2, token,
                                                       self.net.config.vocabulary_size - 1]]))
            sparse, dense = self.net.prompt_encoder(*Prompt(text=text))
            answers.append(self.net.mask_decoder(features, sparse, dense, text)[0])
        self.assertFalse(torch.equal(*answers))

    @torch.no_grad()
    def test_masks_are_cut_for_the_best_dice_unless_only_a_name_is_given(self) -> None:
        features = self.net.image_encoder(self.image)
        text = self.net.encode_text(torch.tensor([[self.net.config.vocabulary_size - 2, 3,
                                                   self.net.config.vocabulary_size - 1]]))
        box = torch.tensor([[8.0, 8.0, 40.0, 40.0]])
        prompts = {"text": Prompt(text=text), "box": Prompt(boxes=box),
                   "point": Prompt(self.points[:1], self.labels[:1])}
        for name, prompt in prompts.items():
            sparse, dense = self.net.prompt_encoder(*prompt)
            trained, given = (decode(features, sparse, dense, prompt.text)[0]
                              for decode in (self.net.mask_decoder.decode, self.net.mask_decoder))
            self.assertEqual(torch.equal(trained, given), name == "text")
            self.assertTrue(bool((given >= trained).all()))

    def test_a_size_that_is_no_multiple_of_the_coarsest_cell_is_refused(self) -> None:
        with self.assertRaisesRegex(ValueError, "multiple of 16"):
            IMISConvConfig(image_size=100)


class ExportTest(unittest.TestCase):
    def setUp(self) -> None:
        torch.set_num_threads(1)
        warnings.simplefilter("ignore", DeprecationWarning)
        folder = TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        (self.folder / "merges.txt").write_text("\n".join(MERGES) + "\n", encoding="utf-8")
        self.checkpoint, self.output = self.folder / "weights.pth", self.folder / "bundle"
        torch.save(small_network().state_dict(), self.checkpoint)

    def export(self, *options: str) -> tuple[int, str, str]:
        return run_exporter("imisconv", "--vocab", str(self.folder / "merges.txt"), "--checkpoint",
                            str(self.checkpoint), "--output", str(self.output), *options)

    def test_the_manifest_says_what_differs(self) -> None:
        code, out, err = self.export("--image-size", str(SIZE), "--half")
        self.assertEqual((code, err), (0, ""))
        manifest = json.loads((self.output / "model.json").read_text(encoding="utf-8"))
        self.assertEqual((manifest["family"], manifest["history"]), ("imisconv", "all"))
        self.assertEqual(manifest["features"], [[128, 4, 4], [96, 8, 8], [64, 16, 16]])
        self.assertEqual(manifest["candidates"], {"single_point": [1, 2, 3], "otherwise": [0]})
        self.assertEqual(manifest["low_res"], [SIZE, SIZE])

    def test_weights_of_another_grid_are_refused_by_name(self) -> None:
        code, _, err = self.export("--image-size", "128")
        self.assertEqual(code, 1)
        self.assertIn("mask_decoder.attention.positions", err)
        self.assertFalse(self.output.exists())


if __name__ == "__main__":
    unittest.main()
