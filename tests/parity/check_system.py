"""The whole way from an official checkpoint to masks against the official code's recorded outputs (real data).

    check_system.py FAMILY RECORD KEYS --imis PROGRAM --work FOLDER

Makes the pseudo-random checkpoint that the record belongs to, exports it, replays the record's prompts with
`imis evaluate` on the real slice, and compares low-res logits (every second pixel) and masks at the original size.
"""

import argparse
import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import scipy.sparse

SOURCE = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("IMIS_TEST_DATA", SOURCE.parent / "shared" / "data"))
LOGITS_TOLERANCE = 2e-3
SAME_PIXELS = 0.999
# Our targets: which recorded case each round of a target must reproduce.
SESSIONS = {"click": ["point", "round2"], "box": ["box"], "two": ["two_points"]}


def run(*command: object, quiet: bool = False) -> None:
    subprocess.run([str(part) for part in command], check=True, stdout=subprocess.DEVNULL if quiet else None)


def prepare_bundle(family: str, keys: str, work: Path) -> Path:
    bundle, checkpoint = work / "bundle", work / "checkpoint.pth"
    if not (bundle / "model.json").is_file():
        tool = DATA.parent / "tools" / "random_checkpoint.py"
        run(sys.executable, tool, "--system", keys, "--output", checkpoint, "--salt", "a")
        run(sys.executable, SOURCE / "scripts" / "export_model.py", family, "--checkpoint", checkpoint,
            "--output", bundle, "--force", "--name", family)
        checkpoint.unlink()
    return bundle


def write_dataset(folder: Path, image: Path, height: int, width: int, targets: list[str]) -> None:
    """The image with one small square a target: what is scored does not matter here."""
    (folder / "image").mkdir(parents=True, exist_ok=True)
    (folder / "label").mkdir(exist_ok=True)
    (folder / "image" / "slice.png").write_bytes(image.read_bytes())
    square = np.zeros((height, width), np.uint8)
    square[100:120, 200:220] = 1
    label = f"label/x___slice.({len(targets)}, {height}, {width}, 1).npz"
    scipy.sparse.save_npz(folder / label, scipy.sparse.csr_matrix(np.stack([square.ravel()] * len(targets))))
    description = {
        "name": "recorded", "modality": "CT", "labels": {str(i + 1): name for i, name in enumerate(targets)},
        "training": [], "test": [{"image": "image/slice.png", "label": label}],
    }
    (folder / "dataset.json").write_text(json.dumps(description))


def given(case: dict, height: int, width: int, only_last: bool) -> dict:
    prompt = {"grid": [height, width]}
    points = [[*at, label] for at, label in zip(case.get("points", []), case.get("labels", []))]
    if points:
        prompt["points"] = points[-1:] if only_last else points
    if "box" in case:
        prompt["box"] = case["box"]
    return prompt


def write_prompts(file: Path, cases: dict[str, dict], targets: list[str]) -> None:
    with file.open("w", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["dataset", "image", "target", "round", "prompt"])
        for target in targets:
            for number, name in enumerate(SESSIONS[target], 1):
                prompt = given(cases[name], *cases[name]["size"], only_last=number > 1)
                writer.writerow(["recorded", "slice", target, number, json.dumps(prompt)])


def compare(output: Path, arrays, image: str, targets: list[str], size: tuple[int, int]) -> bool:
    import cv2

    fine = True
    for target in targets:
        for number, name in enumerate(SESSIONS[target], 1):
            file = f"recorded/slice/{target}_r{number}"
            logits = np.load(output / "logits" / f"{file}.npy")[::2, ::2]
            error = float(np.abs(logits - arrays[f"{image}/{name}/low_res_logits_y2_x2"]).max())
            mask = cv2.imread(str(output / "masks" / f"{file}.png"), cv2.IMREAD_GRAYSCALE) > 127
            expected = np.unpackbits(arrays[f"{image}/{name}/mask_packed"]).reshape(size).astype(bool)
            same = float((mask == expected).mean())
            good = error < LOGITS_TOLERANCE and same > SAME_PIXELS
            fine = fine and good
            print(f"{name}: logits within {error:.1e}, {100 * same:.4f}% of pixels equal{'' if good else '  FAILED'}")
    return fine


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("family", "record", "keys"):
        parser.add_argument(name)
    parser.add_argument("--imis", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    args = parser.parse_args()
    record = DATA / "parity" / f"{args.record}.json"
    if not record.is_file() or not (DATA / "BTCV").is_dir():
        print(f"Skipped, real data absent: {record} (set IMIS_TEST_DATA to the folder that holds it)")
        return 0
    cases = {case["case"]: case for case in json.loads(record.read_text())}
    first = next(iter(cases.values()))
    targets = [target for target, names in SESSIONS.items() if all(name in cases for name in names)]
    args.work.mkdir(parents=True, exist_ok=True)
    bundle = prepare_bundle(args.family, args.keys, args.work)
    write_dataset(args.work / "data", DATA / "BTCV" / "image" / first["image"], *first["size"], targets)
    write_prompts(args.work / "prompts.csv", cases, targets)
    run(args.imis, "-q", "evaluate", "-m", bundle, "-d", args.work / "data", "-o", args.work / "out", "--overwrite",
        "--prompts", args.work / "prompts.csv", "--save-logits", "--save-masks", "--device", "cpu", quiet=True)
    fine = compare(args.work / "out", np.load(record.with_suffix(".npz")), first["image"], targets, tuple(first["size"]))
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main())
