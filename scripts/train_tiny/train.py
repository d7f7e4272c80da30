#!/usr/bin/env python3
"""Trains imis-tiny from nothing on generated images. See README.md."""
import argparse
import json
import math
import sys
import time
from pathlib import Path

import torch

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from phantoms.generator import looks  # noqa: E402
from train_tiny import categories, words  # noqa: E402
from train_tiny.dense import DenseHead  # noqa: E402
from train_tiny.feeder import Feeder  # noqa: E402
from train_tiny.model import (Optimizer, RunningAverage, WorkingCopy, build, initialise, resized_state,  # noqa: E402
                              working_type)
from train_tiny.rounds import Language, train_step  # noqa: E402
from train_tiny.schedule import SCHEDULE, read_schedule  # noqa: E402

MERGES = 400
ROUNDS = (2, 2, 3)  # trained rounds a step, drawn uniformly
AVERAGE_DECAY = 0.998
FIELDS = ("step", "stage", "seconds", "updates_in_stage", "steps_by_stage")


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--output", type=Path, required=True, help="folder for checkpoints, vocabulary and log")
    parser.add_argument("--minutes", type=float, default=116, help="wall-clock minutes of training in all")
    parser.add_argument("--schedule", type=Path, metavar="FILE", help="other stages than those of schedule.py, as JSON")
    parser.add_argument("--targets", type=int, default=3, help="targets an image at most")
    parser.add_argument("--seed", type=int, default=42)
    parser.add_argument("--threads", type=int, default=2, help="of the training process")
    parser.add_argument("--workers", type=int, default=1, help="processes that draw images")
    parser.add_argument("--device", type=torch.device, default=torch.device("cpu"), help="cpu or cuda")
    parser.add_argument("--precision", choices=("auto", "bf16", "fp32"), default="auto",
                        help="of forward and backward passes; auto: bf16 where the processor has instructions for it")
    parser.add_argument("--save-every", type=float, default=116, help="seconds between checkpoints")
    parser.add_argument("--stop-after", type=float, default=math.inf,
                        help="seconds after which to pause (resume later)")
    return parser.parse_args()


class Training:
    """Everything that a checkpoint must bring back."""

    def __init__(self, args, schedule, language, vocabulary_size):
        self.args, self.schedule, self.language, self.vocabulary_size = args, schedule, language, vocabulary_size
        self.step, self.stage, self.seconds, self.updates_in_stage = 0, 0, 0.0, 0
        self.steps_by_stage = [0] * len(schedule)
        self.net = build(schedule[0].size, vocabulary_size).to(args.device)
        initialise(self.net)
        self.head = DenseHead(self.net.config.decoder_channels[1], len(looks.vocabulary())).to(args.device)
        self.feeder = Feeder(args.seed, args.targets, args.workers)
        self.prepare()

    def prepare(self):
        self.optimizer = Optimizer(self.net, self.head)
        self.average = RunningAverage(self.net, AVERAGE_DECAY)
        self.working = WorkingCopy(working_type(self.args.precision, self.args.device), self.net, self.head)

    def progress_in_stage(self):
        """0..1 by the clock, so that the schedule ends in time on a machine of any speed."""
        total = self.args.minutes * 60
        start = total * sum(stage.share for stage in self.schedule[:self.stage])
        return (self.seconds - start) / (total * self.schedule[self.stage].share)

    def is_last_stage(self):
        return self.stage + 1 == len(self.schedule)

    def next_stage(self):
        self.stage, self.updates_in_stage = self.stage + 1, 0
        grown = build(self.schedule[self.stage].size, self.vocabulary_size).to(self.args.device)
        grown.load_state_dict(resized_state(self.average.net.state_dict(), grown))
        self.net = grown
        self.prepare()

    def learning_rate(self):
        """Warm-up, then constant, then a linear decay where the stage has one."""
        stage = self.schedule[self.stage]
        rate = stage.rate * min(1.0, (self.updates_in_stage + 1) / stage.warm_up)
        if stage.decay:
            rate *= min(1.0, max(0.02, (1 - self.progress_in_stage()) / stage.decay))
        return rate

    def update(self):
        """One optimizer step; its data and prompts depend on the seed and the step's number alone."""
        stage = self.schedule[self.stage]
        generator = torch.Generator().manual_seed(self.args.seed * 1_000_003 + self.step)
        groups = self.feeder.next(self.step, stage)
        rate = self.learning_rate()
        self.optimizer.clear()
        rounds = ROUNDS[int(torch.randint(len(ROUNDS), (1,), generator=generator))]
        self.working.refresh()
        report = train_step(*self.working.modules, groups, stage, rounds, self.language, generator, self.args.device)
        self.working.hand_over_gradients()
        norm = torch.nn.utils.clip_grad_norm_(self.net.parameters(), 1.0)
        if math.isfinite(float(norm)):
            self.optimizer.step(rate)
            self.average.update(self.net)
        self.step += 1
        self.updates_in_stage += 1
        self.steps_by_stage[self.stage] += 1
        return report, rate

    def save(self, folder):
        """training.pt to resume, weights.pth (the average) to evaluate and export; replaced whole, never half."""
        state = {name: getattr(self, name) for name in FIELDS}
        state.update(net=self.net.state_dict(), head=self.head.state_dict(), average=self.average.net.state_dict(),
                     average_updates=self.average.updates, optimizer=self.optimizer.state_dict())
        for name, content in (("training.pt", state), ("weights.pth", self.average.net.state_dict())):
            torch.save(content, folder / (name + ".part"))
            (folder / (name + ".part")).replace(folder / name)

    def load(self, path):
        state = torch.load(path, weights_only=True, map_location=self.args.device)
        for name in FIELDS:
            setattr(self, name, state[name])
        self.net = build(self.schedule[self.stage].size, self.vocabulary_size).to(self.args.device)
        self.net.load_state_dict(state["net"])
        self.head.load_state_dict(state["head"])
        self.prepare()
        self.average.net.load_state_dict(state["average"])
        self.average.updates = state["average_updates"]
        self.optimizer.load_state_dict(state["optimizer"])


class Log:
    """Running means for the progress line; every line also goes to log.jsonl."""

    def __init__(self, folder):
        self.path, self.means = folder / "log.jsonl", {}

    def add(self, report):
        values = {"loss": report.loss, "dense": report.dense}
        values.update(report.iou)
        for name, value in values.items():
            self.means[name] = value if name not in self.means else 0.97 * self.means[name] + 0.03 * value

    def write(self, training, rate):
        shown = {name: round(value, 4) for name, value in sorted(self.means.items())}
        line = {"step": training.step, "stage": training.stage, "minutes": round(training.seconds / 60, 2),
                "rate": round(rate, 6), **shown}
        with self.path.open("a", encoding="utf-8") as stream:
            stream.write(json.dumps(line) + "\n")
        brief = "  ".join(f"{name} {value:.3f}" for name, value in shown.items() if "+" not in name)
        print(f"{line['minutes']:6.1f} min  stage {training.stage}  step {training.step}  {brief}", flush=True)


def prepare_language(folder, device):
    """Learn the vocabulary of all target names and write what the exporter takes beside the weights."""
    names = looks.vocabulary()
    merges = words.learn_merges([words.sentence(name) for name in names], MERGES)
    words.write_merges(folder / "bpe_merges.txt", merges)
    tokenizer = words.Tokenizer(merges)
    net = build(128, tokenizer.size)
    dim = net.config.semantic_dim
    categories.write_categories(folder, names, dim)
    kinds = categories.all_categories(names)
    table = torch.from_numpy(categories.category_table(kinds, dim)).to(device)
    return Language(tokenizer, net.config.text_context, kinds, table), tokenizer.size


def main():
    args = parse_arguments()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    args.output.mkdir(parents=True, exist_ok=True)
    language, vocabulary_size = prepare_language(args.output, args.device)
    training = Training(args, read_schedule(args.schedule) if args.schedule else SCHEDULE, language, vocabulary_size)
    if (args.output / "training.pt").exists():
        training.load(args.output / "training.pt")
        print(f"resumed at step {training.step}, {training.seconds / 60:.1f} minutes", flush=True)
    log, last_save, here = Log(args.output), time.monotonic(), 0.0
    while training.progress_in_stage() < 1 or not training.is_last_stage():
        if training.progress_in_stage() >= 1:
            training.save(args.output)
            (args.output / "weights.pth").rename(args.output / f"weights_{training.stage}.pth")
            training.next_stage()
        start = time.monotonic()
        report, rate = training.update()
        log.add(report)
        spent = time.monotonic() - start
        training.seconds, here = training.seconds + spent, here + spent
        if training.step % 20 == 0:
            log.write(training, rate)
        if time.monotonic() - last_save > args.save_every:
            training.save(args.output)
            last_save = time.monotonic()
        if here > args.stop_after:
            break
    training.feeder.close()
    training.save(args.output)
    print(f"done: steps by stage {training.steps_by_stage}, {training.seconds / 60:.1f} minutes", flush=True)


if __name__ == "__main__":
    main()
