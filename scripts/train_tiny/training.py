"""The state of a training run: what a step changes and a checkpoint restores."""
import math

import torch

from phantoms.generator import looks
from train_tiny.dense import DenseHead
from train_tiny.feeder import Feeder
from train_tiny.model import (Optimizer, RunningAverage, WorkingCopy, build, initialise, resized_state,
                              working_type)
from train_tiny.rounds import train_step
from train_tiny.schedule import as_json
from user_error import UserError

ROUNDS = (2, 2, 3)  # trained rounds a step, drawn uniformly
AVERAGE_DECAY = 0.998
LARGEST_GRADIENT = 1.0  # norm that gradients are clipped to
FIELDS = ("step", "stage", "seconds", "updates_in_stage", "steps_by_stage")


class Training:
    """Everything that a checkpoint must restore. `args` are those of train.py."""

    def __init__(self, args, schedule, language):
        self.args, self.schedule, self.language = args, schedule, language
        self.step, self.stage, self.seconds, self.updates_in_stage = 0, 0, 0.0, 0
        self.steps_by_stage = [0] * len(schedule)
        self.net = self.network()
        initialise(self.net)
        self.head = DenseHead(self.net.config.decoder_channels[1], len(looks.vocabulary())).to(args.device)
        self.feeder = Feeder(args.seed, args.targets, args.workers)
        self.prepare()

    def network(self):
        """An untrained network for the grid of this stage."""
        return build(self.schedule[self.stage].size, self.language.tokenizer.size).to(self.args.device)

    def prepare(self):
        self.optimizer = Optimizer(self.net, self.head)
        self.average = RunningAverage(self.net, AVERAGE_DECAY)
        self.working = WorkingCopy(working_type(self.args.precision, self.args.device), self.net, self.head)

    def settings(self):
        """What must stay the same from a run's first step to its last."""
        return {"seed": self.args.seed, "targets": self.args.targets, "schedule": as_json(self.schedule)}

    def progress_in_stage(self):
        """0..1 by the clock, so that the schedule ends on time on a machine of any speed."""
        total = self.args.minutes * 60
        start = total * sum(stage.share for stage in self.schedule[:self.stage])
        return (self.seconds - start) / (total * self.schedule[self.stage].share)

    def is_last_stage(self):
        return self.stage + 1 == len(self.schedule)

    def is_over(self):
        return self.is_last_stage() and self.progress_in_stage() >= 1

    def next_stage(self):
        self.stage, self.updates_in_stage = self.stage + 1, 0
        grown = self.network()
        grown.load_state_dict(resized_state(self.average.net.state_dict(), grown))
        self.net = grown
        self.prepare()

    def learning_rate(self):
        """Warm-up, then constant, then a linear decay if the stage has one."""
        stage = self.schedule[self.stage]
        rate = stage.rate * min(1.0, (self.updates_in_stage + 1) / stage.warm_up)
        if stage.decay:
            rate *= min(1.0, max(0.02, (1 - self.progress_in_stage()) / stage.decay))
        return rate

    def update(self):
        """One optimizer step; its data and prompts depend only on the seed and the step's number."""
        stage = self.schedule[self.stage]
        generator = torch.Generator().manual_seed(self.args.seed * 1_000_003 + self.step)
        groups = self.feeder.next(self.step, stage)
        rate = self.learning_rate()
        self.optimizer.clear()
        rounds = ROUNDS[int(torch.randint(len(ROUNDS), (1,), generator=generator))]
        self.working.refresh()
        report = train_step(*self.working.modules, groups, stage, rounds, self.language, generator, self.args.device)
        self.working.hand_over_gradients()
        norm = torch.nn.utils.clip_grad_norm_(self.net.parameters(), LARGEST_GRADIENT)
        if math.isfinite(float(norm)):
            self.optimizer.step(rate)
            self.average.update(self.net)
        self.step += 1
        self.updates_in_stage += 1
        self.steps_by_stage[self.stage] += 1
        return report, rate

    def save(self, folder):
        """training.pt to resume, weights.pth (the average) to evaluate and export; replaced atomically."""
        state = {name: getattr(self, name) for name in FIELDS}
        state.update(settings=self.settings(), net=self.net.state_dict(), head=self.head.state_dict(),
                     average=self.average.net.state_dict(), average_updates=self.average.updates,
                     optimizer=self.optimizer.state_dict())
        for name, content in (("training.pt", state), ("weights.pth", self.average.net.state_dict())):
            torch.save(content, folder / (name + ".part"))
            (folder / (name + ".part")).replace(folder / name)

    def load(self, path):
        """Resume from a checkpoint; UserError if it is damaged or belongs to a run with other settings."""
        state = read_state(path, self.args.device)
        self.check_settings(state["settings"], path)
        for name in FIELDS:
            setattr(self, name, state[name])
        self.net = self.network()
        self.net.load_state_dict(state["net"])
        self.head.load_state_dict(state["head"])
        self.prepare()
        self.average.net.load_state_dict(state["average"])
        self.average.updates = state["average_updates"]
        self.optimizer.load_state_dict(state["optimizer"])

    def check_settings(self, before, path):
        for name, value in self.settings().items():
            if before.get(name) != value:
                raise UserError(f"{path} was started with {name} {before.get(name)}, not {value}; give the same "
                                f"--{name}, or another --output to start over")


def read_state(path, device):
    try:
        state = torch.load(path, weights_only=True, map_location=device)
        if "settings" not in state:
            raise ValueError("it has no settings")
    except Exception as error:  # torch.load's errors have no common class
        reason = str(error).splitlines()[0]
        raise UserError(f"{path} cannot be resumed ({reason}); remove it to start over") from error
    return state
