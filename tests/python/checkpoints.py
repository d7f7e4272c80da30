"""Pseudo-random weights, always the same for a name and shape, to compare with recorded outputs; checkpoints of such
weights; and the exporter, which turns these into bundles."""

import contextlib
import hashlib
import io
import math
import sys
from dataclasses import replace
from pathlib import Path
from typing import Mapping, Sequence
from unittest import mock

import torch
from torch import Tensor

REPOSITORY = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(REPOSITORY / "scripts"))

import export_model  # noqa: E402
from imis_export import sam, sam2  # noqa: E402
from imis_export.imisnet import IMISNet, variant  # noqa: E402
from imis_export.sam2.names import published_shapes  # noqa: E402

# A few merges of the kind in a vocabulary file: enough for a network that needs no words.
MERGES = ["l i", "li v", "liv er</w>", "k i", "ki d", "kid n", "kidn e", "kidne y</w>"]
NESTED = ("sam-med2d", "sam2")  # published with the tensors under "model"


def pseudo_random_tensor(name: str, shape: Sequence[int], salt: str = "a") -> Tensor:
    """Drawn from a generator seeded with the name and scaled by its fan-in."""
    seed = int.from_bytes(hashlib.sha256((salt + name).encode()).digest()[:4], "little")
    noise = torch.randn(list(shape), generator=torch.Generator().manual_seed(seed))
    if len(shape) < 2:
        return noise * 0.02 if name.endswith("bias") else 1 + noise * 0.05
    if name.endswith("positional_encoding_gaussian_matrix"):
        return noise
    if "rel_pos" in name or "pos_embed" in name:
        return noise * 0.02
    if "token" in name or ("embed" in name and len(shape) == 2):
        return noise * 0.1
    return noise / math.sqrt(math.prod(shape[1:]))


def pseudo_random_state(shapes: Mapping[str, Sequence[int]], salt: str = "a") -> dict[str, Tensor]:
    return {name: pseudo_random_tensor(name, shape, salt) for name, shape in shapes.items()}


def tiny_network() -> IMISNet:
    """The tiny variant with pseudo-random weights and the vocabulary of MERGES."""
    network = IMISNet(variant("tiny").with_sizes(vocabulary_size=512 + len(MERGES) + 2))
    network.load_state_dict(pseudo_random_state({name: value.shape for name, value in network.state_dict().items()}))
    return network.eval().requires_grad_(False)


def published_shapes_of(family: str, variant: str) -> dict[str, tuple[int, ...]]:
    """Names and shapes as published, at full size; of SAM-2, those that a single image needs."""
    with torch.device("meta"):
        if family == "sam2":
            return published_shapes(sam2.SAM2(sam2.VARIANTS[variant]))
        config = sam.VARIANTS[variant]
        if family == "sam-med2d":
            config = replace(config, image_size=256, adapters=True)
        return {name: tuple(value.shape) for name, value in sam.SAM(config).state_dict().items()}


def write_published_checkpoint(family: str, variant: str, salt: str, path: Path) -> None:
    """A pseudo-random checkpoint with the names, shapes and layout of the published one."""
    state = pseudo_random_state(published_shapes_of(family, variant), salt)
    torch.save({"model": state} if family in NESTED else state, path)


def run_exporter(*arguments: str) -> tuple[int, str, str]:
    """scripts/export_model.py in this process: exit code, stdout, stderr."""
    out, err = io.StringIO(), io.StringIO()
    with mock.patch.object(sys, "argv", ["export_model.py", *arguments]):
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = export_model.main()
    return code, out.getvalue(), err.getvalue()
