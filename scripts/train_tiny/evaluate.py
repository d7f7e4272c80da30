#!/usr/bin/env python3
"""A quick look at trained weights: Dice after rounds 1, 3, 5 and 8, by first prompt and by data set or look.

For judging a training run and making choices; the figures to publish come from `imis evaluate`.
"""
import argparse
import json
import math
import re
import sys
from pathlib import Path

import cv2
import numpy as np
import scipy.sparse
import torch
import torch.nn.functional as F

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from imis_export.imisconv import COARSEST_CELL  # noqa: E402
from phantoms.generator import looks  # noqa: E402
from train_tiny import prompts as users  # noqa: E402
from train_tiny import words  # noqa: E402
from train_tiny.model import build  # noqa: E402
from train_tiny.losses import pick  # noqa: E402
from train_tiny.rounds import decode  # noqa: E402
from train_tiny.samples import normalise, to_grid  # noqa: E402
from user_error import UserError  # noqa: E402

REPORTED = (1, 3, 5, 8)
GENERATED_SEED = 999  # of the images drawn here; the seeds of training consist of more numbers
SIDE = 256  # of such an image, in pixels


def read_items(folder, split="test"):
    """(rgb image, {target: mask}) of every item."""
    listed = json.loads((folder / "dataset.json").read_text(encoding="utf-8"))
    names = [name.replace("_", " ") for index, name in sorted(listed["labels"].items(), key=lambda x: int(x[0]))][1:]
    for item in listed[split]:
        image = cv2.cvtColor(cv2.imread(str(folder / item["image"])), cv2.COLOR_BGR2RGB)
        _, height, width, _ = map(int, re.search(r"\((\d+), (\d+), (\d+), (\d+)\)", item["label"]).groups())
        planes = scipy.sparse.load_npz(folder / item["label"]).toarray().reshape(-1, height, width)
        yield image, {name: (plane > 0).astype(np.uint8) for name, plane in zip(names, planes) if plane.any()}


def generated_items(look, count):
    """Like read_items, but drawn by the generator: up to four targets per image."""
    for index in range(count):
        image, targets = looks.draw(look, [GENERATED_SEED, index], SIDE, SIDE)
        yield looks.as_rgb(image), dict(list(targets.items())[:4])


def dice(predicted, mask):
    return float(2 * (predicted & mask).sum() / (predicted.sum() + mask.sum() + 1e-8))


@torch.no_grad()
def image_scores(net, tokenizer, size, image, targets, kind, generator, rounds):
    """Dice [rounds, targets] at the original size."""
    grid_image = torch.from_numpy(to_grid(image, size)).permute(2, 0, 1)
    features = net.image_encoder(normalise(grid_image)[None])
    masks = torch.from_numpy(np.stack([to_grid(mask, size) for mask in targets.values()])).bool()
    truth = torch.from_numpy(np.stack(list(targets.values()))).bool()
    sentences = [words.sentence(name) for name in targets]
    tokens = torch.tensor(tokenizer.batch(sentences, net.config.text_context)) if "text" in kind else None
    prompts = users.first_prompts(kind, masks, tokens, generator, jitter=False)
    scores = []
    for _ in range(rounds):
        logits, predicted_iou, _ = decode(net, features, prompts, trained=False)
        shown = pick(logits, predicted_iou, prompts.is_single_click())
        full = F.interpolate(shown[:, None], size=truth.shape[-2:], mode="bilinear", align_corners=False)[:, 0] > 0
        scores.append([dice(p, t) for p, t in zip(full, truth)])
        prompts = users.next_prompts(prompts, shown, masks, generator, keep=True)
    return np.array(scores)


def load_run(folder, weights):
    """(network, tokenizer, side of its grid) from an output folder of train.py."""
    for path in (folder / "bpe_merges.txt", folder / weights):
        if not path.is_file():
            raise UserError(f"{path} is missing; give the output folder of train.py with --run")
    tokenizer = words.Tokenizer(words.read_merges(folder / "bpe_merges.txt"))
    state = torch.load(folder / weights, weights_only=True)
    size = COARSEST_CELL * math.isqrt(state["mask_decoder.attention.positions"].shape[1])
    net = build(size, tokenizer.size)
    net.load_state_dict(state)
    return net.eval(), tokenizer, size


def find_sets(args):
    """{name: function that yields the items}."""
    for folder in args.data:
        if not (folder / "dataset.json").is_file():
            raise UserError(f"{folder}: not a data set (no dataset.json)")
    sets = {folder.name: lambda folder=folder: read_items(folder) for folder in args.data}
    sets.update({look: lambda look=look: generated_items(look, args.count) for look in args.looks})
    return sets


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", type=Path, required=True, help="output folder of train.py")
    parser.add_argument("--weights", default="weights.pth", help="file in that folder")
    parser.add_argument("--data", type=Path, nargs="+", default=[], help="data set folders: their test splits")
    parser.add_argument("--looks", nargs="+", default=[], choices=list(looks.TRAINING_LOOKS),
                        help="looks of the generator, including those without names")
    parser.add_argument("--count", type=int, default=30, help="images per look of --looks")
    parser.add_argument("--prompts", nargs="+", default=["box", "point", "text"])
    parser.add_argument("--rounds", type=int, default=8)
    parser.add_argument("--seed", type=int, default=42)
    parser.add_argument("--threads", type=int, default=1)
    args = parser.parse_args()
    if not args.data and not args.looks:
        parser.error("nothing to evaluate: give --data or --looks")
    if args.looks and any("text" in kind for kind in args.prompts) and set(args.looks) & set(looks.UNNAMED):
        parser.error(f"{' and '.join(looks.UNNAMED)} have no names: give --prompts box point")
    if not all(map(users.is_kind, args.prompts)):
        parser.error(f"--prompts takes {', '.join(users.KINDS)}, or several joined by +")
    return args


def report(args):
    net, tokenizer, size = load_run(args.run, args.weights)
    sets = find_sets(args)
    for kind in args.prompts:
        by_set = {}
        for name, items in sets.items():
            generator = torch.Generator().manual_seed(args.seed)
            means = [image_scores(net, tokenizer, size, image, targets, kind, generator, args.rounds).mean(1)
                     for image, targets in items() if targets]
            by_set[name] = np.mean(means, axis=0)
        by_set["mean of sets"] = np.mean(list(by_set.values()), axis=0)
        for name, values in by_set.items():
            shown = "  ".join(f"round {r} {values[r - 1]:.4f}" for r in REPORTED if r <= args.rounds)
            print(f"{kind:12s} {name:24s} {shown}", flush=True)


def main():
    args = parse_arguments()
    torch.set_num_threads(args.threads)
    try:
        report(args)
    except (UserError, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
