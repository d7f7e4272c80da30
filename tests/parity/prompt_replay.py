"""A record of official answers (JSON) as a data set and a prompt file that `imis evaluate` can replay."""

import csv
import json
from pathlib import Path
from typing import Any, Iterator

import cv2
import numpy as np
import scipy.sparse

Case = dict[str, Any]
DATASET = "recorded"
# Our targets: which recorded case each round of a target must reproduce.
SESSIONS = {"click": ["point", "round2"], "box": ["box"], "two": ["two_points"], "both": ["box_and_point"]}


class Image:
    """One image of a record, FILE or FILE@TOP,BOTTOM,LEFT,RIGHT, with its cases by name."""

    def __init__(self, name: str, number: int, cases: dict[str, Case], folders: list[Path]) -> None:
        self.name, self.stem, self.cases = name, f"image{number}", cases
        self.height, self.width = next(iter(cases.values()))["size"]
        self.targets = [target for target, wanted in SESSIONS.items() if all(case in cases for case in wanted)]
        file, _, part = name.partition("@")
        self.file = next((folder / file for folder in folders if (folder / file).is_file()), None)
        self.part = list(map(int, part.split(","))) if part else None

    def pixels(self) -> np.ndarray:
        whole = cv2.imread(str(self.file), cv2.IMREAD_UNCHANGED)
        if self.part is None:
            return whole
        top, bottom, left, right = self.part
        return whole[top:bottom, left:right]

    def rounds(self) -> Iterator[tuple[str, int, Case]]:
        """Target, round and case."""
        for target in self.targets:
            for number, name in enumerate(SESSIONS[target], 1):
                yield target, number, self.cases[name]


def read_record(record: Path, folders: list[Path]) -> list[Image]:
    """The images of a record, searched for in `folders`; `file` is None if one is not found."""
    images: dict[str, dict[str, Case]] = {}
    for case in json.loads(record.read_text(encoding="utf-8")):
        images.setdefault(case["image"], {})[case["case"]] = case
    return [Image(name, number, cases, folders) for number, (name, cases) in enumerate(images.items())]


def write_dataset(folder: Path, images: list[Image]) -> None:
    """Every image with one small square per target: the scores do not matter here."""
    (folder / "image").mkdir(parents=True, exist_ok=True)
    (folder / "label").mkdir(exist_ok=True)
    names, entries = list(SESSIONS), []
    for image in images:
        cv2.imwrite(str(folder / "image" / f"{image.stem}.png"), image.pixels())
        square = np.zeros((image.height, image.width), np.uint8)
        square[20:40, 30:50] = 1
        planes = np.stack([square.ravel() * (name in image.targets) for name in names])
        label = f"label/x___{image.stem}.({len(names)}, {image.height}, {image.width}, 1).npz"
        scipy.sparse.save_npz(folder / label, scipy.sparse.csr_matrix(planes))
        entries.append({"image": f"image/{image.stem}.png", "label": label})
    labels = {str(number): name for number, name in enumerate(names, 1)}
    description = {"name": DATASET, "modality": "CT", "labels": labels, "training": [], "test": entries}
    (folder / "dataset.json").write_text(json.dumps(description), encoding="utf-8")


def given(case: Case, only_last: bool) -> dict[str, Any]:
    """What the user gives in a round: in later rounds, only the last point."""
    prompt: dict[str, Any] = {"grid": case["size"]}
    points = [[*at, label] for at, label in zip(case.get("points", []), case.get("labels", []))]
    if points:
        prompt["points"] = points[-1:] if only_last else points
    if "box" in case:
        prompt["box"] = case["box"]
    return prompt


def write_prompts(file: Path, images: list[Image]) -> None:
    with file.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(["dataset", "image", "target", "round", "prompt"])
        for image in images:
            for target, number, case in image.rounds():
                prompt = json.dumps(given(case, only_last=number > 1))
                writer.writerow([DATASET, image.stem, target, number, prompt])
