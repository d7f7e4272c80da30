"""A bundle's network as plain PyTorch modules, with the weights of its TorchScript modules."""

import contextlib
from pathlib import Path
from typing import Any, Iterator, Mapping
from unittest import mock

import torch
from torch import Tensor, nn
from torch.utils.flop_counter import FlopCounterMode

from imis_export.imisconv import IMISConv, IMISConvConfig
from imis_export.imisnet import VARIANTS, IMISNet, IMISNetConfig
from imis_export.imisnet import image_encoder as imisnet_encoder
from imis_export.imisnet.cross_attention import CrossAttention
from imis_export.imisnet.grid_attention import join_heads, whole_bias
from imis_export.modules import load_module
from user_error import UserError

PARTS = ("image_encoder", "prompt_encoder", "mask_decoder")
POSITIONS = "sam_encoder.pos_embed"
DERIVED = {"image_pe"}  # in the modules, but computed from other weights


def load_network(bundle: Path, manifest: Mapping[str, Any]) -> nn.Module:
    """The network of a bundle of the families imisnet and imisconv, without its text model's weights."""
    states = {part: module_state(bundle / manifest["modules"][part]) for part in PARTS}
    network = empty_network(manifest, states["image_encoder"])
    for part, state in states.items():
        load_part(getattr(network, part), state, f"{bundle}: {part}")
    if hasattr(network, "place_cells"):
        network.place_cells()
    return network.eval().requires_grad_(False)


def module_state(path: Path) -> dict[str, Tensor]:
    return {name: value for name, value in load_module(path).state_dict().items() if name not in DERIVED}


def load_part(part: nn.Module, state: Mapping[str, Tensor], where: str) -> None:
    try:
        part.load_state_dict(state, assign=True)
    except RuntimeError as error:
        raise UserError(f"{where}: weights do not fit the network code: {error}") from error


def empty_network(manifest: Mapping[str, Any], encoder: Mapping[str, Tensor]) -> nn.Module:
    """The bundle's network on the meta device; `encoder` are the image encoder's weights."""
    size = manifest["input"]["size"][0]
    with torch.device("meta"):
        if manifest["family"] == "imisnet":
            return IMISNet(imisnet_config(size, manifest["features"][0][0], encoder))
        if manifest["family"] == "imisconv":
            return IMISConv(IMISConvConfig(image_size=size))
    raise UserError(f"{manifest['name']}: family '{manifest['family']}'; only imisnet and imisconv can be compared")


def imisnet_config(size: int, decoder_dim: int, encoder: Mapping[str, Tensor]) -> IMISNetConfig:
    width = encoder[POSITIONS].shape[3]
    fitting = [config for config in VARIANTS.values() if config.encoder_dim == width]
    if not fitting:
        raise UserError(f"no variant of IMIS-Net has an image encoder {width} wide")
    return fitting[0].with_sizes(image_size=size, decoder_dim=decoder_dim)


def plain_grid_attention(q: Tensor, k: Tensor, v: Tensor, rows: Tensor, columns: Tensor) -> Tensor:
    """As the architecture is usually written: all logits at once."""
    logits = (q * q.shape[-1] ** -0.5) @ k.transpose(-2, -1) + whole_bias(rows, columns)
    return join_heads(torch.softmax(logits, dim=-1) @ v)


@contextlib.contextmanager
def plain_operations() -> Iterator[None]:
    """Inside, networks compute in the plain order of operations, without the shortcuts of our network code."""
    with (
        mock.patch.object(imisnet_encoder, "grid_attention", plain_grid_attention),
        mock.patch.object(CrossAttention, "tokens_are_fewer", lambda self, tokens: False),
    ):
        yield


def encoder_flops(manifest: Mapping[str, Any], bundle: Path) -> int:
    """Floating-point operations of the image encoder's products for one image, two for a multiplication and a sum."""
    network = empty_network(manifest, module_state(bundle / manifest["modules"]["image_encoder"])).eval()
    height, width = manifest["input"]["size"]
    with torch.no_grad(), plain_operations(), FlopCounterMode(display=False) as counter:
        network.image_encoder(torch.empty(1, 3, height, width, device="meta"))
    return counter.get_total_flops()
