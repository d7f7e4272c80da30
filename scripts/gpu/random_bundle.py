#!/usr/bin/env python3
"""Make a bundle of pseudo-random weights, the same ones every time: random_bundle.py imisnet vit_b OUTPUT

The checkpoint that is exported has the names and shapes of the published one. Needs nothing but torch, numpy and this
repository. Masks of such a network mean nothing; what it costs to compute them, and how far two devices agree, does.
"""

import argparse
import sys
import tempfile
import warnings
from pathlib import Path

import torch
from torch import Tensor, nn

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import export_model  # noqa: E402
from imis_export import imisnet, sam2  # noqa: E402
from imis_export.sam2.names import published_name  # noqa: E402
from imis_export.vocabulary import vocabulary_size  # noqa: E402

VARIANTS = {"imisnet": sorted(imisnet.VARIANTS), "sam2": sorted(sam2.VARIANTS)}
SEED = 20241119
# Characters that are symbols of their own in CLIP's vocabulary.
SYMBOLS = [
    chr(code) for first, last in (("!", "~"), ("¡", "¬"), ("®", "ÿ")) for code in range(ord(first), ord(last) + 1)
]


def random_network(family: str, variant: str, seed: int = SEED) -> nn.Module:
    """A network as torch initialises it, with noise where that would be zero; ready to compute."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        network = (
            imisnet.IMISNet(imisnet.variant(variant)) if family == "imisnet" else sam2.SAM2(sam2.VARIANTS[variant])
        )
        for parameter in network.parameters():
            enliven(parameter.data)
    network.place_cells()
    return network.eval().requires_grad_(False)


def enliven(values: Tensor) -> None:
    """Scale a weight so that the size of what passes through it stays; turn a table or bias of zeros into noise."""
    if values.dim() >= 2 and bool(values.any()):
        fan_in = values[0].numel()
        values.mul_(1.0 / (float(values.std()) * fan_in**0.5))
    elif not bool(values.any()):
        values.normal_(std=0.02)


def published_state(family: str, network: nn.Module) -> dict[str, Tensor]:
    """The network's tensors by the names that the published checkpoint gives them."""
    state = network.state_dict()
    return state if family == "imisnet" else {published_name(name): value for name, value in state.items()}


def made_up_merges(count: int) -> list[str]:
    """Merges for a vocabulary of the published size: pairs of symbols, within a word and at its end."""
    pairs = [f"{left} {right}{end}" for end in ("", "</w>") for left in SYMBOLS for right in SYMBOLS]
    return pairs[:count]


def export(family: str, variant: str, output: Path, seed: int = SEED) -> str:
    """Write the bundle, replacing an earlier one; return the exporter's line about it."""
    network = random_network(family, variant, seed)
    with tempfile.TemporaryDirectory() as folder:
        checkpoint, merges = Path(folder, "random.pth"), Path(folder, "merges.txt")
        state = published_state(family, network)
        torch.save({"model": state} if family == "sam2" else state, checkpoint)
        command = [family, "--checkpoint", str(checkpoint), "--output", str(output), "--variant", variant, "--force"]
        if family == "imisnet":
            count = network.config.vocabulary_size - vocabulary_size([])
            merges.write_text("\n".join(made_up_merges(count)) + "\n", encoding="utf-8")
            command += ["--vocab", str(merges)]
        return export_model.FAMILIES[family].run(export_model.parser().parse_args(command))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("family", choices=sorted(VARIANTS))
    parser.add_argument(
        "variant", help="; ".join(f"{family}: {', '.join(names)}" for family, names in VARIANTS.items())
    )
    parser.add_argument("output", type=Path, help="folder of the new bundle; an earlier bundle there is replaced")
    parser.add_argument("--seed", type=int, default=SEED)
    args = parser.parse_args()
    if args.variant not in VARIANTS[args.family]:
        parser.error(f"{args.family} has no variant '{args.variant}': choose one of {', '.join(VARIANTS[args.family])}")
    warnings.simplefilter("ignore")
    print(export(args.family, args.variant, args.output, args.seed))
    return 0


if __name__ == "__main__":
    sys.exit(main())
