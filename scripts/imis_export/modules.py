"""TorchScript modules as files: the same bytes for the same weights, and no trace of where they were made.

The bytes also depend on what the process has compiled before, because torch numbers classes of the same name.
"""

import copy
import itertools
import warnings
from pathlib import Path

import torch
from torch import nn

from user_error import UserError


def script(module: nn.Module) -> torch.jit.ScriptModule:
    """Compile a module; parameters are shared with it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        return torch.jit.script(module.eval())


def round_to_half(network: nn.Module) -> None:
    """Round the parameters to 16-bit floats, so that checks compare with what is stored."""
    for name, parameter in network.named_parameters():
        parameter.data = parameter.data.half().float()
        if not bool(torch.isfinite(parameter).all()):
            raise UserError(f"{name}: too large for 16-bit floats; export without --half")


def save_module(module: nn.Module, path: Path, half: bool) -> None:
    """Write a module for inference; `half` stores its parameters (not its buffers) as 16-bit floats."""
    if half:
        module = copy.deepcopy(module)
        for parameter in module.parameters():
            parameter.data = parameter.data.half()
    scripted = script(module)
    for parameter in scripted.parameters():
        parameter.requires_grad_(False)
    temporary = path.with_name(path.stem + ".debug.pt")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        scripted.save(str(temporary))
    copy_archive(temporary, path)
    temporary.unlink()


def copy_archive(source: Path, target: Path) -> None:
    """Copy a TorchScript archive without its tables of source lines, which name files of the exporting machine."""
    reader = torch._C.PyTorchFileReader(str(source))
    writer = torch._C.PyTorchFileWriter(str(target))
    for name in sorted(reader.get_all_records()):
        if name.endswith(".debug_pkl") or name in ("version", "byteorder", ".data/serialization_id"):
            continue  # the writer adds the last three itself
        data = reader.get_record(name)
        if name.endswith(".py"):
            data = with_sorted_constants(data.decode("utf-8")).encode("utf-8")
        writer.write_record(name, data, len(data))
    writer.write_end_of_file()


def with_sorted_constants(code: str) -> str:
    """A class's constants sorted by name: torch writes them in the order of a set, which differs between processes."""
    runs = itertools.groupby(code.split("\n"), key=lambda line: ": Final[" in line)
    return "\n".join(line for constants, lines in runs for line in (sorted(lines) if constants else lines))


def load_module(path: Path) -> torch.jit.ScriptModule:
    """Read a written module back, in 32-bit floats."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        return torch.jit.load(str(path), map_location="cpu").float().eval()
