"""The work that every Python system does on an image: encode it, then prompt it round by round for every target."""

import time
from typing import Any, Mapping, NamedTuple, Optional, Protocol as Interface

import numpy as np

from .protocol import Protocol, chosen, mask_at, preprocess
from .samples import Item, Sample, read_sample


class Network(Interface):
    """A system: how its encoder and its decoder are called."""

    def encode(self, image: np.ndarray) -> Any:
        """Float32 [1, 3, H, W] to features, in whatever form `answer` takes them."""

    def answer(self, features: Any, given: Mapping[str, np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
        """Logits [C, h, w] and predicted IoU [C] for one target's prompt: points, labels, boxes, mask."""


class Work(NamedTuple):
    """What is done for every target of an image."""

    rounds: int = 4
    prompt: str = "point"  # or "box": the first round's


class Spent(NamedTuple):
    """What one pass over the images took, in seconds."""

    images: int
    mask_rounds: int
    whole: float
    encode: float
    masks: float  # all mask-rounds


class Prompts:
    """What a target is given round by round, in the form of the prompt encoder's arguments.

    The numbers of points do not change with the round, so that exported graphs have fixed shapes: clicks to come are
    filled in with the label -1, no point, where earlier ones are sent again.
    """

    def __init__(self, protocol: Protocol, work: Work, size: tuple[int, int]) -> None:
        self.protocol, self.work = protocol, work
        self.scale = np.asarray([protocol.size[1] / size[1], protocol.size[0] / size[0]], np.float32)
        self.box: Optional[np.ndarray] = None
        self.clicks: list[tuple[int, int, int]] = []

    def alone(self) -> bool:
        """Whether the prompt that is sent is one point."""
        if not self.protocol.all_prompts:
            return bool(self.clicks)
        return self.box is None and len(self.clicks) == 1

    def given(self, logits: Optional[np.ndarray]) -> dict[str, np.ndarray]:
        """The arguments; `logits` [h, w] are the last answer, if there is one."""
        arguments: dict[str, np.ndarray] = {}
        first = logits is None
        if self.box is not None and (first or self.protocol.all_prompts):
            arguments["boxes"] = (self.box.reshape(2, 2) * self.scale).reshape(1, 4)
        if self.clicks:
            clicks = self.clicks if self.protocol.all_prompts else self.clicks[-1:]
            count = point_count(self.protocol, self.work, first)
            points, labels = np.zeros((1, count, 2), np.float32), np.full((1, count), -1, np.int64)
            for index, (x, y, label) in enumerate(clicks):
                points[0, index], labels[0, index] = self.scale * (x, y), label
            arguments |= {"points": points, "labels": labels}
        if logits is not None:
            arguments["mask"] = logits[None, None]
        return arguments


def point_count(protocol: Protocol, work: Work, first: bool) -> int:
    """The points that are sent in the first round and in each of the others."""
    return 1 if first or not protocol.all_prompts else work.rounds


def bounding_box(mask: np.ndarray) -> np.ndarray:
    """x0, y0, x1, y1, inclusive."""
    rows, columns = np.flatnonzero(mask.any(1)), np.flatnonzero(mask.any(0))
    return np.asarray([columns[0], rows[0], columns[-1], rows[-1]], np.float32)


def click_on(wrong: np.ndarray, truth: np.ndarray, random: np.random.Generator) -> tuple[int, int, int]:
    """x, y and label of a pixel drawn uniformly from the error, or from all pixels where nothing is wrong."""
    pixels = np.flatnonzero(wrong)
    pixel = int(pixels[random.integers(pixels.size)] if pixels.size else random.integers(wrong.size))
    y, x = divmod(pixel, wrong.shape[1])
    return x, y, int(truth[y, x])


def begin(prompts: Prompts, truth: np.ndarray, random: np.random.Generator) -> None:
    """Give the first prompt: the target's box, or a click inside it."""
    if prompts.work.prompt == "box":
        prompts.box = bounding_box(truth)
    else:
        prompts.clicks.append(click_on(truth, truth, random))


def run_target(
    network: Network, features: Any, truth: np.ndarray, prompts: Prompts, random: np.random.Generator
) -> list[float]:
    """All rounds of one target: the Dice after each."""
    scores: list[float] = []
    logits = None
    begin(prompts, truth, random)
    for number in range(prompts.work.rounds):
        every, predicted_iou = network.answer(features, prompts.given(logits))
        logits = every[chosen(prompts.protocol, predicted_iou, prompts.alone())]
        mask = mask_at(prompts.protocol, logits, truth.shape)
        overlap = np.count_nonzero(mask & truth)
        scores.append(2.0 * overlap / (np.count_nonzero(mask) + np.count_nonzero(truth)))
        if number + 1 < prompts.work.rounds:
            prompts.clicks.append(click_on(mask ^ truth, truth, random))
    return scores


def run_image(network: Network, sample: Sample, protocol: Protocol, work: Work) -> tuple[float, float, int]:
    """Seconds of the encoder, seconds of all mask-rounds, and their number."""
    random = np.random.default_rng(0)
    image = preprocess(protocol, sample.image)
    start = time.perf_counter()
    features = network.encode(image)
    encoded = time.perf_counter()
    for truth in sample.masks:
        run_target(network, features, truth, Prompts(protocol, work, truth.shape), random)
    return encoded - start, time.perf_counter() - encoded, len(sample.masks) * work.rounds


def run_pass(network: Network, items: list[Item], protocol: Protocol, work: Work) -> Spent:
    """One pass over the images, reading them included."""
    start = time.perf_counter()
    parts = [run_image(network, read_sample(item), protocol, work) for item in items]
    encode, masks, count = (sum(column) for column in zip(*parts))
    return Spent(len(items), int(count), time.perf_counter() - start, encode, masks)
