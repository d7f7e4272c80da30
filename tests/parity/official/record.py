"""Records the answers of a system's official code, for check_system.py to compare `imis` with.

    record.py FAMILY --code CHECKOUT --checkpoint FILE [--variant NAME] --output STEM IMAGE[@TOP,BOTTOM,LEFT,RIGHT]...

FAMILY is sam, medsam, huang, sam-med2d or sam2; CHECKOUT is a clone of facebookresearch/segment-anything,
bowang-lab/MedSAM, yuhoo0302/Segment-Anything-Model-for-Medical-Images, OpenGVLab/SAM-Med2D or facebookresearch/sam2,
which is imported, never copied. NAME is vit_b or another variant; for SAM-2 its configuration, such as
configs/sam2.1/sam2.1_hiera_t.yaml; for SAM-Med2D "plain" if it has no adapters. Needs what that code needs
(torchvision, scikit-image, albumentations, hydra-core and iopath), unlike anything else here. Every image, or the part
of it that is given, gets a point, a box, two points, a box with a point, and a second round, drawn from --seed. Writes
STEM.json (the cases) and STEM.npz: for each case the mask at the original size, packed, and every eighth low-res logit
of every eighth row.
"""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

import cv2
import numpy as np

import systems

STRIDE = 8  # of the low-res logits that are kept, along rows and columns


def draw_cases(generator: np.random.Generator, height: int, width: int) -> list[dict[str, Any]]:
    """Points anywhere in the image, a box of at least a third of its sides; in pixels of the image, x before y."""
    size = np.array([width, height])
    first, second = (generator.integers(0, size).tolist() for _ in range(2))
    low = generator.integers(0, size // 3)
    high = generator.integers(2 * size // 3, size)
    box = [*low.tolist(), *high.tolist()]
    return [
        {"case": "point", "points": [first], "labels": [1], "multimask": True},
        {"case": "box", "box": box, "multimask": False},
        {"case": "two_points", "points": [first, second], "labels": [1, 0], "multimask": False},
        {"case": "box_and_point", "points": [second], "labels": [0], "box": box, "multimask": False},
        {"case": "round2", "points": [first, second], "labels": [1, 0], "multimask": False, "mask": "of case point"},
    ]


def read_part(argument: str) -> np.ndarray:
    """RGB pixels [H, W, 3] of FILE[@TOP,BOTTOM,LEFT,RIGHT]."""
    name, _, part = argument.partition("@")
    image = cv2.imread(name, cv2.IMREAD_COLOR)
    if image is None:
        raise SystemExit(f"record: '{name}' is not an image; give PNG or JPEG files")
    top, bottom, left, right = map(int, part.split(",")) if part else (0, image.shape[0], 0, image.shape[1])
    return cv2.cvtColor(image[top:bottom, left:right], cv2.COLOR_BGR2RGB)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("family", choices=sorted(systems.SYSTEMS))
    parser.add_argument("--code", type=Path, required=True)
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--variant", default="")
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("images", nargs="+")
    args = parser.parse_args()
    sys.path.insert(0, str(args.code.resolve()))
    system = systems.SYSTEMS[args.family](args.checkpoint, args.variant)
    generator = np.random.default_rng(args.seed)
    cases, arrays = [], {}
    for argument in args.images:
        name, pixels = Path(argument).name, read_part(argument)
        system.set_image(pixels)
        earlier = None
        for case in draw_cases(generator, *pixels.shape[:2]):
            if not system.takes(case):
                continue
            logits, mask, predicted_iou = system.predict(case, earlier if "mask" in case else None)
            earlier = logits if case["case"] == "point" else earlier
            key = f"{name}/{case['case']}"
            arrays[f"{key}/low_res_logits_y{STRIDE}_x{STRIDE}"] = logits[::STRIDE, ::STRIDE].astype(np.float32)
            arrays[f"{key}/mask_packed"] = np.packbits(mask)
            answer = {"predicted_iou": [predicted_iou], "area": float(mask.mean())}
            cases.append({"image": name, "size": pixels.shape[:2], **case, **answer})
    Path(f"{args.output}.json").write_text("[\n" + ",\n".join(map(json.dumps, cases)) + "\n]\n", encoding="utf-8")
    np.savez_compressed(f"{args.output}.npz", **arrays)
    for case in cases:
        print(f"{case['image']} {case['size']} {case['case']}: area {case['area']:.4f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
