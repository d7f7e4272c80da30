"""Prompts of rows.csv, moved from the model's grid to the pixels of the image."""

from dataclasses import dataclass
from typing import Optional, Sequence


@dataclass(frozen=True)
class Click:
    x: float
    y: float
    positive: bool


@dataclass(frozen=True)
class Prompt:
    """What the user gave in one round; earlier rounds are not repeated."""

    clicks: tuple[Click, ...]
    box: Optional[tuple[float, float, float, float]]
    text: str


def to_image(position: float, grid_length: int, length: int) -> float:
    """From pixel centres of the grid to pixel centres of the image."""
    return (position + 0.5) * length / grid_length - 0.5


def read_clicks(json: dict, size: tuple[int, int], only_last: bool) -> list[Click]:
    """The clicks that were made: the label -1 stands for none, where the mask had no error left."""
    rows, columns = json["grid"]
    height, width = size
    points = json.get("points", [])
    return [Click(to_image(x, columns, width), to_image(y, rows, height), label == 1)
            for x, y, label in (points[-1:] if only_last else points) if label >= 0]


def read_box(json: dict, size: tuple[int, int]) -> Optional[tuple[float, float, float, float]]:
    if "box" not in json:
        return None
    rows, columns = json["grid"]
    height, width = size
    x0, y0, x1, y1 = json["box"]
    return (to_image(x0, columns, width), to_image(y0, rows, height),
            to_image(x1, columns, width), to_image(y1, rows, height))


def prompts_by_round(rounds: Sequence[dict], size: tuple[int, int]) -> list[Prompt]:
    """The prompts of rounds 1, 2, ...; size: the image's (height, width).

    A model that keeps its history is given all clicks again in every round; only the last one is new.
    """
    prompts = []
    for index, json in enumerate(rounds):
        clicks = read_clicks(json, size, only_last=index > 0)
        if index == 0:
            prompts.append(Prompt(tuple(clicks), read_box(json, size), json.get("text", "")))
        else:
            prompts.append(Prompt(tuple(clicks), None, ""))
    return prompts
