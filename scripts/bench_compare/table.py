"""The comparison as a Markdown table with a heading that names the machine."""

from typing import Mapping, NamedTuple, Optional, Sequence

from .comparison import BestAndMedian, Outcome, encode_seconds, image_seconds, round_seconds
from .systems import KINDS

COLUMNS = (
    "system",
    "s an image, best",
    "median",
    "ratio",
    "encode s, best",
    "median",
    "of product rate",
    "s a mask-round, best",
    "median",
    "logits differ by",
)


class Rates(NamedTuple):
    """What an encoder's rate is compared with."""

    encoder_flops: int  # of one image
    product: float  # FLOP/s, the best of those measured between passes


def seconds(value: float) -> str:
    """Three significant digits."""
    return f"{value:#.3g}".rstrip(".")


def row_of(name: str, outcome: Outcome, least: Optional[float], rates: Rates) -> list[str]:
    """A system's cells; `least` is the image time that ratios are of."""
    difference = "" if outcome.difference is None else f"{outcome.difference:.1e}"
    if not outcome.passes:
        return [KINDS[name].title, *[""] * (len(COLUMNS) - 2), difference]
    image, encode, mask = (measure(outcome.passes) for measure in (image_seconds, encode_seconds, round_seconds))
    return [
        KINDS[name].title,
        *pair(image),
        f"{image.best / least:.2f}" if least else "",
        *pair(encode),
        f"{rates.encoder_flops / encode.best / rates.product:.0%}" if rates.product else "",
        *pair(mask),
        difference,
    ]


def pair(value: BestAndMedian) -> list[str]:
    return [seconds(value.best), seconds(value.median)]


def markdown_table(rows: Sequence[Sequence[str]]) -> str:
    lines = [COLUMNS, ["---"] * len(COLUMNS), *rows]
    return "".join("| " + " | ".join(line) + " |\n" for line in lines)


def base_of(outcomes: Mapping[str, Outcome]) -> tuple[str, Optional[float]]:
    """The system that ratios are of, imis or the first that ran, and its best image time."""
    ran = [name for name, outcome in outcomes.items() if outcome.passes]
    if not ran:
        return "", None
    name = "imis" if "imis" in ran else ran[0]
    return name, image_seconds(outcomes[name].passes).best


def render(
    heading: str, machine: Mapping[str, str], outcomes: Mapping[str, Outcome], rates: Rates, notes: Sequence[str]
) -> str:
    """The whole report."""
    base, least = base_of(outcomes)
    lines = [f"### {heading}", "", *(f"- {title}: {value}" for title, value in machine.items())]
    if rates.product:
        lines.append(f"- Product of 4096 x 768 and 768 x 3072 in fp32: {rates.product / 1e9:.1f} GFLOP/s")
    lines += [f"- Image encoder: {rates.encoder_flops / 1e9:.1f} GFLOP an image", ""]
    lines.append(markdown_table([row_of(name, one, least, rates) for name, one in outcomes.items()]))
    if base:
        lines.append(f"Ratios are of the best seconds an image, to those of {KINDS[base].title}.")
    failures = [f"{KINDS[name].title}: {one.failure}" for name, one in outcomes.items() if one.failure]
    lines += [f"- {line}" for line in [*failures, *notes]]
    return "\n".join(lines) + "\n"
