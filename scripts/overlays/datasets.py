"""Data sets in the IMed-361M layout, with the names that `imis` gives to their images."""

import json
import posixpath
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Sequence

import numpy as np
import scipy.sparse

from .errors import OverlayError
from .pictures import read_image


@dataclass(frozen=True)
class Sample:
    image: np.ndarray  # uint8 RGB [height, width, 3]
    truth: dict[str, np.ndarray]  # by target name, bool [height, width]

    @property
    def size(self) -> tuple[int, int]:
        return self.image.shape[:2]


@dataclass(frozen=True)
class Dataset:
    folder: Path
    content: dict  # of dataset.json

    @property
    def name(self) -> str:
        return safe_name(self.content.get("name") or "") or safe_name(self.folder.resolve().name) or "dataset"

    @property
    def classes(self) -> list[str]:
        labels = self.content["labels"]
        numbered = enumerate(labels) if isinstance(labels, list) else labels.items()
        named = sorted((int(number), name) for number, name in numbered)
        return [name for _, name in named if name.lower() != "background"]


def safe_name(name: str) -> str:
    safe = "".join("_" if letter < " " or letter in "/\\" else letter for letter in name)
    return safe if safe.strip(". ") else ""


def image_name(path: str) -> str:
    """ "image/a/b.png" gives "a_b"."""
    normal = PurePosixPath(posixpath.normpath(path))
    return safe_name("_".join([*normal.parts[1:-1], normal.stem])) if path else ""


def named_items(dataset: Dataset, split: str) -> dict[str, dict]:
    """The items of a split by name; a name that comes again gets "-2", "-3", ..."""
    items: dict[str, dict] = {}
    for number, item in enumerate(dataset.content.get(split) or [], start=1):
        path = item.get("image") if isinstance(item, dict) else None
        name = image_name(path) if isinstance(path, str) else ""
        name = name or f"{split}-{number}"
        unique, count = name, 1
        while unique in items:
            count += 1
            unique = f"{name}-{count}"
        items[unique] = item
    return items


def read_dataset(folder: Path) -> Dataset:
    path = folder / "dataset.json"
    try:
        return Dataset(folder, json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError) as error:
        raise OverlayError(f"{path}: can't be read: {error}")


def find_datasets(folders: Sequence[Path]) -> dict[str, Dataset]:
    """Each folder is a data set or holds several; by name."""
    found: dict[str, Dataset] = {}
    for folder in folders:
        paths = [folder / "dataset.json"] if (folder / "dataset.json").exists() else folder.glob("*/dataset.json")
        for path in sorted(paths):
            dataset = read_dataset(path.parent)
            found.setdefault(dataset.name, dataset)
    return found


def read_truth(path: Path, classes: Sequence[str], size: tuple[int, int]) -> dict[str, np.ndarray]:
    """The planes that have a pixel; the true shape (classes, height, width, 1) stands in the file's name."""
    shape = [int(number) for number in re.findall(r"\d+", path.stem[path.stem.rfind("("):])]
    try:
        planes = scipy.sparse.load_npz(path).tocsr()
    except (OSError, ValueError, KeyError, zipfile.BadZipFile) as error:
        raise OverlayError(f"{path}: can't be read: {error}")
    if shape[:3] != [len(classes), *size] or planes.shape != (len(classes), size[0] * size[1]):
        raise OverlayError(f"{path}: does not fit the image ({size[1]} x {size[0]}) and the {len(classes)} classes")
    dense = {name: planes[[index]].toarray().reshape(size) != 0 for index, name in enumerate(classes)}
    return {name: plane for name, plane in dense.items() if plane.any()}


def load_sample(dataset: Dataset, split: str, name: str) -> Sample:
    item = named_items(dataset, split).get(name)
    if item is None:
        raise OverlayError(f"{dataset.folder}: its {split} split has no image '{name}'; "
                           "give the data that was evaluated with --data")
    image = read_image(dataset.folder / item["image"])
    return Sample(image, read_truth(dataset.folder / item["label"], dataset.classes, image.shape[:2]))
