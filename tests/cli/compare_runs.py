"""Exit code 1, and where they differ, unless two run folders hold the same results: all tables byte for byte, and
summary.json but for times and what its context says of where and when."""

import json
import sys
from pathlib import Path


def summary(folder: Path) -> dict:
    content = json.loads((folder / "summary.json").read_text())
    content.pop("times", None)
    content["context"].pop("started", None)
    return content


def results(folder: Path) -> set[Path]:
    suffixes = (".csv", ".png", ".npy", ".json")
    return {path.relative_to(folder) for path in folder.rglob("*") if path.suffix in suffixes} - {Path("summary.json")}


def main() -> int:
    one, other = Path(sys.argv[1]), Path(sys.argv[2])
    names = results(one)
    if not names:
        print(f"{one} holds no results", file=sys.stderr)
        return 1
    differ = names ^ results(other)
    differ |= {name for name in names - differ if (one / name).read_bytes() != (other / name).read_bytes()}
    if summary(one) != summary(other):
        differ.add(Path("summary.json"))
    for name in sorted(differ):
        print(f"{name} differs", file=sys.stderr)
    return 1 if differ else 0


if __name__ == "__main__":
    sys.exit(main())
