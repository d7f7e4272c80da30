"""Records the clicks of two simulated users' official code, for tests/interaction/official_clicks_test.cpp.

    make_click_fixtures.py RITM CVPR25

RITM is a checkout of github.com/SamsungLabs/ritm_interactive_segmentation, CVPR25 one of
github.com/JunMa11/CVPR-MedSegFMCompetition. Their code is run unchanged, not copied:

- ritm: isegm/inference/clicker.py, class Clicker, imported. Up to four clicks are made one after the other on one
  prediction, so that clicked pixels count.
- cvpr25: compute_edt of CVPR25_iter_eval.py, extracted from the file because the script runs on import. It is made for
  volumes: the flat error is repeated along the depth, further than any pixel is from background, and the middle slice
  is read, where depths are those in two dimensions. cc3d, which the script uses for components, is replaced by
  scipy.ndimage.label with all 26 neighbours. All pixels of greatest depth are recorded (the script draws one of them).

A mask pair in which OpenCV's rounding distinguishes equally deep pixels is left out of the ritm records and counted in
the output (see include/imis/image/mask_shape.hpp).

Writes clicks/official.txt beside itself, one case per line, with decimal numbers, and masks as hexadecimal digits of
four pixels each, the first pixel in the highest bit, row-major, padded with zeros at the end:

    ritm HEIGHT WIDTH PREDICTED TARGET COUNT X Y LABEL X Y LABEL ...
    cvpr25 HEIGHT WIDTH PREDICTED TARGET COUNT X Y LABEL X Y LABEL ...
"""

import ast
import importlib.util
import sys
from pathlib import Path

import cv2
import numpy as np
import torch
from scipy.ndimage import distance_transform_edt, gaussian_filter, label

HERE = Path(__file__).resolve().parent
CASES = 60  # of each kind


def load_clicker(folder):
    spec = importlib.util.spec_from_file_location("clicker", Path(folder) / "isegm/inference/clicker.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.Clicker


def load_compute_edt(folder):
    tree = ast.parse((Path(folder) / "CVPR25_iter_eval.py").read_text())
    tree.body = [node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == "compute_edt"]
    scope = {"np": np, "torch": torch, "distance_transform_edt": distance_transform_edt}
    exec(compile(tree, "CVPR25_iter_eval.py", "exec"), scope)
    return scope["compute_edt"]


def random_pair(rng):
    """Two smooth random masks that overlap; some touch the border, some are scattered, some all foreground."""
    height, width = (int(side) for side in rng.integers(3, 41, 2))
    sigma = rng.uniform(0.4, 6)
    noise = [gaussian_filter(rng.standard_normal((height, width)), sigma) for _ in range(2)]
    target = noise[0] > rng.uniform(-1.5, 1) * noise[0].std()
    mixed = noise[0] + rng.uniform(0, 1.5) * noise[1]
    predicted = mixed > rng.uniform(-1.5, 1.5) * mixed.std()
    return predicted, target


def ties_are_exact(*masks):
    """Whether OpenCV gives all equally deep pixels of the masks the same distance."""
    padded = [np.pad(mask, 1).astype(np.uint8) for mask in masks]
    rounded = np.stack([cv2.distanceTransform(mask, cv2.DIST_L2, 0) for mask in padded])
    exact = np.stack([distance_transform_edt(mask) for mask in padded])
    return all(len(np.unique(rounded[exact == depth])) == 1 for depth in np.unique(exact))


def ritm_clicks(clicker_class, predicted, target):
    clicker = clicker_class(gt_mask=target.astype(np.int32))
    for _ in range(min(4, int((predicted != target).sum()))):
        clicker.make_next_click(predicted)
    return [(int(c.coords[1]), int(c.coords[0]), int(c.is_positive)) for c in clicker.get_clicks()]


def cvpr25_clicks(compute_edt, predicted, target):
    depth = 2 * max(target.shape) + 1
    errors, _ = label(np.repeat((predicted != target)[None], depth, 0), np.ones((3, 3, 3)))
    sizes = np.bincount(errors.flat)
    sizes[0] = 0
    component = errors == np.argmax(sizes)
    edt = (compute_edt(component.astype(np.uint8).astype(np.float64)) * component)[depth // 2]
    return [(int(x), int(y), int(target[y, x])) for y, x in np.argwhere(edt == edt.max())]


def hex_digits(mask):
    bits = np.concatenate([mask.ravel(), np.zeros(-mask.size % 8, bool)])
    return np.packbits(bits).tobytes().hex()[: (mask.size + 3) // 4]


def line(kind, predicted, target, clicks):
    numbers = [len(clicks), *(value for click in clicks for value in click)]
    return " ".join([kind, *map(str, target.shape), hex_digits(predicted), hex_digits(target), *map(str, numbers)])


def main():
    clicker_class, compute_edt = load_clicker(sys.argv[1]), load_compute_edt(sys.argv[2])
    rng = np.random.default_rng(2025)
    lines, left_out = {"ritm": [], "cvpr25": []}, 0
    while len(lines["ritm"]) < CASES:
        predicted, target = random_pair(rng)
        if (predicted == target).all():
            continue
        if not ties_are_exact(predicted & ~target, target & ~predicted):
            left_out += 1
            continue
        lines["ritm"].append(line("ritm", predicted, target, ritm_clicks(clicker_class, predicted, target)))
        lines["cvpr25"].append(line("cvpr25", predicted, target, cvpr25_clicks(compute_edt, predicted, target)))
    (HERE / "clicks").mkdir(exist_ok=True)
    (HERE / "clicks" / "official.txt").write_text("\n".join(lines["ritm"] + lines["cvpr25"]) + "\n")
    print(f"{CASES} cases of each kind; {left_out} left out because of OpenCV's rounding (version {cv2.__version__})")


if __name__ == "__main__":
    main()
