"""Sets up what the peers need: their packages in a folder of their own, and the exported graphs."""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Mapping, Sequence

from user_error import UserError

from .export import DONE
from .rounds import Work

SCRIPTS = Path(__file__).resolve().parents[1]
PACKAGES = ("openvino", "onnxruntime", "onnx")


def run_logged(command: Sequence[str], log: Path, environment: Mapping[str, str]) -> None:
    """Run a command with its output in a file; its last line is the error's."""
    with log.open("w", encoding="utf-8") as file:
        done = subprocess.run(command, stdout=file, stderr=subprocess.STDOUT, env=environment, check=False)
    if done.returncode:
        lines = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
        raise UserError(f"{lines[-1] if lines else 'no output'} (all of it in {log})")


def python_environment(threads: int) -> dict[str, str]:
    """For processes that run modules of this package."""
    count = str(threads)
    return {**os.environ, "PYTHONPATH": str(SCRIPTS), "OMP_NUM_THREADS": count, "MKL_NUM_THREADS": count}


def ensure_packages(folder: Path) -> Path:
    """The folder of the peers' packages, filled by pip where it is not yet; nothing else is installed."""
    packages = folder / "packages"
    done = packages / "installed.json"
    if not done.is_file():
        folder.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--upgrade", "--target", str(packages), *PACKAGES]
        run_logged(command, folder / "packages.log", os.environ)
        done.write_text(json.dumps(PACKAGES) + "\n", encoding="utf-8")
    return packages


def graphs_key(bundle: Path, work: Work) -> str:
    """Changes with the bundle, with the work and with the code that exports."""
    parts = [(bundle / "model.json").read_bytes(), repr((work.rounds, work.prompt)).encode()]
    parts += [(Path(__file__).parent / name).read_bytes() for name in ("export.py", "network.py", "rounds.py")]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()[:12]


def ensure_graphs(bundle: Path, folder: Path, packages: Path, work: Work, threads: int) -> Path:
    """The folder of the bundle's exported graphs, exported by a process of its own where they are not there yet."""
    graphs = folder / f"{bundle.resolve().name}-{graphs_key(bundle, work)}"
    if not (graphs / DONE).is_file():
        graphs.mkdir(parents=True, exist_ok=True)
        setting = {"bundle": str(bundle), "folder": str(graphs), "packages": str(packages), "work": work._asdict()}
        command = [sys.executable, "-m", "bench_compare.export", json.dumps(setting)]
        run_logged(command, graphs / "export.log", python_environment(threads))
    return graphs
