#!/usr/bin/env python3
"""An evaluation in plain eager PyTorch, to compare `imis bench` with: eager.py VARIANT --like BENCH.json

The work is that of the reference's evaluation: an image is encoded once; then one target at a time gets a click inside
it and, in every further round, a click on an error of the mask before, with that mask fed back; masks come back to the
image's size and are scored. Network and weights are those of `random_bundle.py imisnet VARIANT`, images and targets are
generated. 32-bit floats without TF32. Prints JSON; with --like, the amount of work and the ratio are those of that run.
"""

import argparse
import json
import sys
import time
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from gpu.random_bundle import random_network  # noqa: E402
from imis_export.prompted import MEAN_STD  # noqa: E402


class Work(NamedTuple):
    images: int
    height: int
    width: int
    targets: int
    rounds: int


class Sample(NamedTuple):
    pixels: np.ndarray  # uint8 [H, W, 3]
    targets: np.ndarray  # bool [T, H, W]


class Scores(NamedTuple):
    dice: float
    iou: float


def make_sample(work: Work, random: np.random.Generator) -> Sample:
    """Noise with brighter discs, each of which is a target."""
    rows, columns = np.mgrid[: work.height, : work.width]
    shorter = min(work.height, work.width)
    discs = []
    for _ in range(work.targets):
        radius = random.uniform(0.05, 0.2) * shorter
        row, column = random.uniform(radius, work.height - radius), random.uniform(radius, work.width - radius)
        discs.append((rows - row) ** 2 + (columns - column) ** 2 <= radius**2)
    targets = np.stack(discs)
    grey = random.integers(0, 120, (work.height, work.width)) + 100 * targets.any(axis=0)
    return Sample(np.repeat(grey[..., None], 3, axis=2).astype(np.uint8), targets)


class Evaluation:
    """One network on one device; all that a user would do between its calls, too."""

    def __init__(self, network: nn.Module, device: torch.device, seed: int = 42) -> None:
        self.network = network.to(device)
        self.device = device
        self.size: int = network.config.image_size
        self.random = torch.Generator(device).manual_seed(seed)
        self.mean = torch.tensor(MEAN_STD["mean"], device=device).view(1, 3, 1, 1)
        self.std = torch.tensor(MEAN_STD["std"], device=device).view(1, 3, 1, 1)

    def run(self, sample: Sample, rounds: int) -> list[Scores]:
        """The scores of every target after every round."""
        features = self.encode(sample.pixels)
        return [score for target in sample.targets for score in self.rounds(features, target, rounds)]

    def encode(self, pixels: np.ndarray) -> list[Tensor]:
        image = torch.from_numpy(pixels).to(self.device).permute(2, 0, 1).unsqueeze(0).float()
        image = F.interpolate(image, size=[self.size, self.size], mode="nearest-exact")
        return self.network.image_encoder((image - self.mean) / self.std)

    def rounds(self, features: list[Tensor], target: np.ndarray, rounds: int) -> list[Scores]:
        truth = torch.from_numpy(target).to(self.device)
        click, last, scores = self.click_on(truth, truth), None, []
        for _ in range(rounds):
            last = self.decode(features, click, last)
            mask = self.at_original_size(last, truth.shape) > 0
            scores.append(scores_of(mask, truth))
            click = self.click_on(mask ^ truth, truth)
        return scores

    def click_on(self, pixels: Tensor, truth: Tensor) -> tuple[Tensor, Tensor]:
        """A uniformly drawn pixel on the model grid, and its label; of the truth where there are none."""
        candidates = torch.nonzero(pixels if bool(pixels.any()) else truth)
        row, column = candidates[torch.randint(len(candidates), [1], generator=self.random, device=self.device)][0]
        point = torch.stack([column * self.size / truth.shape[1], row * self.size / truth.shape[0]])
        return point.float().view(1, 1, 2), truth[row, column].long().view(1, 1)

    def decode(self, features: list[Tensor], click: tuple[Tensor, Tensor], last: Any) -> Tensor:
        """Low-res logits [1, 1, h, w] of the candidate that the network likes best."""
        sparse, dense = self.network.prompt_encoder(*click, None, None, last)
        logits, predicted_iou, _ = self.network.mask_decoder(features, sparse, dense, None)
        chosen = 1 + int(predicted_iou[0, 1:].argmax())
        return logits[:, chosen : chosen + 1]

    def at_original_size(self, low_res: Tensor, size: torch.Size) -> Tensor:
        """Logits over the model grid, then at the image's size: [H, W]."""
        on_grid = F.interpolate(low_res, size=[self.size, self.size], mode="bilinear")
        return F.interpolate(on_grid, size=list(size), mode="bilinear")[0, 0]


def scores_of(mask: Tensor, truth: Tensor) -> Scores:
    common, both = int((mask & truth).sum()), int(mask.sum()) + int(truth.sum())
    return Scores(2 * common / both, common / (both - common))


def timed(evaluation: Evaluation, work: Work) -> tuple[float, list[Scores]]:
    """Seconds for all images but a first one, which warms up."""
    random = np.random.default_rng(42)
    samples = [make_sample(work, random) for _ in range(work.images)]
    evaluation.run(samples[0], min(2, work.rounds))
    synchronise(evaluation.device)
    begin = time.perf_counter()
    scores = [score for sample in samples for score in evaluation.run(sample, work.rounds)]
    synchronise(evaluation.device)
    return time.perf_counter() - begin, scores


def synchronise(device: torch.device) -> None:
    if device.type == "cuda":
        torch.cuda.synchronize()


def work_of(args: argparse.Namespace) -> Work:
    if not args.like:
        return Work(args.images, args.image_size, args.image_size, args.targets, args.rounds)
    like = json.loads(args.like.read_text(encoding="utf-8"))
    height, width = like["image_size"]
    return Work(like["images"], height, width, like["targets"], like["rounds"])


def report(args: argparse.Namespace, work: Work, seconds: float, scores: list[Scores]) -> dict[str, Any]:
    cuda = args.device.startswith("cuda")
    result: dict[str, Any] = {
        "what": "eager PyTorch",
        "torch": torch.__version__,
        "device": args.device,
        "device_name": torch.cuda.get_device_name() if cuda else None,
        "threads": torch.get_num_threads(),
        **work._asdict(),
        "seconds": seconds,
        "images_per_s": work.images / seconds,
        "mask_rounds_per_s": len(scores) / seconds,
        "mean_dice": sum(score.dice for score in scores) / len(scores),
        "peak_device_bytes": torch.cuda.max_memory_reserved() if cuda else None,
    }
    if args.like:
        bench = json.loads(args.like.read_text(encoding="utf-8"))
        result["bench_mask_rounds_per_s"] = bench["mask_rounds_per_s"]
        result["ratio"] = bench["mask_rounds_per_s"] / result["mask_rounds_per_s"]
    return result


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("variant", help="of IMIS-Net: vit_b, tiny, ...")
    parser.add_argument("--device", default="cuda")
    parser.add_argument("--like", type=Path, metavar="JSON", help="what `imis bench --json` printed for the same work")
    parser.add_argument("--images", type=int, default=4)
    parser.add_argument("--image-size", type=int, default=512)
    parser.add_argument("--targets", type=int, default=8)
    parser.add_argument("--rounds", type=int, default=8)
    args = parser.parse_args()
    torch.backends.cuda.matmul.allow_tf32 = torch.backends.cudnn.allow_tf32 = False
    work = work_of(args)
    with torch.inference_mode():
        evaluation = Evaluation(random_network("imisnet", args.variant), torch.device(args.device))
        seconds, scores = timed(evaluation, work)
    print(json.dumps(report(args, work, seconds, scores)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
