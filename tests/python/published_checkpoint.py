"""Pseudo-random checkpoints with the names, shapes and layout of the published ones, at their full size."""

from dataclasses import replace
from pathlib import Path

import torch

from checkpoints import pseudo_random_tensor
from imis_export import sam, sam2
from imis_export.sam2.names import published_shapes

NESTED = ("sam-med2d", "sam2")  # published with the tensors under "model"


def shapes_of(family: str, variant: str) -> dict[str, tuple[int, ...]]:
    """By published name; of SAM-2, those that a single image needs."""
    with torch.device("meta"):
        if family == "sam2":
            return published_shapes(sam2.SAM2(sam2.VARIANTS[variant]))
        config = sam.VARIANTS[variant]
        if family == "sam-med2d":
            config = replace(config, image_size=256, adapters=True)
        return {name: tuple(value.shape) for name, value in sam.SAM(config).state_dict().items()}


def write_checkpoint(family: str, variant: str, salt: str, path: Path) -> None:
    state = {name: pseudo_random_tensor(name, shape, salt) for name, shape in shapes_of(family, variant).items()}
    torch.save({"model": state} if family in NESTED else state, path)
