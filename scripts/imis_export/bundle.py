"""Writing a model bundle: a folder that appears complete or not at all."""

import hashlib
import json
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Iterator

from user_error import UserError

SCHEMA = 1
MANIFEST = "model.json"


def sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while block := stream.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def write_manifest(folder: Path, manifest: dict[str, Any]) -> None:
    """model.json with the size and SHA-256 of every other file of the folder."""
    files = {
        path.name: {"sha256": sha256(path), "bytes": path.stat().st_size}
        for path in sorted(folder.iterdir())
        if path.name != MANIFEST
    }
    text = json.dumps({"schema": SCHEMA, **manifest, "files": files}, indent=2, ensure_ascii=False)
    (folder / MANIFEST).write_text(text + "\n", encoding="utf-8")


def check_target(output: Path, force: bool) -> None:
    """Refuse an output that could not be written or would overwrite something else, before any work is done."""
    if not output.exists():
        return
    if not output.is_dir():
        raise UserError(f"{output}: is a file; give a folder with --output")
    if any(output.iterdir()):
        if not (output / MANIFEST).is_file():
            raise UserError(f"{output}: contains files but no {MANIFEST}; give another folder with --output")
        if not force:
            raise UserError(f"{output}: a bundle already exists; replace it with --force")


@contextmanager
def new_bundle(output: Path, force: bool) -> Iterator[Path]:
    """A folder to write into, which replaces `output` once the block ends without an error.

    Files of a replaced bundle that its manifest does not list (a model card, say) are kept.
    """
    check_target(output, force)
    output.parent.mkdir(parents=True, exist_ok=True)
    temporary = Path(tempfile.mkdtemp(prefix=f".{output.name}.", dir=output.parent))
    try:
        yield temporary
        temporary.chmod(0o755)
        replace_folder(temporary, output)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def replace_folder(source: Path, target: Path) -> None:
    if not target.exists():
        source.rename(target)
        return
    keep_unlisted_files(target, source)
    old = Path(tempfile.mkdtemp(prefix=f".{target.name}.old.", dir=target.parent))
    target.rename(old / target.name)
    source.rename(target)
    shutil.rmtree(old, ignore_errors=True)


def keep_unlisted_files(old: Path, new: Path) -> None:
    try:
        listed = set(json.loads((old / MANIFEST).read_text(encoding="utf-8"))["files"])
    except (OSError, ValueError, KeyError, TypeError):
        return
    for path in old.iterdir():
        if path.name not in listed and path.name != MANIFEST and path.is_file() and not (new / path.name).exists():
            shutil.copy2(path, new / path.name)
