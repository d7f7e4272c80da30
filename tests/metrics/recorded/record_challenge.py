"""Records what the CVPR 2025 challenge makes of random volumes, for challenge_peer_test.cpp of `interaction` and `metrics`.

    record_challenge.py --challenge CHECKOUT [--output challenge.json]

Needs `connected-components-3d` 4.1.1 and `pandas` from PyPI beside NumPy, SciPy and PyTorch; CHECKOUT is a clone of
JunMa11/CVPR-MedSegFMCompetition (Apache License 2.0). Of its CVPR25_iter_eval.py, which evaluates as soon as it is
imported, the functions alone are run; what stands in its loop is called here as it is there: cc3d and SciPy's
cumulative_trapezoid. Nothing is copied. The same seed makes the same volumes.

Each case has a size and spacing (slowest axis first, mm), `targets` masks (bits of the voxels, packed, base64), and
predictions of them after the box and after each of five clicks, which get better by and by. Of these:
    dsc, nsd                              of the case, by round: means over its targets; NSD 0 where DSC is at most 0.2
    dsc_auc, nsd_auc, dsc_final, nsd_final
    clicks                                the next click on a target after a round: voxels of the largest component of its
                                          errors, the voxels of that component that are deepest, any of which may be
                                          clicked, and which of these are missed (the others are overrun)
"""

import argparse
import ast
import base64
import json
import sys
from pathlib import Path
from typing import Any

import cc3d
import numpy as np
import pandas
import torch
from scipy import integrate, ndimage

SEED = 25
CASES = 48
CLICKS = 5
SIZES = [(7, 12, 9), (5, 16, 14), (12, 8, 10), (1, 15, 11), (9, 9, 9)]
SPACINGS = [(1.0, 1.0, 1.0), (5.0, 0.8, 0.6), (0.7, 1.9, 1.2), (3.0, 1.0, 2.0)]
FUNCTIONS = {"compute_multi_class_dsc", "compute_multi_class_nsd", "compute_edt"}


def challenge_functions(checkout: Path) -> dict[str, Any]:
    """The functions of the challenge's script without its loop. Its surface distances have names that NumPy 2 dropped."""
    np.Inf, np.NaN = np.inf, np.nan
    sys.path.insert(0, str(checkout))
    import SurfaceDice

    script = ast.parse((checkout / "CVPR25_iter_eval.py").read_text())
    chosen = [node for node in script.body if isinstance(node, ast.FunctionDef) and node.name in FUNCTIONS]
    assert {node.name for node in chosen} == FUNCTIONS
    names: dict[str, Any] = {"np": np, "pd": pandas, "torch": torch, **vars(SurfaceDice)}
    names["distance_transform_edt"] = ndimage.distance_transform_edt
    exec(compile(ast.Module(chosen, []), "CVPR25_iter_eval.py", "exec"), names)
    return names


def draw_labels(generator: np.random.Generator, size: tuple[int, ...], targets: int) -> np.ndarray:
    """Smooth shapes, some of them cut by the border, each label where its own field is highest."""
    while True:
        noise = [generator.standard_normal(size) for _ in range(targets)]
        fields = [ndimage.gaussian_filter(field, generator.uniform(0.7, 2)) for field in noise]
        share = generator.uniform(0.1, 0.4)
        highest = np.argmax(fields, axis=0)
        high = np.max(fields, axis=0) > np.quantile(np.max(fields, axis=0), 1 - share)
        labels = np.where(high, highest + 1, 0).astype(np.uint8)
        if all((labels == label + 1).any() for label in range(targets)):
            return labels


def draw_predictions(generator: np.random.Generator, truth: np.ndarray, targets: int) -> list[np.ndarray]:
    """Another drawing, of which each further round replaces more by the truth; some are empty at first, or perfect."""
    predictions = [draw_labels(generator, truth.shape, targets)]
    if generator.random() < 0.2:
        predictions[0][:] = 0
    for _ in range(CLICKS):
        better = ndimage.gaussian_filter(generator.standard_normal(truth.shape), 1)
        better = better > np.quantile(better, 1 - generator.uniform(0, 0.5))
        predictions.append(np.where(better, truth, predictions[-1]))
    if generator.random() < 0.2:
        predictions[-1] = truth.copy()
    return predictions


def next_click(challenge: dict[str, Any], predicted: np.ndarray, truth: np.ndarray) -> dict[str, Any] | None:
    """As in the challenge's loop, but with all voxels that it draws its click from."""
    errors = (predicted != truth).astype(np.uint8)
    if errors.sum() == 0:
        return None
    components = cc3d.connected_components(errors, connectivity=26)
    sizes = np.bincount(components.flat)
    sizes[0] = 0
    component = components == np.argmax(sizes)
    depth = challenge["compute_edt"](component) * component
    deepest = np.flatnonzero(depth == depth.max())
    return {
        "voxels": int(sizes.max()),
        "largest": int((sizes == sizes.max()).sum()),
        "deepest": deepest.tolist(),
        "missed": [int(voxel) for voxel in deepest if truth.flat[voxel]],
    }


def packed(mask: np.ndarray) -> str:
    return base64.b64encode(np.packbits(mask.ravel())).decode()


def recorded_case(challenge: dict[str, Any], generator: np.random.Generator, index: int) -> dict[str, Any]:
    size = SIZES[generator.integers(len(SIZES))]
    spacing = SPACINGS[generator.integers(len(SPACINGS))]
    targets = 1 + index % 3
    truth = draw_labels(generator, size, targets)
    predictions = draw_predictions(generator, truth, targets)
    dsc = [float(challenge["compute_multi_class_dsc"](truth, predicted)) for predicted in predictions]
    nsd = [
        float(challenge["compute_multi_class_nsd"](truth, predicted, spacing)) if score > 0.2 else 0.0
        for predicted, score in zip(predictions, dsc)
    ]
    clicks = []
    for target, after in ((1, 1), (targets, 4), (targets, 6)):
        click = next_click(challenge, predictions[after - 1] == target, truth == target)
        clicks.append({"target": target, "after": after, **(click or {"voxels": 0})})
    auc = {
        name: float(integrate.cumulative_trapezoid(np.array(scores[-CLICKS:]), np.arange(CLICKS))[-1])
        for name, scores in (("dsc_auc", dsc), ("nsd_auc", nsd))
    }
    return {
        "size": size,
        "spacing": spacing,
        "truth": [packed(truth == label + 1) for label in range(targets)],
        "predicted": [[packed(predicted == label + 1) for label in range(targets)] for predicted in predictions],
        "dsc": dsc,
        "nsd": nsd,
        **auc,
        "dsc_final": dsc[-1],
        "nsd_final": nsd[-1],
        "clicks": clicks,
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--challenge", type=Path, required=True)
    parser.add_argument("--output", type=Path, default=Path(__file__).with_name("challenge.json"))
    arguments = parser.parse_args()
    challenge = challenge_functions(arguments.challenge)
    generator = np.random.default_rng(SEED)
    cases = [recorded_case(challenge, generator, index) for index in range(CASES)]
    lines = ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases)
    arguments.output.write_text(f'{{"cases":[\n{lines}\n]}}\n')
    return 0


if __name__ == "__main__":
    sys.exit(main())
