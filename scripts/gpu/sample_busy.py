#!/usr/bin/env python3
"""Run a command that prints one JSON object, and add how busy the GPU was: sample_busy.py COMMAND...

nvidia-smi is asked every 100 ms. The program also loads and checks a bundle and measures rates, so besides the mean
over its whole life there is that over its busiest stretch of `seconds`, which is what the work took. Without
nvidia-smi, "gpu" is null.
"""

import contextlib
import json
import statistics
import subprocess
import sys
import threading
from typing import IO, Any, Iterator, NamedTuple, Optional

INTERVAL_MS = 100
# Into a pipe, line by line.
QUERY = [
    "stdbuf",
    "-oL",
    "nvidia-smi",
    "--query-gpu=utilization.gpu,memory.used",
    "--format=csv,noheader,nounits",
    "-i",
    "0",
]


class Sample(NamedTuple):
    busy: float  # 0..1
    memory_mib: float


def parsed(line: str) -> Optional[Sample]:
    """A sample from `busy, memory`; None for a line that is something else."""
    try:
        busy, memory = (float(value) for value in line.split(","))
    except ValueError:
        return None
    return Sample(busy / 100.0, memory)


def collect(stream: IO[str], samples: list[Sample]) -> None:
    for line in stream:
        if sample := parsed(line):
            samples.append(sample)


@contextlib.contextmanager
def sampling() -> Iterator[list[Sample]]:
    """A list that fills with samples while the block runs; it stays empty without nvidia-smi."""
    samples: list[Sample] = []
    try:
        smi = subprocess.Popen([*QUERY, "-lms", str(INTERVAL_MS)], stdout=subprocess.PIPE, text=True)
    except OSError:
        yield samples
        return
    assert smi.stdout is not None
    reader = threading.Thread(target=collect, args=(smi.stdout, samples), daemon=True)
    reader.start()
    try:
        yield samples
    finally:
        smi.terminate()
        smi.wait()
        reader.join(timeout=5)


def busiest(samples: list[Sample], seconds: float) -> float:
    """The highest mean over a stretch of so many seconds, or over all samples where they span less."""
    stretch = max(1, round(seconds * 1000 / INTERVAL_MS))
    values = [sample.busy for sample in samples]
    starts = range(max(1, len(values) - stretch + 1))
    return max(statistics.fmean(values[start : start + stretch]) for start in starts)


def summary(samples: list[Sample], seconds: float) -> Optional[dict[str, Any]]:
    if not samples:
        return None
    return {
        "samples": len(samples),
        "busy_mean": statistics.fmean(sample.busy for sample in samples),
        "busiest_mean": busiest(samples, seconds),
        "memory_peak_mib": max(sample.memory_mib for sample in samples),
    }


def main() -> int:
    if len(sys.argv) < 2:
        print(__doc__, file=sys.stderr)
        return 2
    with sampling() as samples:
        done = subprocess.run(sys.argv[1:], stdout=subprocess.PIPE, text=True)
    if done.returncode != 0:
        return done.returncode if done.returncode > 0 else 1
    result = json.loads(done.stdout)
    result["gpu"] = summary(samples, float(result["seconds"]))
    print(json.dumps(result))
    return 0


if __name__ == "__main__":
    sys.exit(main())
