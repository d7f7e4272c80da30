#!/usr/bin/env python3
"""Measures how well `imis segment --propagate` finds the objects of a label map.

Each object is prompted once, with its box on the slice along the third voxel axis where it is largest; the Dice of the
whole object and of that slice is printed. Image and labels are NIfTI files on the same grid.

    .venv/bin/python scripts/measure_propagation.py --model models/imis-tiny --image image.nii.gz --labels labels.nii.gz
"""

import argparse
import gzip
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

TYPES = {2: "u1", 4: "i2", 8: "i4", 16: "f4", 256: "i1", 512: "u2", 768: "u4"}
PLANES = ("sagittal", "coronal", "axial")
LEAST_PIXELS = 30  # of an object's largest slice; smaller objects are skipped


def read_nifti(path: Path) -> np.ndarray:
    """The voxels of a little-endian NIfTI-1 file as [i, j, k]."""
    raw = path.read_bytes()
    if raw[:2] == b"\x1f\x8b":
        raw = gzip.decompress(raw)
    shape = np.frombuffer(raw, "<i2", 3, 42)
    kind = TYPES[int(np.frombuffer(raw, "<i2", 1, 70)[0])]
    offset = int(np.frombuffer(raw, "<f4", 1, 108)[0])
    return np.frombuffer(raw, "<" + kind, int(np.prod(shape)), offset).reshape(shape, order="F")


def dice(a: np.ndarray, b: np.ndarray) -> float:
    return 2.0 * np.count_nonzero(a & b) / max(1, np.count_nonzero(a) + np.count_nonzero(b))


def measure(args: argparse.Namespace, truth: np.ndarray, output: Path) -> tuple[float, float, list[int]]:
    """Dice of the object, Dice of the prompted slice, first and last slice found."""
    k = int(truth.sum((0, 1)).argmax())
    x, y = np.nonzero(truth[:, :, k])
    box = f"{x.min()},{y.min()},{x.max()},{y.max()}"
    command = [args.imis, "-q", "segment", "-m", args.model, "-i", args.image, "-o", output, "--force"]
    command += ["--slice", f"{args.plane}:{k}", "--box", box, "--propagate"]
    command += ["--min-iou", str(args.min_iou), "--max-shift", str(args.max_shift)]
    line = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    found = read_nifti(output) > 0
    return dice(truth, found), dice(truth[:, :, k], found[:, :, k]), line["slices"]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--imis", default="build/imis", help="the program (build/imis)")
    parser.add_argument("--model", required=True, type=Path)
    parser.add_argument("--image", required=True, type=Path)
    parser.add_argument("--labels", required=True, type=Path)
    parser.add_argument("--only", type=int, nargs="*", help="only these labels")
    parser.add_argument("--plane", default="axial", choices=PLANES, help="the plane across the third voxel axis")
    parser.add_argument("--min-iou", type=float, default=0.5)
    parser.add_argument("--max-shift", type=float, default=1)
    parser.add_argument("--least", type=float, default=0, help="fail if the mean Dice is below this")
    args = parser.parse_args()
    labels = read_nifti(args.labels)
    results = []
    with tempfile.TemporaryDirectory() as folder:
        for label in args.only or np.unique(labels[labels != 0]):
            truth = labels == label
            if truth.sum((0, 1)).max() < LEAST_PIXELS:
                continue
            whole, prompted, slices = measure(args, truth, Path(folder) / "mask.nii.gz")
            there = np.nonzero(truth.any((0, 1)))[0]
            true = [int(there[0]), int(there[-1])]
            print(f"label {label}: Dice {whole:.3f}, prompted slice {prompted:.3f}, slices {slices}, true {true}")
            results.append((whole, prompted))
    mean = np.mean(results, axis=0)
    print(f"mean of {len(results)} objects: Dice {mean[0]:.3f}, prompted slice {mean[1]:.3f}")
    return 0 if mean[0] >= args.least else 1


if __name__ == "__main__":
    sys.exit(main())
