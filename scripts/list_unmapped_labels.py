"""Lists the labels of data sets that configs/imed361m/aliases.json maps to no target.

usage: python list_unmapped_labels.py DATASET...     folders with a dataset.json, or folders of such folders
"""

import json
import re
import sys
from pathlib import Path
from typing import Any

from user_error import UserError

ALIASES = Path(__file__).resolve().parent.parent / "configs" / "imed361m" / "aliases.json"


def normalised_label(label: str) -> str:
    """What counts when labels are compared: lower case, one space between words, without `left` and `right`."""
    words = re.sub(r"[\s_/-]+", " ", label.lower()).split(" ")
    return " ".join(word for word in words if word not in ("", "left", "right"))


def mapped_labels(aliases: dict[str, Any]) -> dict[str, str]:
    """Normalised label to the code of a target, or to the letter of a group where the table has no such target."""
    mapped = {label: code for code, labels in aliases["targets"].items() for label in labels}
    for structure in aliases["beyond_table"]:
        mapped.update(dict.fromkeys(structure["labels"], structure["group"]))
    return mapped


def dataset_labels(folder: Path) -> set[str]:
    """The labels of a data set, or of all data sets in a folder; the background is none."""
    files = [folder / "dataset.json"] if (folder / "dataset.json").is_file() else sorted(folder.glob("*/dataset.json"))
    if not files:
        raise UserError(f"{folder}: holds no dataset.json; name a data set, or a folder of data sets")
    labels: set[str] = set()
    for file in files:
        try:
            named = json.loads(file.read_text(encoding="utf-8"))["labels"]
            labels.update(name for value, name in named.items() if value != "0")
        except (OSError, ValueError, KeyError, AttributeError) as error:
            raise UserError(f"{file}: has no readable `labels` ({error})") from error
    return labels


def main(arguments: list[str]) -> int:
    if not arguments:
        print(__doc__, file=sys.stderr)
        return 2
    aliases = json.loads(ALIASES.read_text(encoding="utf-8"))
    mapped = mapped_labels(aliases)
    reasons = {entry["label"]: entry["reason"] for entry in aliases["not_mapped"]}
    labels = set().union(*(dataset_labels(Path(argument)) for argument in arguments))
    for label in sorted(labels):
        name = normalised_label(label)
        if name not in mapped:
            print(f"{label}: {reasons.get(name, 'not in the alias table yet')}")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except UserError as problem:
        print(f"error: {problem}", file=sys.stderr)
        sys.exit(1)
