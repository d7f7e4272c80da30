#!/usr/bin/env python3
"""What metrics add to an evaluation: the CPU and wall time of `imis evaluate` with each list of metrics, compared with
that of the first, and the CPU time of the threads that measure masks, which other load on the machine disturbs least
(Linux). Runs of the lists take turns, and of each list the smallest figures count.

    scripts/measure_metric_cost.py -d data/phantoms --rounds 3 --repeats 5
    scripts/measure_metric_cost.py dice,iou dice,nsd dice,hd95 dice,boundary_iou all
"""

import argparse
import resource
import subprocess
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def cpu_of_metric_threads(process: int, seen: dict[str, float]) -> None:
    """Notes the CPU seconds so far of the process's threads of that name."""
    for task in Path(f"/proc/{process}/task").glob("*"):
        try:
            if (task / "comm").read_text().strip() == "metrics":
                seen[task.name] = int((task / "schedstat").read_text().split()[0]) / 1e9
        except (OSError, IndexError, ValueError):
            pass  # the thread has just ended


def evaluate(options, metrics: str, output: str) -> tuple[float, float, float]:
    """CPU and wall seconds of one run, and the CPU seconds of its metric threads."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.monotonic()
    process = subprocess.Popen([options.imis, "evaluate", "-m", options.model, "-d", options.data, "-o", output,
                                "--overwrite", "--rounds", str(options.rounds), "--threads", str(options.threads),
                                "--metrics", metrics], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    seen: dict[str, float] = {}
    while process.poll() is None:
        cpu_of_metric_threads(process.pid, seen)
        time.sleep(0.02)
    if process.returncode != 0:
        raise SystemExit(f"imis evaluate --metrics {metrics} failed with exit code {process.returncode}")
    wall = time.monotonic() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, wall, sum(seen.values())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--imis", default=str(ROOT / "build" / "imis"))
    parser.add_argument("-m", "--model", default=str(ROOT / "models" / "imis-tiny"))
    parser.add_argument("-d", "--data", default=str(ROOT / "data" / "phantoms"))
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("metrics", nargs="*", default=["dice,iou", "all"], help="lists of metrics; the first is the base")
    options = parser.parse_args()
    times = {metrics: [] for metrics in options.metrics}
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(options.repeats):
            for metrics in options.metrics:
                times[metrics].append(evaluate(options, metrics, folder + "/run"))
    quickest = {metrics: [min(column) for column in zip(*runs)] for metrics, runs in times.items()}
    base = quickest[options.metrics[0]]
    print("| metrics | CPU s | wall s | CPU | wall | metric threads, of all CPU |\n|---|---|---|---|---|---|")
    for metrics, (cpu, wall, measuring) in quickest.items():
        print(f"| `{metrics}` | {cpu:.2f} | {wall:.2f} | {cpu / base[0] - 1:+.1%} | {wall / base[1] - 1:+.1%} "
              f"| {measuring / cpu:.2%} |")


if __name__ == "__main__":
    main()
