"""CLIP byte-pair merges: found in a PyPI package or a file, written one per line."""

import gzip
import importlib.util
from pathlib import Path

from user_error import UserError

PACKAGE = "open_clip"
PACKAGE_FILE = "bpe_simple_vocab_16e6.txt.gz"
MERGES_NAME = "bpe_merges.txt"
# CLIP uses only the first merges of its file: 49,408 ids minus 512 byte symbols and 2 special tokens.
CLIP_MERGES = 49408 - 512 - 2


def packaged_vocabulary() -> Path:
    """CLIP's merges as shipped by the open_clip_torch package, which is not imported: that would need more packages."""
    spec = importlib.util.find_spec(PACKAGE)
    for folder in spec.submodule_search_locations or [] if spec else []:
        path = Path(folder) / PACKAGE_FILE
        if path.is_file():
            return path
    raise UserError(
        "CLIP vocabulary not found: run `pip install --no-deps open_clip_torch`, or give the file with --vocab"
    )


def read_merges(path: Path) -> list[str]:
    """Merges as `left right`, from CLIP's own file (plain or gzip) or a bpe_merges.txt."""
    if not path.is_file():
        raise UserError(f"{path}: no such file; give the vocabulary with --vocab")
    data = path.read_bytes()
    try:
        text = (gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data).decode("utf-8")
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise UserError(f"{path}: not a text or gzip file of byte-pair merges") from error
    lines = text.split("\n")
    if lines and "bpe_simple_vocab" in lines[0]:  # the header of CLIP's own file
        lines = lines[1 : CLIP_MERGES + 1]
    merges = [line.rstrip("\r") for line in lines if line.rstrip("\r")]
    for number, merge in enumerate(merges, 1):
        parts = merge.split(" ")
        if len(parts) != 2 or not all(parts):
            raise UserError(f"{path}: merge {number} is not two symbols separated by a space: {merge[:60]!r}")
    return merges


def vocabulary_size(merges: list[str]) -> int:
    """256 byte symbols, the same at the end of a word, the merges, a start and an end token."""
    return 512 + len(merges) + 2


def write_merges(merges: list[str], path: Path) -> None:
    path.write_text("\n".join(merges) + "\n", encoding="utf-8", newline="\n")
