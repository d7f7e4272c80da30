#!/usr/bin/env python3
"""Run `imis_bench` with too little device memory for its batch: out_of_memory.py --program PROGRAM --model BUNDLE

Batches of 1 and of --batch run undisturbed and say how much memory they take. Then this process occupies so much of the
device's memory that the former fits and the latter does not, and the large batch runs again: it must finish, say on
stderr that the batch was halved, and agree with the CPU as closely as the undisturbed run does (another batch is
rounded differently, so a pixel on an edge may change). Prints JSON; the exit code is 1 where any of this fails.
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple, Optional

import torch

# What a process takes beside its tensors: the CUDA context and the kernels that are loaded.
CONTEXT_BYTES = 700 << 20
# How far between the needs of a batch of 1 and the large batch the room that is left lies; tried in this order.
SHARES = (0.4, 0.2, 0.6, 0.1)
# How much lower than undisturbed the lowest Dice of a mask with the CPU's may be.
DICE_MARGIN = 1e-4


class Run(NamedTuple):
    code: int
    result: Optional[dict[str, Any]]
    stderr: str

    def halved(self, batch: int) -> bool:
        """Whether it began with `batch` targets, ended with fewer, and said so."""
        return self.result is not None and self.result["batch"] < batch and "memory" in self.stderr


def bench(args: argparse.Namespace, batch: int, parity: bool) -> Run:
    command = [args.program, "-m", str(args.model), "--device", "cuda", "--json", "--batch", str(batch)]
    command += ["--images", "1", "--targets", str(args.batch), "--rounds", "1"] + (["--parity"] if parity else [])
    done = subprocess.run(command, capture_output=True, text=True)
    return Run(done.returncode, json.loads(done.stdout) if done.returncode == 0 else None, done.stderr)


def peak(run: Run) -> int:
    if run.result is None:
        raise SystemExit(f"an undisturbed run failed with code {run.code}:\n{run.stderr}")
    return int(run.result["peak_device_bytes"])


def occupy_all_but(room: int) -> list[torch.Tensor]:
    """Blocks of plain device memory, small ones last, so that about `room` bytes stay free."""
    blocks = []
    for size in (1 << 30, 64 << 20):
        while torch.cuda.mem_get_info()[0] - size >= room:
            blocks.append(torch.empty(size, dtype=torch.uint8, device="cuda"))
    return blocks


def squeezed(args: argparse.Namespace, needs: tuple[int, int]) -> tuple[Run, int]:
    """The first run whose batch was halved and that finished, or the last one tried; and the room it had."""
    small, large = needs
    for share in SHARES:
        room = CONTEXT_BYTES + small + int(share * (large - small))
        blocks = occupy_all_but(room)
        run = bench(args, args.batch, parity=True)
        del blocks
        torch.cuda.empty_cache()
        print(
            f"{room >> 20} MiB left: code {run.code}, halved: {run.halved(args.batch)}\n{run.stderr}", file=sys.stderr
        )
        if run.halved(args.batch):
            break
    return run, room


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", required=True)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--batch", type=int, default=64)
    args = parser.parse_args()
    needs = (peak(bench(args, 1, parity=False)), 0)
    undisturbed = bench(args, args.batch, parity=True)
    needs = (needs[0], peak(undisturbed))
    run, room = squeezed(args, needs)
    parity = run.result["parity"] if run.result else None
    outcome = {
        "what": "out of memory on purpose",
        "model": args.model.name,
        "batch": args.batch,
        "needs_bytes": {"batch 1": needs[0], f"batch {args.batch}": needs[1]},
        "room_bytes": room,
        "finished": run.code == 0,
        "halved": run.halved(args.batch),
        "agrees": parity is not None and agrees(parity, undisturbed),
        "parity": parity,
        "undisturbed_parity": undisturbed.result["parity"] if undisturbed.result else None,
    }
    print(json.dumps(outcome))
    return 0 if outcome["finished"] and outcome["halved"] and outcome["agrees"] else 1


def agrees(parity: dict[str, Any], undisturbed: Run) -> bool:
    """Whether this run's masks are as close to the CPU's as the undisturbed run's, all of them there."""
    assert undisturbed.result is not None
    other = undisturbed.result["parity"]
    return bool(
        parity["masks"] == other["masks"] and parity["lowest_dice"] >= other["lowest_dice"] - DICE_MARGIN
    )


if __name__ == "__main__":
    sys.exit(main())
