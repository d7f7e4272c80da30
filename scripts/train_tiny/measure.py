#!/usr/bin/env python3
"""The figures of the model card, measured by `imis evaluate`: Markdown on stdout, results in --output.

    .venv/bin/python scripts/train_tiny/measure.py --output out/card [--real FOLDER]

FOLDER contains BTCV and MedScribble_* data sets in the IMed-361M layout; without it only generated images are measured.
"""
import argparse
import json
import shutil
import subprocess
import sys
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
SEEDS = (42, 43, 44)
SHOWN = (1, 3, 5, 8)


class Measurement:
    """Runs the program; every run has a folder of its own, so that finished ones are not computed again."""

    def __init__(self, args):
        self.args = args

    def summary(self, name, model, data, prompt, rounds, seed):
        folder = self.args.output / f"{name}_{prompt}_{seed}"
        command = [self.args.program, "evaluate", "-q", "-m", model, "-d", *data, "-o", folder, "--prompt", prompt,
                   "--rounds", rounds, "--seed", seed, "--threads", self.args.threads]
        done = subprocess.run([str(part) for part in command], stdout=subprocess.DEVNULL, check=False)
        if done.returncode != 0:
            sys.exit(f"measure: {' '.join(map(str, command))} failed with exit code {done.returncode}")
        return json.loads((folder / "summary.json").read_text(encoding="utf-8"))

    def dice_by_round(self, name, data, prompt):
        """[(mean over seeds, smallest, largest)] of the image mean, one per round."""
        runs = [self.summary(name, self.args.model, data, prompt, max(SHOWN), seed)["overall"]["rounds"]
                for seed in SEEDS]
        columns = [[run[index]["dice"] for run in runs] for index in range(max(SHOWN))]
        return [(sum(column) / len(column), min(column), max(column)) for column in columns]


def print_rounds(measurement, name, data, prompts):
    print(f"\n| {name}, first prompt | " + " | ".join(f"round {number}" for number in SHOWN) + " | largest fall |")
    print("|---|" + "---|" * (len(SHOWN) + 1))
    for prompt in prompts:
        rounds = measurement.dice_by_round(name, data, prompt)
        cells = ["{:.3f} ({:.3f} to {:.3f})".format(*rounds[number - 1]) for number in SHOWN]
        fall = max([0.0, *(before[0] - after[0] for before, after in zip(rounds, rounds[1:]))])
        print(f"| {prompt} | " + " | ".join(cells) + f" | {fall:.3f} |", flush=True)


def with_wrong_names(source, target):
    """A copy of the data sets in which every class has the name of the next class of its set."""
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(source, target)
    for path in sorted(target.glob("*/dataset.json")):
        content = json.loads(path.read_text(encoding="utf-8"))
        keys = [key for key in content["labels"] if key != "0"]
        names = [content["labels"][key] for key in keys]
        content["labels"].update(zip(keys, names[1:] + names[:1]))
        path.write_text(json.dumps(content), encoding="utf-8")
    return target


def print_names(measurement, phantoms):
    wrong = with_wrong_names(phantoms, measurement.args.output / "wrong_names")
    scores = {label: measurement.summary(f"names_{label}", measurement.args.model, [folder], "text", 1, 42)
              for label, folder in (("right", phantoms), ("wrong", wrong))}
    values = {label: score["overall"]["rounds"][0]["dice"] for label, score in scores.items()}
    print("\nBy text: the right name {right:.3f}, the name of the set's next class {wrong:.3f}".format(**values),
          flush=True)


def print_against_ellipse(measurement, folders):
    models = {"imis-tiny": measurement.args.model, "ellipse": REPOSITORY / "models" / "ellipse"}
    scores = {}
    for name, model in models.items():
        summary = measurement.summary(f"scribble_{name}", model, folders, "box", 1, 42)
        scores[name] = {entry["name"]: entry["rounds"][0]["dice"] for entry in summary["datasets"]}
    print("\n| box, round 1 | imis-tiny | ellipse | difference |\n|---|---|---|---|")
    pairs = [(name, scores["imis-tiny"][name], scores["ellipse"][name]) for name in sorted(scores["ellipse"])]
    for name, own, ellipse in pairs:
        print(f"| {name} | {own:.3f} | {ellipse:.3f} | {own - ellipse:+.3f} |")
    means = [sum(values) / len(pairs) for values in zip(*[pair[1:] for pair in pairs])]
    above = sum(own > ellipse for _, own, ellipse in pairs)
    print(f"| mean of the sets | {means[0]:.3f} | {means[1]:.3f} | {means[0] - means[1]:+.3f} |")
    print(f"\nAbove the ellipse on {above} of {len(pairs)} sets.")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--output", type=Path, required=True, help="folder for the results")
    parser.add_argument("--program", type=Path, default=REPOSITORY / "build" / "imis")
    parser.add_argument("--model", type=Path, default=REPOSITORY / "models" / "imis-tiny")
    parser.add_argument("--real", type=Path, help="folder with BTCV and MedScribble_* data sets")
    parser.add_argument("--threads", type=int, default=0, help="images at once; 0: all cores")
    args = parser.parse_args()
    if args.real and not ((args.real / "BTCV").is_dir() and list(args.real.glob("MedScribble_*"))):
        parser.error(f"--real {args.real}: must contain folders BTCV and MedScribble_*")
    if not args.program.is_file():
        parser.error(f"{args.program} does not exist; run scripts/setup.sh, or give --program")
    args.output.mkdir(parents=True, exist_ok=True)
    measurement, phantoms = Measurement(args), REPOSITORY / "data" / "phantoms"
    print_rounds(measurement, "phantoms", [phantoms], ("box", "point", "text"))
    print_names(measurement, phantoms)
    if args.real:
        print_rounds(measurement, "BTCV", [args.real / "BTCV"], ("box", "point"))
        print_against_ellipse(measurement, sorted(args.real.glob("MedScribble_*")))


if __name__ == "__main__":
    main()
