"""Images and targets of a data set folder, as `imis evaluate` reads them."""

import itertools
import json
import re
from pathlib import Path
from typing import Iterator, NamedTuple

import cv2
import numpy as np
import scipy.sparse

from user_error import UserError

SHAPE = re.compile(r"\((\d+), ?(\d+), ?(\d+)")  # of the label's planes, in the name of its file


class Sample(NamedTuple):
    """An image and its targets' masks; `names` are the masks' labels."""

    image: np.ndarray  # uint8 [H, W, 3], RGB
    masks: list[np.ndarray]  # bool [H, W]
    names: list[str]


class Item(NamedTuple):
    """Where a sample is read from."""

    dataset: str
    image: Path
    label: Path
    labels: dict[int, str]  # by plane


def data_folders(folder: Path) -> list[Path]:
    """The folder itself or, where it holds several data sets, these."""
    if (folder / "dataset.json").is_file():
        return [folder]
    found = sorted(path.parent for path in folder.glob("*/dataset.json"))
    if not found:
        raise UserError(f"{folder}: no data set (dataset.json) there or one folder below")
    return found


def items_of(folder: Path) -> Iterator[Item]:
    """The test split of one data set."""
    content = json.loads((folder / "dataset.json").read_text(encoding="utf-8"))
    labels = {int(number) - 1: name for number, name in content["labels"].items() if int(number) > 0}
    for entry in content["test"]:
        yield Item(content["name"], folder / entry["image"], folder / entry["label"], labels)


def find_items(folder: Path, count: int) -> list[Item]:
    """The first `count` images of every data set."""
    items = [item for found in data_folders(folder) for item in itertools.islice(items_of(found), count)]
    if not items:
        raise UserError(f"{folder}: no test images")
    return items


def read_sample(item: Item) -> Sample:
    """The image and all targets that have any pixel."""
    image = cv2.imread(str(item.image), cv2.IMREAD_COLOR)
    if image is None:
        raise UserError(f"{item.image}: cannot be read as an image")
    height, width = image.shape[:2]
    found = SHAPE.search(item.label.name)
    if not found or (int(found[2]), int(found[3])) != (height, width):
        raise UserError(f"{item.label}: its name does not give the image's size ({height}, {width})")
    planes = scipy.sparse.csr_matrix(scipy.sparse.load_npz(item.label)).reshape(int(found[1]), -1)
    present = [int(plane) for plane in np.flatnonzero(planes.getnnz(axis=1))]
    masks = [planes[plane].toarray().reshape(height, width) > 0 for plane in present]
    return Sample(cv2.cvtColor(image, cv2.COLOR_BGR2RGB), masks, [item.labels[plane] for plane in present])
