#!/usr/bin/env python3
"""Checks the layer map of ARCHITECTURE.md against the #includes of src and include.

A layer may include its own headers and those of the layers that stand behind it in USES; a third-party header may be
included by the layers behind it in LIBRARIES alone. Prints every forbidden include and exits with 1 where there is one.
"""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

# Layer -> the layers that it may use, in the order of the map.
USES = {
    "base": "",
    "image": "base",
    "formats": "base image",
    "drawing": "base image",
    "data": "base image formats",
    "statistics": "base",
    "metrics": "base image statistics",
    "model": "base image",
    "interaction": "base image metrics model",
    "bench": "base image metrics model interaction",
    "scoring": "base image formats metrics",
    "segmentation": "base image formats drawing model interaction",
    "evaluation": "base image formats data metrics model interaction",
    "report": "base image formats drawing data statistics metrics interaction evaluation",
    "commands": "base image formats drawing data statistics metrics model interaction bench scoring segmentation evaluation report",
    "cli": "base image data metrics model interaction bench scoring segmentation commands",  # headers and PLAIN sources alone, but for base
}

# Start of a third-party header -> the layers that may include it.
LIBRARIES = {
    r"torch/": "model",
    r"(ATen|c10)/": "model interaction bench segmentation evaluation",
    r"opencv2/(core|imgproc)": "image formats drawing",
    r"opencv2/": "formats",
    r"(itk|gdcm)[A-Za-z0-9]*\.h": "formats",
    r"(dcmtk/|png\.h|zlib\.h|zip\.h|nifti|tiff)": "formats",
    r"sqlite3\.h": "evaluation",
    r"cairo": "drawing",
    r"spdlog/|openssl/": "base",
    r"CLI/": "cli",
    r"boost/": "statistics",
    r"unicode/": "model report",
}
# Those that no public header may show, so that who includes ours needs nothing else.
HIDDEN = r"(boost|torch|opencv2|dcmtk|spdlog|openssl|unicode)/|(itk|gdcm)[A-Za-z0-9]*\.h|cairo|(png|zlib|zip|sqlite3)\.h|nlohmann/json\.hpp"

INCLUDE = re.compile(r'^\s*#include\s+[<"]([^>"]+)[>"]')


def problems_of(layer: str, file: Path) -> list[str]:
    """The forbidden includes of one file."""
    public = file.is_relative_to(ROOT / "include")
    allowed = {layer, *USES[layer].split()}
    found = []
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        match = INCLUDE.match(line)
        if not match:
            continue
        header = match[1]
        place = f"{file.relative_to(ROOT)}:{number}: {layer}"
        ours = re.match(r"imis/([a-z]+)/", header)
        if ours and ours[1] not in allowed:
            found.append(f"{place} must not use {ours[1]} ({header})")
        if public and re.match(HIDDEN, header):
            found.append(f"{place}: a public header must not include {header}")
        for start, layers in LIBRARIES.items():
            if re.match(start, header):
                if layer not in layers.split():
                    found.append(f"{place} must not include {header}; this is left to {layers.replace(' ', ', ')}")
                break
    return found


def main() -> int:
    problems = []
    files = 0
    for top in (ROOT / "include" / "imis", ROOT / "src"):
        for folder in sorted(path for path in top.iterdir() if path.is_dir()):
            if folder.name not in USES:
                problems.append(f"{folder.relative_to(ROOT)}: is not in the layer map of {Path(__file__).name}")
                continue
            for file in sorted(folder.rglob("*.[ch]pp")):
                files += 1
                problems += problems_of(folder.name, file)
    table = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    problems += [f"ARCHITECTURE.md: its table lacks the layer {layer}" for layer in USES if f"| `{layer}` |" not in table]
    print("\n".join(problems) if problems else f"layers: {files} files, no forbidden include")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
