"""Compares the whole way from a checkpoint to masks with the official code's recorded answers.

    check_system.py FAMILY VARIANT --record NAME --imis PROGRAM --work FOLDER [--salt TEXT] [--device cpu]

Exports the pseudo-random checkpoint that the records belong to, replays their prompts with `imis evaluate`, and
compares low-res logits, predicted IoU and masks at the images' own sizes. Records of that name are in recorded/ (made
by official/record.py), which must be there, and among the real data; a missing one of these is reported.
"""

import argparse
import csv
import hashlib
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Mapping

import cv2
import numpy as np
import torch

from prompt_replay import DATASET, Image, read_record, write_dataset, write_prompts

SOURCE = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(SOURCE / "tests" / "python"))

from checkpoints import write_published_checkpoint  # noqa: E402

DATA = Path(os.environ.get("IMIS_TEST_DATA", SOURCE.parent / "shared" / "data"))
RECORDS = [Path(__file__).resolve().parent / "recorded", DATA / "parity"]
IMAGES = [DATA / "BTCV" / "image", *sorted((SOURCE / "data" / "phantoms").glob("*/image"))]
LOGITS_TOLERANCE = 2e-3
IOU_TOLERANCE = 1e-3
SAME_PIXELS = 0.999


def run(*command: object) -> None:
    subprocess.run([str(part) for part in command], check=True, stdout=subprocess.DEVNULL)


def stamp_of(*made_with: str) -> str:
    """Changes with the exporter and with what it is given, so that a kept bundle is that of today's code."""
    files = sorted([*SOURCE.glob("scripts/imis_export/**/*.py"), SOURCE / "scripts" / "export_model.py",
                    *SOURCE.glob("tests/python/*checkpoint*.py")])  # fmt: skip
    digest = hashlib.sha256(" ".join((*made_with, torch.__version__)).encode())
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()


def prepare_bundle(family: str, variant: str, salt: str, work: Path) -> Path:
    bundle, checkpoint, stamp_file = work / "bundle", work / "checkpoint.pth", work / "bundle.stamp"
    stamp = stamp_of(family, variant, salt)
    kept = (bundle / "model.json").is_file() and stamp_file.is_file() and stamp_file.read_text() == stamp
    if not kept:
        write_published_checkpoint(family, variant, salt, checkpoint)
        run(sys.executable, SOURCE / "scripts" / "export_model.py", family, "--checkpoint", checkpoint,
            "--output", bundle, "--force", "--name", family)  # fmt: skip
        checkpoint.unlink()
        stamp_file.write_text(stamp)
    return bundle


def sampled(arrays: Mapping[str, np.ndarray], prefix: str) -> tuple[int, np.ndarray]:
    """The step between the recorded logits, and the logits: NAME_y8_x8 has every eighth."""
    name = next(key for key in arrays if key.startswith(prefix + "/low_res_logits"))
    return int(re.search(r"_x(\d+)$", name).group(1)), arrays[name]


def compare(image: Image, arrays: Mapping[str, np.ndarray], output: Path) -> bool:
    with (output / "rows.csv").open(newline="", encoding="utf-8") as stream:
        rows = {(row["image"], row["target"], int(row["round"])): row for row in csv.DictReader(stream)}
    rounds = list(image.rounds())
    fine = bool(rounds)
    if not rounds:
        print(f"{image.name}: none of its recorded cases can be replayed  FAILED")
    for target, number, case in rounds:
        file = f"{DATASET}/{image.stem}/{target}_r{number}"
        prefix = f"{image.name}/{case['case']}"
        step, expected = sampled(arrays, prefix)
        logits = np.load(output / "logits" / f"{file}.npy")[::step, ::step]
        error = float(np.abs(logits - expected).max())
        mask = cv2.imread(str(output / "masks" / f"{file}.png"), cv2.IMREAD_GRAYSCALE) > 127
        bits = np.unpackbits(arrays[f"{prefix}/mask_packed"])[: mask.size]
        same = float((mask.ravel() == bits).mean())
        predicted_iou = float(rows[image.stem, target, number]["predicted_iou"])
        iou_error = abs(predicted_iou - case["predicted_iou"][case.get("best", 0)])
        good = error < LOGITS_TOLERANCE and same > SAME_PIXELS and iou_error < IOU_TOLERANCE
        fine = fine and good
        print(f"{prefix}: logits within {error:.1e}, predicted IoU within {iou_error:.1e}, "
              f"{100 * same:.4f}% of pixels equal{'' if good else '  FAILED'}")  # fmt: skip
    return fine


def check(record: Path, bundle: Path, images: list[Image], imis: Path, work: Path, device: str) -> bool:
    write_dataset(work / "data", images)
    write_prompts(work / "prompts.csv", images)
    run(imis, "-q", "evaluate", "-m", bundle, "-d", work / "data", "-o", work / "out", "--overwrite",
        "--prompts", work / "prompts.csv", "--save-logits", "--save-masks", "--device", device)  # fmt: skip
    arrays = dict(np.load(record.with_suffix(".npz")))
    return all([compare(image, arrays, work / "out") for image in images])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("family")
    parser.add_argument("variant")
    parser.add_argument("--record", required=True)
    parser.add_argument("--imis", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--salt", default="a")
    parser.add_argument("--device", default="cpu")
    args = parser.parse_args()
    torch.set_num_threads(1)
    found = {}
    for record in (folder / f"{args.record}.json" for folder in RECORDS):
        images = read_record(record, IMAGES) if record.is_file() else []
        if images and all(image.file for image in images):
            found[record] = images
        else:
            print(f"Skipped, because it or its images are missing: {record}")
    if RECORDS[0] / f"{args.record}.json" not in found:
        return 1
    args.work.mkdir(parents=True, exist_ok=True)
    bundle = prepare_bundle(args.family, args.variant, args.salt, args.work)
    results = [
        check(record, bundle, images, args.imis, args.work / record.parent.name, args.device)
        for record, images in found.items()
    ]
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
