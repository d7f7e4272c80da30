"""TorchScript modules as files: the same bytes for the same weights, and no trace of where they were made."""

import copy
import warnings
from pathlib import Path

import torch
from torch import nn


def script(module: nn.Module) -> torch.jit.ScriptModule:
    """Compile a module; parameters are shared with it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        # Class names are numbered from what was compiled before: start afresh, so that files do not depend on it.
        torch._C._jit_clear_class_registry()
        torch.jit._recursive.concrete_type_store = torch.jit._recursive.ConcreteTypeStore()
        torch.jit._state._clear_class_state()
        return torch.jit.script(module.eval())


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
    without_debug_records(temporary, path)
    temporary.unlink()


def without_debug_records(source: Path, target: Path) -> None:
    """Copy a TorchScript archive without its tables of source lines, which name files of the exporting machine."""
    reader = torch._C.PyTorchFileReader(str(source))
    writer = torch._C.PyTorchFileWriter(str(target))
    for name in sorted(reader.get_all_records()):
        if name.endswith(".debug_pkl") or name in ("version", "byteorder", ".data/serialization_id"):
            continue  # the writer adds the last three itself
        data = reader.get_record(name)
        writer.write_record(name, data, len(data))
    writer.write_end_of_file()


def load_module(path: Path) -> torch.jit.ScriptModule:
    """Read a written module back, in 32-bit floats."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        return torch.jit.load(str(path), map_location="cpu").float().eval()
