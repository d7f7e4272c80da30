"""The progress line."""
import json

FORGET = 0.03  # share of a running mean that a step replaces


class Progress:
    """Running means for the progress line; every line also goes to log.jsonl."""

    def __init__(self, folder):
        self.path, self.means = folder / "log.jsonl", {}

    def add(self, report):
        for name, value in {"loss": report.loss, "dense": report.dense, **report.iou}.items():
            self.means[name] = value if name not in self.means else (1 - FORGET) * self.means[name] + FORGET * value

    def write(self, training, rate):
        shown = {name: round(value, 4) for name, value in sorted(self.means.items())}
        line = {"step": training.step, "stage": training.stage, "minutes": round(training.seconds / 60, 2),
                "rate": round(rate, 6), **shown}
        with self.path.open("a", encoding="utf-8") as stream:
            stream.write(json.dumps(line) + "\n")
        brief = "  ".join(f"{name} {value:.3f}" for name, value in shown.items() if "+" not in name)
        print(f"{line['minutes']:6.1f} min  stage {training.stage}  step {training.step}  {brief}", flush=True)
