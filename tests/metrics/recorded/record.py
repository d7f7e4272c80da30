"""Records what other tools measure of random masks, for peers_test.cpp to compare with.

    record.py --boundary-iou CHECKOUT [--output peers.json]

Needs, in an environment of its own, `surface-distance` 0.1 and `monai` 1.6.1 from PyPI, with NumPy, SciPy, PyTorch and
OpenCV; CHECKOUT is a clone of bowenc0221/boundary-iou-api. They are imported, never copied (Apache License 2.0; the last
BSD with two clauses). The same seed makes the same masks.

Each case has a size and spacing (slowest axis first, mm), two masks (bits of the elements, packed, base64) and:
    hd, hd95, assd   MONAI (compute_hausdorff_distance, compute_average_surface_distance with symmetric=True)
    hd95_in_64_bits  the same percentiles of the distances that MONAI finds, taken in 64 bits: torch.quantile finds the
                     rank in 32, so hd95 is off by some 1e-5
    nsd              surface-distance's surface Dice at each tolerance of TOLERANCES
    cvpr25_nsd       NSD of the CVPR 2025 challenge (JunMa11/CVPR-MedSegFMCompetition, CVPR25_iter_eval.py): at 2 mm by
                     surface-distance, and 0 where Dice is at most 0.2
    sd_hd95          surface-distance's robust Hausdorff distance at 95%: another convention, kept to show by how much
    boundary_iou     IoU of mask_to_boundary of boundary-iou-api; images only
"""

import argparse
import base64
import json
import sys
import types
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import torch
from monai.metrics import compute_average_surface_distance, compute_hausdorff_distance
from monai.metrics.utils import get_edge_surface_distance
from scipy import ndimage

SEED = 17
TOLERANCES = [0.5, 1.0, 2.0, 5.0]
IMAGES = 216
VOLUMES = 48
IMAGE_SIZES = [(9, 9), (24, 37), (40, 28), (17, 50), (48, 33), (1, 30), (31, 2), (80, 99)]
VOLUME_SIZES = [(7, 12, 9), (5, 16, 14), (12, 8, 10), (1, 15, 11)]
SPACINGS = [(1.0, 1.0), (0.7, 1.3), (2.5, 0.6), (1.0, 3.0), (0.39, 0.45)]
VOLUME_SPACINGS = [(1.0, 1.0, 1.0), (5.0, 0.8, 0.6), (0.7, 1.9, 1.2), (3.0, 1.0, 2.0)]

Draw = Callable[[np.random.Generator, tuple[int, ...]], np.ndarray]


def blobs(generator: np.random.Generator, size: tuple[int, ...]) -> np.ndarray:
    """Smooth shapes, some of them cut by the border."""
    field = ndimage.gaussian_filter(generator.standard_normal(size), generator.uniform(1, 4), mode="reflect")
    return field > np.quantile(field, generator.uniform(0.5, 0.95))


def thin(generator: np.random.Generator, size: tuple[int, ...]) -> np.ndarray:
    """A path one element wide, by steps along the axes and diagonals."""
    mask = np.zeros(size, bool)
    place = np.array([generator.integers(length) for length in size])
    for _ in range(3 * max(size)):
        mask[tuple(place)] = True
        place = np.clip(place + generator.integers(-1, 2, len(size)), 0, np.array(size) - 1)
    return mask


def single(generator: np.random.Generator, size: tuple[int, ...]) -> np.ndarray:
    mask = np.zeros(size, bool)
    mask[tuple(generator.integers(length) for length in size)] = True
    return mask


def noise(generator: np.random.Generator, size: tuple[int, ...]) -> np.ndarray:
    """Every kind of neighbourhood."""
    return generator.random(size) < generator.uniform(0.2, 0.8)


def at_border(generator: np.random.Generator, size: tuple[int, ...]) -> np.ndarray:
    """A box that begins at the border along some axes and ends there along others."""
    mask = np.zeros(size, bool)
    box = []
    for length in size:
        low, high = sorted(generator.integers(0, length + 1, 2))
        box.append((slice(0, high), slice(low, length), slice(0, length))[generator.integers(3)])
    mask[tuple(box)] = True
    return mask


SHAPES: list[Draw] = [blobs, thin, single, noise, at_border]


def changed(generator: np.random.Generator, mask: np.ndarray) -> np.ndarray:
    """The mask moved, grown, shrunk, or with holes."""
    kind = generator.integers(4)
    if kind == 0:
        return np.roll(mask, generator.integers(-3, 4, mask.ndim), tuple(range(mask.ndim)))
    if kind == 1:
        return ndimage.binary_dilation(mask, iterations=int(generator.integers(1, 3)))
    if kind == 2:
        return ndimage.binary_erosion(mask)
    return mask & (generator.random(mask.shape) < 0.9)


def draw_pair(generator: np.random.Generator, size: tuple[int, ...], index: int) -> tuple[np.ndarray, np.ndarray]:
    """A prediction and a target, neither of them empty."""
    while True:
        target = SHAPES[index % len(SHAPES)](generator, size)
        if generator.random() < 0.7:
            predicted = changed(generator, target)
        else:
            predicted = SHAPES[generator.integers(len(SHAPES))](generator, size)
        if predicted.any() and target.any():
            return predicted, target


def import_surface_distance() -> types.ModuleType:
    """Release 0.1 is of 2018 and uses names that NumPy 2 and SciPy have dropped."""
    np.Inf, np.NaN = np.inf, np.nan
    for name in ("filters", "morphology"):
        setattr(ndimage, name, ndimage)
    from surface_distance import metrics

    return metrics


def import_mask_to_boundary(checkout: Path) -> Callable[[np.ndarray], np.ndarray]:
    """Its file also has functions for COCO, whose library is not needed here."""
    sys.modules["pycocotools"] = types.ModuleType("pycocotools")
    sys.modules["pycocotools.mask"] = types.ModuleType("pycocotools.mask")
    sys.modules["pycocotools"].mask = sys.modules["pycocotools.mask"]
    sys.path.insert(0, str(checkout / "boundary_iou" / "utils"))
    from boundary_utils import mask_to_boundary

    return mask_to_boundary


def monai_distances(predicted: np.ndarray, target: np.ndarray, spacing: tuple[float, ...]) -> dict[str, float]:
    masks = [torch.from_numpy(mask.astype(np.float32))[None, None] for mask in (predicted, target)]
    options = {"include_background": True, "spacing": list(spacing)}
    _, directed, _ = get_edge_surface_distance(*(mask[0, 0] for mask in masks), spacing=list(spacing), symmetric=True)
    return {
        "hd": compute_hausdorff_distance(*masks, **options).item(),
        "hd95": compute_hausdorff_distance(*masks, percentile=95, **options).item(),
        "hd95_in_64_bits": max(torch.quantile(distances.double(), 0.95).item() for distances in directed),
        "assd": compute_average_surface_distance(*masks, symmetric=True, **options).item(),
    }


def surface_dices(peer: types.ModuleType, predicted: np.ndarray, target: np.ndarray, spacing: tuple[float, ...]) -> dict:
    distances = peer.compute_surface_distances(target, predicted, spacing)
    nsd = [float(peer.compute_surface_dice_at_tolerance(distances, tolerance)) for tolerance in TOLERANCES]
    dice = peer.compute_dice_coefficient(target, predicted)
    return {
        "nsd": nsd,
        "cvpr25_nsd": nsd[TOLERANCES.index(2.0)] if dice > 0.2 else 0.0,
        "sd_hd95": float(peer.compute_robust_hausdorff(distances, 95)),
    }


def boundary_iou(mask_to_boundary: Callable, predicted: np.ndarray, target: np.ndarray) -> float:
    first, second = (mask_to_boundary(mask.astype(np.uint8)) > 0 for mask in (predicted, target))
    return float((first & second).sum() / (first | second).sum())


def packed(mask: np.ndarray) -> str:
    return base64.b64encode(np.packbits(mask.ravel())).decode()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--boundary-iou", type=Path, required=True)
    parser.add_argument("--output", type=Path, default=Path(__file__).with_name("peers.json"))
    arguments = parser.parse_args()
    warnings.simplefilter("ignore")
    surface_distance = import_surface_distance()
    mask_to_boundary = import_mask_to_boundary(arguments.boundary_iou)

    generator = np.random.default_rng(SEED)
    cases: list[dict[str, Any]] = []
    for index in range(IMAGES + VOLUMES):
        planar = index < IMAGES
        sizes, spacings = (IMAGE_SIZES, SPACINGS) if planar else (VOLUME_SIZES, VOLUME_SPACINGS)
        size = sizes[generator.integers(len(sizes))]
        spacing = spacings[generator.integers(len(spacings))]
        predicted, target = draw_pair(generator, size, index)
        case = {"size": size, "spacing": spacing, "predicted": packed(predicted), "target": packed(target)}
        case |= monai_distances(predicted, target, spacing)
        case |= surface_dices(surface_distance, predicted, target, spacing)
        if planar:
            case["boundary_iou"] = boundary_iou(mask_to_boundary, predicted, target)
        cases.append(case)
    lines = ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases)
    arguments.output.write_text(f'{{"tolerances":{json.dumps(TOLERANCES)},"cases":[\n{lines}\n]}}\n')
    return 0


if __name__ == "__main__":
    sys.exit(main())
