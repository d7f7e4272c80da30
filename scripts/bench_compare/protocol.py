"""What a bundle's manifest says about a session, as far as it is the same for every system that is compared."""

import json
from pathlib import Path
from typing import Any, Mapping, NamedTuple

import cv2
import numpy as np

from user_error import UserError

# What the compared systems do themselves; a bundle that wants something else is refused.
EXPECTED = {
    ("input", "resize"): "stretch",
    ("input", "interpolation"): "nearest-exact",
    ("input", "channels"): "RGB",
    ("output", "through"): "input",
}
FAMILIES = ("imisnet", "imisconv")


class Protocol(NamedTuple):
    """Sizes are (height, width)."""

    size: tuple[int, int]  # of the model grid
    mean: np.ndarray
    std: np.ndarray
    low_res: tuple[int, int]
    features: list[list[int]]  # shapes of the image encoder's outputs
    threshold: float
    single_point: list[int]  # candidates for one point alone
    otherwise: list[int]
    all_prompts: bool  # whether earlier prompts are sent again


def read_manifest(bundle: Path) -> dict[str, Any]:
    try:
        manifest: dict[str, Any] = json.loads((bundle / "model.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UserError(f"{bundle}: not a model bundle: {error}") from error
    return manifest


def protocol_of(manifest: Mapping[str, Any]) -> Protocol:
    name, family = manifest["name"], manifest["family"]
    if family not in FAMILIES:
        raise UserError(f"{name}: family '{family}'; only {' and '.join(FAMILIES)} can be compared")
    for (part, field), value in EXPECTED.items():
        if manifest[part].get(field, value) != value:
            raise UserError(f"{name}: {part}.{field} is '{manifest[part][field]}'; only '{value}' can be compared")
    if manifest["mask_feedback"] != "logits" or manifest["history"] == "points":
        raise UserError(f"{name}: only bundles that are fed back logits, and all prompts or the last alone")
    return Protocol(
        size=tuple(manifest["input"]["size"]),
        mean=np.asarray(manifest["input"]["mean"], np.float32),
        std=np.asarray(manifest["input"]["std"], np.float32),
        low_res=tuple(manifest["low_res"]),
        features=manifest["features"],
        threshold=manifest["output"]["threshold"],
        single_point=manifest["candidates"]["single_point"],
        otherwise=manifest["candidates"]["otherwise"],
        all_prompts=manifest["history"] == "all",
    )


def nearest(length: int, source: int) -> np.ndarray:
    """The source index of every one of `length` pixels."""
    return np.minimum(((np.arange(length) + 0.5) * source / length).astype(np.int64), source - 1)


def preprocess(protocol: Protocol, image: np.ndarray) -> np.ndarray:
    """uint8 [H, W, 3] to the image encoder's input, float32 [1, 3, height, width]."""
    rows, columns = (nearest(length, source) for length, source in zip(protocol.size, image.shape[:2]))
    pixels = (image[rows][:, columns].astype(np.float32) - protocol.mean) / protocol.std
    return np.ascontiguousarray(pixels.transpose(2, 0, 1))[None]


def mask_at(protocol: Protocol, logits: np.ndarray, size: tuple[int, int]) -> np.ndarray:
    """Low-res logits [h, w] to a bool mask of the image's size, by way of the model grid."""
    for height, width in (protocol.size, size):
        if logits.shape != (height, width):
            logits = cv2.resize(logits, (width, height), interpolation=cv2.INTER_LINEAR)
    return logits > protocol.threshold


def chosen(protocol: Protocol, predicted_iou: np.ndarray, alone: bool) -> int:
    """The mask token that answers; `alone` says whether the prompt is one point and no box."""
    tokens = protocol.single_point if alone else protocol.otherwise
    return max(tokens, key=lambda token: predicted_iou[token])
