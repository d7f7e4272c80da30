"""Exit code 1, and where they differ, unless two run folders hold the same results: all files byte for byte but
for times and the command in summary.json."""

import json
import sys
from pathlib import Path


# What differs between two runs of the same results.
OF_ONE_RUN = ("times", "started", "duration_s", "command.line", "command.folder")


def timeless(content):
    """Without what times, the start and the command of a run change, in the reports of all systems."""
    if isinstance(content, list):
        return [timeless(entry) for entry in content]
    if not isinstance(content, dict):
        return content
    return {name: timeless(value) for name, value in content.items() if name not in OF_ONE_RUN}


def results(folder: Path) -> set[Path]:
    suffixes = (".csv", ".png", ".npy", ".json")
    return {path.relative_to(folder) for path in folder.rglob("*") if path.suffix in suffixes}


def same(one: Path, other: Path) -> bool:
    if one.name == "summary.json":
        return timeless(json.loads(one.read_text())) == timeless(json.loads(other.read_text()))
    return one.read_bytes() == other.read_bytes()


def main() -> int:
    one, other = Path(sys.argv[1]), Path(sys.argv[2])
    names = results(one)
    if not names:
        print(f"{one} holds no results", file=sys.stderr)
        return 1
    differ = names ^ results(other)
    differ |= {name for name in names - differ if not same(one / name, other / name)}
    for name in sorted(differ):
        print(f"{name} differs", file=sys.stderr)
    return 1 if differ else 0


if __name__ == "__main__":
    sys.exit(main())
