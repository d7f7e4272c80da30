"""Weights in a Hugging Face folder: finding, reading and renaming them."""

import json
import re
from pathlib import Path
from typing import Sequence

from torch import Tensor

from user_error import UserError

from .checkpoint import load_checkpoint

CONFIG = "config.json"
WEIGHTS = ("model.safetensors", "pytorch_model.bin")
ORIGINALS = "*.pt"  # beside them or alone, as the authors publish them
# A pattern in transformers' names and its replacement in the original ones.
Rename = tuple[str, str]
# Names in prompt encoders and mask decoders of SAM's kind, whatever the image encoder.
PROMPTS_AND_MASKS: tuple[Rename, ...] = (
    (r"\.shared_embedding\.positional_embedding$", ".pe_layer.positional_encoding_gaussian_matrix"),
    (r"\.mask_embed\.conv1\.", ".mask_downscaling.0."),
    (r"\.mask_embed\.layer_norm1\.", ".mask_downscaling.1."),
    (r"\.mask_embed\.conv2\.", ".mask_downscaling.3."),
    (r"\.mask_embed\.layer_norm2\.", ".mask_downscaling.4."),
    (r"\.mask_embed\.conv3\.", ".mask_downscaling.6."),
    (r"\.upscale_conv1\.", ".output_upscaling.0."),
    (r"\.upscale_layer_norm\.", ".output_upscaling.1."),
    (r"\.upscale_conv2\.", ".output_upscaling.3."),
    (r"\.layer_norm(\d|_final_attn)\.", r".norm\1."),
    # The heads have three layers.
    (r"(_head|_mlps\.\d+)\.layers\.0\.", r"\1.layers.1."),
    (r"(_head|_mlps\.\d+)\.proj_in\.", r"\1.layers.0."),
    (r"(_head|_mlps\.\d+)\.proj_out\.", r"\1.layers.2."),
)


def weights_file(path: Path, *model_types: str) -> Path:
    """The file with the weights: `path` itself or, in a folder, that of a model of these types or the only original."""
    if not path.is_dir():
        return path
    weights = next((path / name for name in WEIGHTS if (path / name).is_file()), None)
    originals = sorted(path.glob(ORIGINALS))
    if weights or (path / CONFIG).is_file():
        check_model_type(path / CONFIG, model_types)
    if weights:
        return weights
    if len(originals) == 1:
        return originals[0]
    raise UserError(
        f"{path}: contains no {' or '.join(WEIGHTS)}, and {len(originals)} {ORIGINALS} files instead of one; "
        "give the file itself"
    )


def check_model_type(config: Path, wanted: Sequence[str]) -> None:
    try:
        model_type = json.loads(config.read_text(encoding="utf-8"))["model_type"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UserError(
            f"{config}: no readable configuration with a model_type; give a Hugging Face folder or a checkpoint file"
        ) from error
    if model_type not in wanted:
        names = " or ".join(map(repr, wanted))
        raise UserError(
            f"{config}: the model type is {model_type!r}, not {names}; give another folder or use another subcommand"
        )


def load_weights(path: Path) -> dict[str, Tensor]:
    """The named tensors of a safetensors file or a checkpoint as float32."""
    if path.suffix != ".safetensors" or not path.is_file():
        return load_checkpoint(path)
    # Imported here: checkpoints can be exported where safetensors is not installed.
    from safetensors import SafetensorError
    from safetensors.torch import load_file

    try:
        state = load_file(path)
    except SafetensorError as error:
        raise UserError(f"{path}: truncated or damaged safetensors file; download it again") from error
    return {name: value.float() if value.is_floating_point() else value for name, value in state.items()}


def renamed(name: str, renames: Sequence[Rename]) -> str:
    """The name with all patterns replaced, one after the other."""
    for pattern, replacement in renames:
        name = re.sub(pattern, replacement, name)
    return name
