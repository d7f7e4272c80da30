"""The category table: published as a pickle, stored in bundles as JSON and a plain array."""

import io
import json
import pickle
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from user_error import UserError

JSON_NAME = "categories.json"
TABLE_NAME = "category_table.npy"

# The only names that a pickled float array needs; numpy 2 writes them under `_core`.
ALLOWED = {
    ("numpy.core.multiarray", "_reconstruct"),
    ("numpy._core.multiarray", "_reconstruct"),
    ("numpy", "ndarray"),
    ("numpy", "dtype"),
}


class ArrayUnpickler(pickle.Unpickler):
    """Loads lists, dicts, strings, numbers and arrays; refuses every other name."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) not in ALLOWED:
            raise pickle.UnpicklingError(f"it refers to {module}.{name}")
        if name == "_reconstruct":
            return np.empty(0).__reduce__()[0]
        return getattr(np, name)


@dataclass(frozen=True)
class Categories:
    """`names`: data set label to display name and category; `table` [K, n]: one unit column per category."""

    names: dict[str, dict[str, str]]
    categories: list[str]
    table: np.ndarray

    def write(self, folder: Path) -> None:
        document = {"names": self.names, "categories": self.categories, "table": TABLE_NAME}
        text = json.dumps(document, indent=1, ensure_ascii=False, sort_keys=False)
        (folder / JSON_NAME).write_text(text + "\n", encoding="utf-8")
        np.save(folder / TABLE_NAME, np.ascontiguousarray(self.table, dtype=np.float32))


def load_categories(path: Path, semantic_dim: int) -> Categories:
    """From the published pickle, or from a categories.json with its array beside it."""
    if not path.is_file():
        raise UserError(f"{path}: no such file; give the category table with --categories")
    categories = from_json(path) if path.suffix == ".json" else from_pickle(path)
    expected = (semantic_dim, len(categories.categories))
    if categories.table.shape != expected:
        raise UserError(f"{path}: the category table has shape {categories.table.shape}, not {expected}")
    return categories


def from_pickle(path: Path) -> Categories:
    try:
        content = ArrayUnpickler(io.BytesIO(path.read_bytes())).load()
    except pickle.UnpicklingError as error:
        raise UserError(f"{path}: refused: {error}, which is neither plain data nor an array") from error
    except Exception as error:
        raise UserError(f"{path}: not a pickled category table ({error})") from error
    try:
        table, labels, _, by_index = content
        categories = [str(by_index[index]) for index in range(len(by_index))]
        names = {
            str(label): {"display": str(display), "category": normalised_category(str(category))}
            for label, (display, category) in labels.items()
        }
        return Categories(names, categories, np.asarray(table, dtype=np.float32))
    except (TypeError, ValueError, KeyError, AttributeError) as error:
        raise UserError(f"{path}: is not [table, label names, index by category, category by index]") from error


def from_json(path: Path) -> Categories:
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        table = np.load(path.parent / Path(document["table"]).name, allow_pickle=False)
        names = {
            label: {"display": entry["display"], "category": entry["category"]}
            for label, entry in document["names"].items()
        }
        return Categories(names, [str(name) for name in document["categories"]], table.astype(np.float32))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise UserError(f"{path}: not a category file with its array beside it ({error})") from error


def normalised_category(name: str) -> str:
    """As in the published index: lower case, without a side; `_`, `-` and runs of spaces become one space."""
    name = name.lower().replace("_", " ").replace("-", " ").replace("left", "").replace("right", "").strip()
    return re.sub(r"\s+", " ", name)
