#!/usr/bin/env python3
"""Trains imis-tiny from scratch on generated images; see README.md.

Run again with the same --output, it resumes where it stopped.
"""
import argparse
import math
import sys
import time
from pathlib import Path

import torch

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from train_tiny.language import prepare_language  # noqa: E402
from train_tiny.progress import Progress  # noqa: E402
from train_tiny.schedule import SCHEDULE, read_schedule  # noqa: E402
from train_tiny.stopping import StopRequest  # noqa: E402
from train_tiny.training import Training  # noqa: E402
from user_error import UserError  # noqa: E402

STEPS_A_LINE = 20


def positive(number):
    """A converter for numbers above 0."""
    def convert(text):
        value = number(text)
        if not value > 0:
            raise argparse.ArgumentTypeError(f"'{text}' is not above 0")
        return value
    convert.__name__ = number.__name__  # argparse names it if the text is not a number
    return convert


def seed(text):
    value = int(text)
    if value < 0:
        raise argparse.ArgumentTypeError(f"'{text}' is below 0")
    return value


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--output", type=Path, required=True, metavar="DIR",
                        help="folder for checkpoints, vocabulary and log")
    parser.add_argument("--minutes", type=positive(float), default=116, help="of training in total (default: 116)")
    parser.add_argument("--schedule", type=Path, metavar="FILE", help="stages to replace those of schedule.py, as JSON")
    parser.add_argument("--targets", type=positive(int), default=3, help="per image, at most (default: 3)")
    parser.add_argument("--seed", type=seed, default=42, help="default: 42")
    parser.add_argument("--threads", type=positive(int), default=2, help="of the training process (default: 2)")
    parser.add_argument("--workers", type=positive(int), default=1, help="processes that draw images (default: 1)")
    parser.add_argument("--device", default="cpu", help="cpu (default) or cuda")
    parser.add_argument("--precision", choices=("auto", "bf16", "fp32"), default="auto",
                        help="of forward and backward passes; auto (default): bf16 where the processor has "
                             "instructions for it")
    parser.add_argument("--save-every", type=positive(float), default=116, metavar="SECONDS",
                        help="between checkpoints (default: 116)")
    parser.add_argument("--stop-after", type=positive(float), default=math.inf, metavar="SECONDS",
                        help="pause after this time, as on Ctrl-C or SIGTERM")
    return parser.parse_args()


def usable_device(name):
    try:
        device = torch.device(name)
        torch.empty(0, device=device)
    except (RuntimeError, AssertionError) as error:
        reason = str(error).splitlines()[0]
        raise UserError(f"--device {name} cannot be used ({reason}); leave it out to train on the CPU") from error
    return device


def begin(args):
    """The run in --output as its last checkpoint left it, or a new one."""
    args.device = usable_device(args.device)
    schedule = read_schedule(args.schedule) if args.schedule else SCHEDULE
    args.output.mkdir(parents=True, exist_ok=True)
    training = Training(args, schedule, prepare_language(args.output, args.device))
    checkpoint = args.output / "training.pt"
    if checkpoint.exists():
        training.load(checkpoint)
        print(f"resumed at step {training.step}, {training.seconds / 60:.1f} minutes", flush=True)
    return training


def train(training, progress):
    """Run steps until the time is up or a stop is requested; save a checkpoint at the end, and regularly before."""
    stop, folder, limit = StopRequest(), training.args.output, training.args.stop_after
    last_save, here = time.monotonic(), 0.0
    while not (training.is_over() or stop.came or here > limit):
        if training.progress_in_stage() >= 1:
            training.save(folder)
            (folder / "weights.pth").rename(folder / f"weights_{training.stage}.pth")
            training.next_stage()
        start = time.monotonic()
        report, rate = training.update()
        spent = time.monotonic() - start
        training.seconds, here = training.seconds + spent, here + spent
        progress.add(report)
        if training.step % STEPS_A_LINE == 0:
            progress.write(training, rate)
        if time.monotonic() - last_save > training.args.save_every:
            training.save(folder)
            last_save = time.monotonic()
    training.save(folder)


def main():
    args = parse_arguments()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    try:
        training = begin(args)
        try:
            train(training, Progress(args.output))
        finally:
            training.feeder.close()
    except (UserError, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    word = "done" if training.is_over() else "paused"
    print(f"{word}: steps by stage {training.steps_by_stage}, {training.seconds / 60:.1f} minutes", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
