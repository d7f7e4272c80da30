"""A system in a process of its own: takes commands as lines of JSON on stdin, answers each with one on stdout.

    {"do": "load"}     the versions of what it is made from
    {"do": "answer"}   logits of two rounds of given prompts, written to the file "path"
    {"do": "pass"}     one pass over the images: what it took
    {"do": "product"}  FLOP/s of a product of matrices (PyTorch alone)

A process a system keeps their thread pools apart; each stays loaded while the others have their turn.
"""

import argparse
import json
import os
import sys
import time
from pathlib import Path
from typing import Any, TextIO

import cv2
import numpy as np

from .machine import version_of
from .probe import probe
from .protocol import chosen, preprocess, protocol_of, read_manifest
from .rounds import Prompts, Work, run_pass
from .samples import find_items, read_sample
from .systems import KINDS, Setting, make_network

PRODUCT = (4096, 768, 3072)  # rows, inner and columns: the first product of the feed-forward layer of a ViT-B
PRODUCT_REPEATS = 10


def product_rate() -> float:
    """FLOP/s of PyTorch's product of two matrices in fp32, the best of some."""
    import torch

    rows, inner, columns = PRODUCT
    a, b = torch.randn(rows, inner), torch.randn(inner, columns)
    seconds = []
    for _ in range(PRODUCT_REPEATS):
        start = time.perf_counter()
        a @ b
        seconds.append(time.perf_counter() - start)
    return 2.0 * rows * inner * columns / min(seconds)


class Session:
    """What a worker holds; the public methods are its commands."""

    def __init__(self, name: str, setting: Setting, data: Path, images: int, work: Work) -> None:
        self.name, self.setting, self.work = name, setting, work
        self.manifest = read_manifest(setting.bundle)
        self.protocol = protocol_of(self.manifest)
        self.items = find_items(data, images)

    def load(self) -> dict[str, Any]:
        self.network = make_network(self.name, self.setting, self.manifest, self.protocol)
        package = KINDS[self.name].package
        return {"versions": {package: version_of(package, [str(self.setting.packages)])}}

    def answer(self, path: str) -> dict[str, Any]:
        """The chosen mask's logits after each round of `probe`, for the first target of the first image."""
        sample = read_sample(self.items[0])
        truth = sample.masks[0]
        features = self.network.encode(preprocess(self.protocol, sample.image))
        prompts = Prompts(self.protocol, self.work, truth.shape)
        logits, answers = None, []
        for box, click in probe(truth, self.work):
            if box is not None:
                prompts.box = box
            else:
                prompts.clicks.append(click)
            every, predicted_iou = self.network.answer(features, prompts.given(logits))
            logits = every[chosen(self.protocol, predicted_iou, prompts.alone())]
            answers.append(logits.copy())
        np.save(path, np.stack(answers))
        return {}

    def run(self) -> dict[str, Any]:
        return run_pass(self.network, self.items, self.protocol, self.work)._asdict()

    def product(self) -> dict[str, Any]:
        return {"rate": product_rate()}


COMMANDS = {"load": Session.load, "answer": Session.answer, "pass": Session.run, "product": Session.product}


def serve(session: Session, commands: TextIO, replies: TextIO) -> None:
    """Answer every command; an error is an answer, too."""
    for line in commands:
        arguments = json.loads(line)
        try:
            reply = COMMANDS[arguments.pop("do")](session, **arguments)
        except Exception as error:  # whatever a peer raises is reported, and the others go on
            reply = {"error": f"{type(error).__name__}: {error}"}
        replies.write(json.dumps(reply) + "\n")
        replies.flush()


def own_stdout() -> TextIO:
    """The real stdout; what libraries print goes to stderr from here on."""
    replies = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    return replies


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("name", choices=[name for name in KINDS if name != "imis"])
    parser.add_argument("setting", help="JSON: bundle, graphs, packages, threads, data, images, work")
    args = parser.parse_args()
    setting = json.loads(args.setting)
    replies = own_stdout()
    sys.path.append(setting["packages"])
    cv2.setNumThreads(setting["threads"])
    bundle, graphs, packages, data = (Path(setting[name]) for name in ("bundle", "graphs", "packages", "data"))
    own = Setting(bundle, graphs, packages, setting["threads"])
    session = Session(args.name, own, data, setting["images"], Work(**setting["work"]))
    serve(session, sys.stdin, replies)
    return 0


if __name__ == "__main__":
    sys.exit(main())
