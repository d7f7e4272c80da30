"""Exporter for IMIS-Net: from a published checkpoint to a bundle."""

import argparse
from pathlib import Path

import torch

from user_error import UserError

from ..bundle import check_target
from ..categories import load_categories
from ..checkpoint import drop_unused, load_checkpoint, load_into
from ..families import IMISNET, require_family
from ..prompted import write_bundle
from ..vocabulary import packaged_vocabulary, read_merges, vocabulary_size
from .config import VARIANTS, IMISNetConfig, variant
from .network import IMISNet
from .positions import PREFIX, resample_positions

HELP = "IMIS-Net, from the published checkpoint or another one with its names"
# In published files, but without effect on the network's answer.
UNUSED = ("image_encoder.sam_encoder.neck.", "text_model.text_model.embeddings.position_ids")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--variant", choices=sorted(VARIANTS), default="vit_b", help="size of the network (vit_b)")
    parser.add_argument(
        "--image-size", type=int, metavar="N", help="side of the model grid in pixels (1024; tiny: 256)"
    )
    parser.add_argument("--decoder-dim", type=int, metavar="N", help="width of the decoder (768; tiny: 128)")
    parser.add_argument("--categories", type=Path, metavar="FILE", help="category table: the published .pkl, or .json")
    parser.add_argument(
        "--vocab", type=Path, metavar="FILE", help="CLIP's bpe_simple_vocab_16e6.txt(.gz) or a bpe_merges.txt"
    )


def run(args: argparse.Namespace) -> str:
    """Export as the command line asks; return one line about what was done."""
    check_target(args.output, args.force)
    merges = read_merges(args.vocab or packaged_vocabulary())
    native, target = configurations(args, vocabulary_size(merges))
    network = load_network(args.checkpoint, native, target)
    categories = load_categories(args.categories, target.semantic_dim) if args.categories else None
    return write_bundle(args, network, merges, categories, family="imisnet")


def configurations(args: argparse.Namespace, vocabulary: int) -> tuple[IMISNetConfig, IMISNetConfig]:
    """The checkpoint's configuration and the bundle's, whose input size may differ."""
    try:
        native = variant(args.variant).with_sizes(vocabulary_size=vocabulary)
        if args.decoder_dim:
            native = native.with_sizes(decoder_dim=args.decoder_dim)
        return native, native.with_sizes(image_size=args.image_size) if args.image_size else native
    except ValueError as error:
        raise UserError(str(error)) from error


def load_network(path: Path, native: IMISNetConfig, target: IMISNetConfig) -> IMISNet:
    published = load_checkpoint(path)
    require_family(published, IMISNET, path)
    state = resample_positions(drop_unused(published, UNUSED), native, target)
    with torch.device("meta"):
        network = IMISNet(target)
    try:
        load_into(network, state, path)
    except UserError as error:
        raise UserError(f"{error}{advice(state, target)}") from error
    return network


def advice(state: dict[str, torch.Tensor], config: IMISNetConfig) -> str:
    """A last line that names the option to change, if the tensors show which."""
    positions = state.get(PREFIX + "pos_embed")
    if positions is not None and positions.dim() == 4 and positions.shape[3] != config.encoder_dim:
        fitting = [name for name, other in VARIANTS.items() if other.encoder_dim == positions.shape[3]]
        return f"\nthe encoder is {positions.shape[3]} wide: give --variant {fitting[0]}" if fitting else ""
    neck = state.get("image_encoder.neck.0.weight")
    if neck is not None and neck.shape[0] != config.decoder_dim:
        return f"\nthe decoder is {neck.shape[0]} wide: give --decoder-dim {neck.shape[0]}"
    words = state.get("text_model.text_model.embeddings.token_embedding.weight")
    if words is not None and words.shape[0] != config.vocabulary_size:
        return f"\nthe vocabulary has {config.vocabulary_size} tokens, the checkpoint {words.shape[0]}: give --vocab"
    return ""
