"""The network's shortcuts against the plain order of operations, and its parameter names against the published ones."""

import json
import os
import unittest
import warnings
from pathlib import Path

import torch
import torch.nn.functional as F

from checkpoints import REPOSITORY, tiny_network
from imis_export.imisnet import IMISNet, variant
from imis_export.imisnet.cross_attention import CrossAttention
from imis_export.imisnet.grid_attention import tiled_attention, whole_bias, windowed_attention
from imis_export.imisnet.image_encoder import Attention, join_windows, split_windows
from imis_export.imisnet.layers import CellUpscaling
from imis_export.prompt_kinds import Prompt

SHARED = Path(os.environ.get("IMIS_TEST_DATA", REPOSITORY.parent / "shared" / "data")).parent


class NetworkTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        torch.set_num_threads(1)
        warnings.simplefilter("ignore", DeprecationWarning)
        cls.network = tiny_network()

    def setUp(self) -> None:
        self.random = torch.Generator().manual_seed(1)

    def randn(self, *shape: int) -> torch.Tensor:
        return torch.randn(shape, generator=self.random)

    def test_published_names_and_shapes(self) -> None:
        path = SHARED / "docs" / "checkpoint_keys" / "imisnet.json"
        if not path.is_file():
            self.skipTest(f"real-data: no {path}")
        published = {name: tuple(shape) for name, (shape, _) in json.loads(path.read_text()).items()}
        with torch.device("meta"):
            network = IMISNet(variant("vit_b"))
        own = {name: tuple(value.shape) for name, value in network.state_dict().items()}
        unused = {name for name in published if name.startswith("image_encoder.sam_encoder.neck.")}
        self.assertEqual(own, {name: shape for name, shape in published.items() if name not in unused})

    def test_larger_variants_have_sams_sizes(self) -> None:
        for name, millions in (("vit_b", 95.6), ("vit_l", 313.7), ("vit_h", 641.9)):
            with torch.device("meta"):
                network = IMISNet(variant(name))
            count = sum(value.numel() for value in network.image_encoder.parameters()) / 1e6
            self.assertAlmostEqual(count, millions, delta=1.0)

    def test_grid_attention_by_parts_is_attention_with_the_whole_bias(self) -> None:
        q, k, v = (self.randn(3, 2, 36, 8) for _ in range(3))
        rows, columns = self.randn(3, 2, 36, 6), self.randn(3, 2, 36, 6)
        whole = F.scaled_dot_product_attention(q, k, v, attn_mask=whole_bias(rows, columns)).transpose(1, 2).flatten(2)
        torch.testing.assert_close(tiled_attention(q, k, v, rows, columns, tile=10), whole)
        torch.testing.assert_close(windowed_attention(q, k, v, rows, columns, bias_values=6000), whole)

    def test_windows_are_filled_with_zeros_before_the_projection(self) -> None:
        attention = Attention(16, 2, window=4, grid=6)
        for parameter in attention.parameters():
            parameter.data = self.randn(*parameter.shape)
        x = self.randn(1, 6, 6, 16)
        with torch.no_grad():
            windows = attention.attend(attention.qkv(split_windows(x, 4)))
            expected = attention.proj(join_windows(windows, 4, 6, 6))
            torch.testing.assert_close(attention(x), expected, rtol=1e-4, atol=1e-4)

    def test_relative_positions_are_offsets_of_query_and_key(self) -> None:
        attention = Attention(2, 1, window=0, grid=3)
        attention.rel_pos_h.data = torch.arange(5.0).view(5, 1) * torch.ones(1, 2)
        attention.rel_pos_w.data = torch.zeros(5, 2)
        rows, _ = attention.relative_bias(torch.ones(1, 1, 9, 2))
        # The offset of query row 2 to key row 0 is 2, stored at index 4; each of the two channels counts once.
        self.assertEqual(rows[0, 0, :, :].view(3, 3, 3)[2, 0].tolist(), [8.0, 6.0, 4.0])

    def test_cross_attention_in_both_orders(self) -> None:
        attention = CrossAttention(64, 2, 32).double()
        tokens, placed = self.randn(3, 5, 64).double(), self.randn(3, 5, 64).double()
        for batch in (1, 3):
            cells, placed_cells = self.randn(batch, 40, 64).double(), self.randn(batch, 40, 64).double()
            self.assertTrue(attention.tokens_are_fewer(tokens))
            with torch.no_grad():
                torch.testing.assert_close(
                    attention.from_tokens(placed, placed_cells, cells), attention(placed, placed_cells, cells)
                )
                torch.testing.assert_close(
                    attention.from_cells(placed_cells, placed, tokens, cells),
                    cells + attention(placed_cells, placed, tokens),
                )

    def test_cell_upscaling_is_a_transposed_convolution(self) -> None:
        upscaling = CellUpscaling(6, 4)
        x = self.randn(1, 6, 3, 5)
        with torch.no_grad():
            cells = upscaling(x.flatten(2).transpose(1, 2)).view(1, 3, 5, 2, 2, 4)
            pixels = cells.permute(0, 5, 1, 3, 2, 4).reshape(1, 4, 6, 10)
            torch.testing.assert_close(pixels, F.conv_transpose2d(x, upscaling.weight, upscaling.bias, stride=2))

    def test_targets_in_a_batch_are_answered_as_if_alone(self) -> None:
        network = self.network
        features = [self.randn(1, 128, 32, 32)]
        points, labels = torch.tensor([[[10.0, 20.0]], [[200.0, 90.0]]]), torch.ones(2, 1, dtype=torch.int64)
        text = network.encode_text(torch.tensor([[520, 513, 521, 521], [520, 514, 515, 521]]))
        for mask in (None, self.randn(2, 1, 128, 128)):
            prompt = Prompt(points, labels, text=text, mask=mask)
            together = network.mask_decoder(features, *network.prompt_encoder(*prompt), text)
            for i in range(2):
                one = slice(i, i + 1)
                part = Prompt(*(None if value is None else value[one] for value in prompt))
                alone = network.mask_decoder(features, *network.prompt_encoder(*part), part.text)
                for a, b in zip(together, alone):
                    torch.testing.assert_close(a[one], b, rtol=1e-4, atol=1e-4)

    def test_prompt_tokens_come_in_order(self) -> None:
        encoder = self.network.prompt_encoder
        points, labels = torch.tensor([[[10.0, 20.0]]]), torch.tensor([[1]])
        boxes, text = torch.tensor([[1.0, 2.0, 30.0, 40.0]]), self.randn(1, 128)
        alone, _ = encoder(*Prompt(points, labels))
        self.assertEqual(alone.shape[1], 2)  # the point and the padding point
        torch.testing.assert_close(alone[0, 1], encoder.not_a_point_embed.weight[0])
        every, _ = encoder(*Prompt(points, labels, boxes, text))
        self.assertEqual(every.shape[1], 4)  # the point, two corners, the text: no padding point beside a box
        torch.testing.assert_close(every[0, 0], alone[0, 0])
        torch.testing.assert_close(every[0, 3], text[0])

    def test_text_after_the_end_token_does_not_matter(self) -> None:
        short = torch.tensor([[520, 1, 2, 521]])
        padded = torch.tensor([[520, 1, 2, 521, 521, 521]])
        torch.testing.assert_close(self.network.encode_text(short), self.network.encode_text(padded))

    def test_modules_run_in_bfloat16(self) -> None:
        network = tiny_network()
        middle = Prompt(torch.full((1, 1, 2), 128.0), torch.ones(1, 1, dtype=torch.int64))
        sparse, dense = network.prompt_encoder(*middle)
        image = self.randn(1, 3, 256, 256)
        expected = network.mask_decoder(network.image_encoder(image), sparse, dense, None)
        encoder = torch.jit.script(network.image_encoder).to(torch.bfloat16)
        decoder = torch.jit.script(network.mask_decoder).to(torch.bfloat16)
        with torch.no_grad():
            features = encoder(image)
            actual = decoder(features, sparse, dense, None)
        self.assertEqual((features[0].dtype, actual[0].dtype), (torch.bfloat16, torch.float32))
        scale = float(expected[0].abs().max())
        self.assertLess(float((expected[0] - actual[0]).abs().mean()), 0.02 * scale)


if __name__ == "__main__":
    unittest.main()
