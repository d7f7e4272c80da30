"""Reading checkpoints (tensors only, never code) and comparing them with what a network expects."""

import pickle
import zipfile
from pathlib import Path
from typing import Iterable, Mapping, Sequence

import torch
from torch import Tensor, nn

from user_error import UserError

# Keys under which training scripts store the state dict, next to optimizer state and the like.
WRAPPER_KEYS = ("model", "state_dict", "model_state_dict")
# How files written by torch.save begin: as a zip archive or, before PyTorch 1.6, as a pickle.
SIGNATURES = (b"PK", b"\x80")


def load_checkpoint(path: Path) -> dict[str, Tensor]:
    """The named tensors of a checkpoint as float32."""
    if not path.is_file():
        raise UserError(f"{path}: no such file; give the checkpoint with --checkpoint")
    state = unwrap(read_weights_only(path))
    if not state or not all(isinstance(value, Tensor) for value in state.values()):
        raise UserError(f"{path}: contains no state dict (names to tensors); give the published weights file")
    return {name: value.float() if value.is_floating_point() else value for name, value in state.items()}


def read_weights_only(path: Path) -> object:
    """The content of a torch.save file; anything but plain data is refused."""
    with path.open("rb") as file:
        beginning = file.read(2)
        if beginning and not beginning.startswith(SIGNATURES):
            raise UserError(f"{path}: not a PyTorch checkpoint; give the published weights file")
    try:
        return torch.load(path, map_location="cpu", weights_only=True, mmap=zipfile.is_zipfile(path) or None)
    except pickle.UnpicklingError as error:
        if "weights_only" in str(error).lower() and "unsupported" in str(error).lower():
            raise UserError(
                f"{path}: contains pickled objects other than tensors, which are not loaded because they can run code; "
                "save only the state dict"
            ) from error
        raise UserError(f"{path}: not a PyTorch checkpoint, or a damaged one; download it again") from error
    except (RuntimeError, EOFError, OSError, ValueError, KeyError, UnicodeDecodeError, TypeError) as error:
        raise UserError(f"{path}: truncated or damaged checkpoint; download it again") from error


def unwrap(content: object) -> dict:
    """The state dict, taken out of the dictionary that wraps it where there is one."""
    for key in WRAPPER_KEYS:
        if isinstance(content, Mapping) and isinstance(content.get(key), Mapping):
            return dict(content[key])
    return dict(content) if isinstance(content, Mapping) else {}


def drop_unused(state: Mapping[str, Tensor], unused: Sequence[str]) -> dict[str, Tensor]:
    """The state without the tensors named in `unused`, where an entry that ends in a dot is a prefix."""
    prefixes = tuple(name for name in unused if name.endswith("."))
    return {name: value for name, value in state.items() if name not in unused and not name.startswith(prefixes)}


def check_state(state: Mapping[str, Tensor], expected: Mapping[str, Sequence[int]], path: Path) -> None:
    """Raise an error that names every missing, unexpected, misshaped or non-finite tensor."""
    shapes = {name: tuple(value.shape) for name, value in state.items()}
    problems = [f"missing: {name}" for name in expected if name not in shapes]
    problems += [f"unexpected: {name}" for name in shapes if name not in expected]
    problems += [
        f"wrong shape: {name} is {list(shapes[name])}, not {list(expected[name])}"
        for name in expected
        if name in shapes and shapes[name] != tuple(expected[name])
    ]
    problems += non_finite(state)
    if problems:
        lines = "\n  ".join(problems)
        raise UserError(f"{path}: {len(problems)} tensors do not fit the network; nothing was written\n  {lines}")


def load_into(network: nn.Module, state: Mapping[str, Tensor], path: Path) -> None:
    """Check the tensors, load them into a network on the meta device and make it ready for export."""
    check_state(state, {name: tuple(value.shape) for name, value in network.state_dict().items()}, path)
    network.load_state_dict(state, assign=True)
    network.eval().requires_grad_(False)


def non_finite(state: Mapping[str, Tensor]) -> Iterable[str]:
    return [
        f"not finite: {name} holds NaN or infinite values"
        for name, value in state.items()
        if value.is_floating_point() and not bool(torch.isfinite(value).all())
    ]
