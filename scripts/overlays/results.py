"""The results folder of `imis evaluate`: which targets were segmented, with which prompts, and how well."""

import csv
import json
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Sequence

import cv2
import numpy as np

from .errors import OverlayError
from .pictures import decode

# Characters that `imis` replaces in the names of mask files.
UNUSABLE = '/\\:*?"<>|'


@dataclass
class Session:
    """The rounds of one target of one image; prompts and Dice of rounds 1, 2, ..."""

    dataset: str
    modality: str
    image: str
    target: str
    prompts: list[dict] = field(default_factory=list)
    dice: list[float] = field(default_factory=list)


@dataclass(frozen=True)
class Results:
    folder: Path
    context: dict[str, str]  # of summary.json
    sessions: list[Session]  # in the order of rows.csv, first repeat only

    @property
    def rounds(self) -> int:
        return len(self.sessions[0].dice)

    @property
    def split(self) -> str:
        return self.context.get("split", "test")

    def dataset_folders(self) -> list[Path]:
        """As they were given to the evaluation: relative ones count from the folder that it ran in."""
        return [Path(value) for key, value in self.context.items()
                if key.startswith("dataset.") and key.endswith(".folder")]


def read_sessions(path: Path) -> list[Session]:
    sessions: dict[tuple[str, str, str], Session] = {}
    with open(path, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["repeat"] != "1":
                continue
            key = (row["dataset"], row["image"], row["target"])
            session = sessions.setdefault(key, Session(row["dataset"], row["modality"], row["image"], row["target"]))
            session.prompts.append(json.loads(row["prompt"]))
            session.dice.append(float(row["dice"]))
    return list(sessions.values())


def read_results(folder: Path) -> Results:
    try:
        sessions = read_sessions(folder / "rows.csv")
        context = json.loads((folder / "summary.json").read_text(encoding="utf-8"))["context"]
    except FileNotFoundError as error:
        raise OverlayError(f"{error.filename}: no such file; first run `imis evaluate --output {folder} --save-masks`")
    except (KeyError, TypeError, ValueError) as error:
        raise OverlayError(f"{folder}: rows.csv or summary.json is not what `imis evaluate` writes ({error}); "
                           "evaluate again with --overwrite")
    if not sessions:
        raise OverlayError(f"{folder / 'rows.csv'}: has no rows; evaluate at least one image")
    return Results(folder, context, sessions)


def only_datasets(results: Results, names: Sequence[str]) -> Results:
    present = sorted({session.dataset for session in results.sessions})
    for name in names:
        if name not in present:
            raise OverlayError(f"--only {name}: {results.folder} has no such data set; there are {', '.join(present)}")
    return replace(results, sessions=[session for session in results.sessions if session.dataset in names])


def check_rounds(results: Results, rounds: Sequence[int]) -> None:
    for number in rounds:
        if not 1 <= number <= results.rounds:
            raise OverlayError(f"round {number} was not run, {results.folder} has rounds 1 to {results.rounds}; "
                               f"choose other --rounds, or evaluate with --rounds {max(rounds)} --overwrite")


def check_masks(results: Results) -> None:
    if not (results.folder / "masks").is_dir():
        raise OverlayError(f"{results.folder}: has no masks; evaluate again with --save-masks --overwrite")


def file_name(name: str) -> str:
    """A name as `imis` makes it safe for files."""
    safe = "".join("_" if letter < " " or letter in UNUSABLE else letter for letter in name)
    return "_" + safe if not safe or safe.startswith(".") else safe


def mask_path(folder: Path, session: Session, number: int) -> Path:
    return (folder / "masks" / file_name(session.dataset) / file_name(session.image)
            / f"{file_name(session.target)}_r{number}.png")


def read_mask(folder: Path, session: Session, number: int, size: tuple[int, int]) -> np.ndarray:
    """The mask after a round, bool [height, width]."""
    path = mask_path(folder, session, number)
    if not path.is_file():
        raise OverlayError(f"{path}: no such file; evaluate again with --save-masks --overwrite")
    mask = decode(path, cv2.IMREAD_GRAYSCALE)
    if mask is None or mask.shape != size:
        raise OverlayError(f"{path}: is no mask of the image's size ({size[1]} x {size[0]}); "
                           "evaluate again with --save-masks --overwrite")
    return mask > 127
