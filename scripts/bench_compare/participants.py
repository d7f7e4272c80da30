"""The compared systems as the comparison sees them: started, asked for an answer, given a pass, closed."""

import json
import subprocess
import sys
from pathlib import Path
from typing import IO, Any, NamedTuple, Optional, Protocol as Interface

import numpy as np

from user_error import UserError

from .peers import python_environment
from .probe import write_prompts
from .rounds import Spent, Work
from .samples import find_items, read_sample


class Task(NamedTuple):
    """What all systems are given."""

    bundle: Path
    data: Path
    images: int
    threads: int
    work: Work
    folder: Path  # for logs and answers


class Participant(Interface):
    """A system in the comparison; methods raise UserError where it fails."""

    name: str

    def load(self) -> dict[str, str]:
        """Get ready; versions of packages."""

    def answer(self) -> np.ndarray:
        """The logits [rounds, h, w] for the prompts of `probe`."""

    def run(self) -> Spent:
        """One pass over the images."""

    def close(self) -> None:
        """Give back processes and memory."""


class Worker:
    """A Python system in its own process (see worker.py)."""

    def __init__(self, name: str, task: Task, graphs: Path, packages: Path) -> None:
        self.name, self.task = name, task
        self.log = task.folder / f"{name}.log"
        self.setting = {
            "bundle": str(task.bundle),
            "graphs": str(graphs),
            "packages": str(packages),
            "threads": task.threads,
            "data": str(task.data),
            "images": task.images,
            "work": task.work._asdict(),
        }
        self.process: Optional[subprocess.Popen[str]] = None

    def start(self) -> subprocess.Popen[str]:
        with self.log.open("w", encoding="utf-8") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "bench_compare.worker", self.name, json.dumps(self.setting)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                env=python_environment(self.task.threads),
            )

    def ask(self, do: str, **arguments: Any) -> dict[str, Any]:
        """The reply to a command; the first one starts the process."""
        self.process = self.process or self.start()
        commands, replies = pipes(self.process)
        try:
            commands.write(json.dumps({"do": do, **arguments}) + "\n")
            commands.flush()
            line = replies.readline()
        except BrokenPipeError:
            line = ""
        if not line:
            raise UserError(f"its process ended without an answer; see {self.log}")
        reply: dict[str, Any] = json.loads(line)
        if "error" in reply:
            raise UserError(reply["error"])
        return reply

    def load(self) -> dict[str, str]:
        versions: dict[str, str] = self.ask("load")["versions"]
        return versions

    def answer(self) -> np.ndarray:
        path = self.task.folder / f"{self.name}.npy"
        self.ask("answer", path=str(path))
        return np.load(path)

    def run(self) -> Spent:
        return Spent(**self.ask("pass"))

    def product_rate(self) -> float:
        """FLOP/s of the product that encoders are compared with."""
        return float(self.ask("product")["rate"])

    def close(self) -> None:
        if self.process:
            self.process.communicate()  # the end of its commands ends it
            self.process = None


def pipes(process: subprocess.Popen[str]) -> tuple[IO[str], IO[str]]:
    assert process.stdin and process.stdout
    return process.stdin, process.stdout


class Imis:
    """The program: `imis bench` for times, `imis evaluate` for logits."""

    name = "imis"

    def __init__(self, program: Path, task: Task) -> None:
        self.program, self.task = program, task

    def call(self, *arguments: str) -> str:
        """What the program prints."""
        try:
            done = subprocess.run([str(self.program), *arguments], capture_output=True, text=True, check=False)
        except OSError as error:
            raise UserError(f"{self.program}: {error.strerror}; build it, or name it with --imis") from error
        if done.returncode:
            lines = done.stderr.strip().splitlines()
            raise UserError(lines[-1] if lines else f"{self.program}: exit code {done.returncode}")
        return done.stdout

    def load(self) -> dict[str, str]:
        return {"imis": self.call("--version").strip().removeprefix("imis ")}

    def answer(self) -> np.ndarray:
        item = find_items(self.task.data, 1)[0]
        sample = read_sample(item)
        table, out = self.task.folder / "prompts.csv", self.task.folder / "imis"
        rounds = write_prompts(table, item, sample.names[0], sample.masks[0], self.task.work)
        self.call(
            *("evaluate", "-q", "--overwrite", "--save-logits", "--limit", "1", "--device", "cpu"),
            *("-m", str(self.task.bundle), "-d", str(item.label.parents[1]), "-o", str(out)),
            *("--prompts", str(table), "--rounds", str(rounds), "--only-target", sample.names[0]),
        )
        paths = [path for path in sorted(out.glob("logits/*/*/*.npy")) if path.parent.name == item.image.stem]
        if len(paths) != rounds:
            raise UserError(f"{out}: {len(paths)} files of logits, not {rounds}")
        return np.stack([np.load(path).reshape(np.load(path).shape[-2:]) for path in paths])

    def run(self) -> Spent:
        task = self.task
        report = self.call(
            *("bench", "--json", "-m", str(task.bundle), "--data", str(task.data), "--device", "cpu"),
            *("--images", str(task.images), "--rounds", str(task.work.rounds), "--threads", str(task.threads)),
        )
        return spent_of(json.loads(report))

    def close(self) -> None:
        """Nothing is left running."""


def spent_of(report: dict[str, Any]) -> Spent:
    """A report of `imis bench` as the others' passes: wall-clock seconds, shared out as its stages share their time.

    The program computes an image by one thread and as many images at once as there are threads, so the sums of its
    stages count every thread.
    """
    images = int(report["images"])
    whole = images / report["images_per_s"]
    shares = {stage["stage"]: stage["share"] for stage in report["stages"]}
    mask_rounds = round(report["mask_rounds_per_s"] * whole)
    masks = sum(shares.get(name, 0.0) for name in ("decode", "masks", "click", "metrics"))
    return Spent(images, mask_rounds, whole, whole * shares["encode"], whole * masks)
