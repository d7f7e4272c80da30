#!/usr/bin/env python3
"""Milliseconds from an image to its first mask with a bundle's modules: encoder, then prompts and decoder for one box.

    .venv/bin/python scripts/train_tiny/latency.py [--threads 1 2]

Reading and resizing the image are not included. On a loaded machine the median says more about the load than about the
model.
"""
import argparse
import json
import statistics
import sys
import time
from pathlib import Path

import torch

REPOSITORY = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(REPOSITORY / "scripts"))

from imis_export.modules import load_module  # noqa: E402
from imis_export.prompt_kinds import Prompt  # noqa: E402

WARM_UP, TIMED = 10, 100


class FirstMask:
    """The two steps of a first mask, by the exported modules."""

    def __init__(self, bundle):
        names = ("image_encoder", "prompt_encoder", "mask_decoder")
        modules = (load_module(bundle / f"{name}.pt") for name in names)
        self.image_encoder, self.prompt_encoder, self.mask_decoder = modules
        height, width = json.loads((bundle / "model.json").read_text(encoding="utf-8"))["input"]["size"]
        self.image = torch.randn(1, 3, height, width, generator=torch.Generator().manual_seed(0))
        box = torch.tensor([[0.2 * width, 0.3 * height, 0.7 * width, 0.8 * height]])
        self.prompt = Prompt(boxes=box)

    def encode(self):
        return self.image_encoder(self.image)

    def decode(self, features):
        sparse, dense = self.prompt_encoder(*self.prompt)
        return self.mask_decoder(features, sparse, dense, None)


@torch.inference_mode()
def seconds(first_mask):
    """(encode, decode) of every timed run."""
    times = []
    for _ in range(WARM_UP + TIMED):
        start = time.perf_counter()
        features = first_mask.encode()
        encoded = time.perf_counter()
        first_mask.decode(features)
        times.append((encoded - start, time.perf_counter() - encoded))
    return times[WARM_UP:]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, default=REPOSITORY / "models" / "imis-tiny")
    parser.add_argument("--threads", type=int, nargs="+", default=[1, 2])
    args = parser.parse_args()
    if not (args.model / "model.json").is_file():
        parser.error(f"{args.model}: not a bundle (no model.json)")
    first_mask = FirstMask(args.model)
    print("| threads | encode, ms | first mask, ms | both: median, ms | both: least, ms |\n|---|---|---|---|---|")
    for threads in args.threads:
        torch.set_num_threads(threads)
        times = seconds(first_mask)
        encode, decode = (1e3 * statistics.median(column) for column in zip(*times))
        both = [1e3 * sum(pair) for pair in times]
        columns = (encode, decode, statistics.median(both), min(both))
        print(f"| {threads} | " + " | ".join(f"{value:.1f}" for value in columns) + " |", flush=True)


if __name__ == "__main__":
    main()
