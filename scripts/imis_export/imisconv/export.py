"""Exporter for IMIS-Conv: from a checkpoint of scripts/train_tiny to a bundle."""

import argparse
from pathlib import Path

import torch

from user_error import UserError

from ..bundle import check_target
from ..categories import load_categories
from ..checkpoint import load_checkpoint, load_into
from ..families import IMISCONV, require_family
from ..prompted import write_bundle
from ..vocabulary import packaged_vocabulary, read_merges, vocabulary_size
from .config import IMISConvConfig
from .network import IMISConv

CATEGORY_SCALE = 10.0  # SEMANTIC_SCALE of scripts/train_tiny/losses.py

HELP = "IMIS-Conv, the small convolutional network of scripts/train_tiny"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--image-size", type=int, default=256, metavar="N", help="side of the model grid it was trained on (256)"
    )
    parser.add_argument("--categories", type=Path, metavar="FILE", help="category table: the run's categories.json")
    parser.add_argument("--vocab", type=Path, metavar="FILE", help="the run's bpe_merges.txt")


def run(args: argparse.Namespace) -> str:
    """Export as the command line asks; return one line about what was done."""
    check_target(args.output, args.force)
    merges = read_merges(args.vocab or packaged_vocabulary())
    try:
        config = IMISConvConfig(image_size=args.image_size, vocabulary_size=vocabulary_size(merges))
    except ValueError as error:
        raise UserError(str(error)) from error
    network = load_network(args.checkpoint, config)
    categories = load_categories(args.categories, config.semantic_dim) if args.categories else None
    return write_bundle(
        args,
        network,
        merges,
        categories,
        family="imisconv",
        history="all",
        category_scale=CATEGORY_SCALE,
        candidates={"single_point": list(range(1, config.mask_tokens)), "otherwise": [0]},
    )


def load_network(path: Path, config: IMISConvConfig) -> IMISConv:
    state = load_checkpoint(path)
    require_family(state, IMISCONV, path)
    with torch.device("meta"):
        network = IMISConv(config)
    load_into(network, state, path)
    return network
