"""Draws the batches of coming steps in a separate process."""
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import cv2
import torch

from train_tiny.samples import draw_batch
from train_tiny.stopping import leave_to_parent

LOOK_AHEAD = 6  # steps


def start_worker():
    """One thread only: the training threads need the cores."""
    leave_to_parent()
    torch.set_num_threads(1)
    cv2.setNumThreads(1)


def draw_step(seed, step, stage, targets):
    """[(batch, named)] of a step: images for unnamed targets, images for named ones."""
    return [(draw_batch([seed, step, named], stage, targets, bool(named)), bool(named)) for named in (0, 1)]


class Feeder:
    """Batches in order of their steps; their content depends only on seed and step."""

    def __init__(self, seed, targets, workers):
        self.seed, self.targets = seed, targets
        self.pool = ProcessPoolExecutor(workers, get_context("spawn"), start_worker)
        self.coming = deque()

    def next(self, step, stage):
        """The batches of a step, made in advance if the steps before it were in the same stage."""
        wanted = [(step + ahead, stage) for ahead in range(LOOK_AHEAD)]
        while self.coming and self.coming[0][0] != wanted[0]:
            self.coming.popleft()[1].cancel()
        for key in wanted[len(self.coming):]:
            self.coming.append((key, self.pool.submit(draw_step, self.seed, *key, self.targets)))
        return self.coming.popleft()[1].result()

    def close(self):
        self.pool.shutdown(cancel_futures=True)
