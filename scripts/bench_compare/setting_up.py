"""From a task to the report: sets up the systems, checks them, gives them their turns."""

import sys
from pathlib import Path
from typing import Sequence

import numpy as np

from user_error import UserError

from .comparison import Outcome, checked, interleave, unequal_work
from .machine import description, version_of
from .network import encoder_flops
from .participants import Imis, Participant, Task, Worker
from .peers import ensure_graphs, ensure_packages
from .protocol import protocol_of, read_manifest
from .systems import PEERS
from .table import Rates, render


def say(message: str) -> None:
    print(f"compare: {message}", file=sys.stderr, flush=True)


class Comparison:
    """The compared systems; eager PyTorch is started in any case, as what the others' logits are compared with."""

    def __init__(self, task: Task, program: Path, names: Sequence[str]) -> None:
        self.task, self.program, self.names = task, program, names
        self.manifest = read_manifest(task.bundle)
        protocol_of(self.manifest)
        self.outcomes = {name: Outcome() for name in names}
        self.versions = {"python": sys.version.split()[0], "numpy": version_of("numpy")}
        self.graphs = self.packages = task.folder / "none"
        self.product_rates: list[float] = []

    def report(self, repetitions: int) -> str:
        """Measure all systems; the report as Markdown."""
        self.prepare_peers()
        self.reference = Worker("eager", self.task, self.graphs, self.packages)
        systems = [self.participant(name) for name in self.names if not self.outcomes[name].failure]
        try:
            self.versions.update(self.reference.load())
            expected = self.reference.answer()
            self.measure_product()
            for system in systems:
                self.check(system, expected)
            machine = description(self.task.threads, self.versions)
            interleave(systems, self.outcomes, repetitions, self.measure_product, say)
        finally:
            for system in [self.reference, *systems]:
                system.close()
        return self.rendered(machine, repetitions)

    def prepare_peers(self) -> None:
        """Packages and graphs of the peers among the systems; where these cannot be had, the peers have failed."""
        wanted = [name for name in self.names if name in PEERS]
        if not wanted:
            return
        task, what = self.task, "installing packages"
        try:
            say(f"{what}, if they are missing")
            self.packages = ensure_packages(task.folder)
            what = "exporting graphs"
            say(f"{what}, if they are missing")
            self.graphs = ensure_graphs(task.bundle, task.folder, self.packages, task.work, task.threads)
        except (UserError, OSError) as error:
            say(f"{what}: {error}")
            self.outcomes.update({name: Outcome(failure=f"{what} failed: {error}") for name in wanted})

    def participant(self, name: str) -> Participant:
        if name == "eager":
            return self.reference
        if name == "imis":
            return Imis(self.program, self.task)
        return Worker(name, self.task, self.graphs, self.packages)

    def check(self, system: Participant, expected: np.ndarray) -> None:
        """Compare a system's logits with those of eager PyTorch, which has been loaded."""
        outcome = Outcome(difference=0.0) if system is self.reference else checked(system, expected, self.versions)
        self.outcomes[system.name] = outcome
        say(f"{system.name}: {outcome.failure or f'logits differ by {outcome.difference:.1e} of the largest'}")

    def measure_product(self) -> None:
        try:
            self.product_rates.append(self.reference.product_rate())
        except UserError as error:
            say(f"product of matrices: {error}")

    def rendered(self, machine: dict[str, str], repetitions: int) -> str:
        task = self.task
        rates = Rates(encoder_flops(self.manifest, task.bundle), max(self.product_rates, default=0.0))
        heading = f"{self.manifest['name']}, {task.data.resolve().name}: {task.work.rounds} rounds, first a "
        heading += f"{task.work.prompt}; {task.images} images of a data set, {repetitions} repetitions"
        notes = [sentence for sentence in [unequal_work(self.outcomes)] if sentence]
        return render(heading, machine, self.outcomes, rates, notes)
