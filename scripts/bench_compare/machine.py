"""What a comparison ran on: processor, instruction sets, cores, memory and versions."""

import datetime
import os
import platform
from importlib import metadata
from pathlib import Path
from typing import Mapping, Sequence

CPU_INFO = Path("/proc/cpuinfo")
# Instruction sets that matter to the products of a network, as Linux names them.
INSTRUCTION_SETS = (
    "avx2",
    "fma",
    "avx_vnni",
    "avx512f",
    "avx512_vnni",
    "avx512_bf16",
    "avx512_fp16",
    "amx_tile",
    "amx_bf16",
    "amx_int8",
    "asimd",
    "asimddp",
    "bf16",
    "i8mm",
    "sve",
)


def processor(text: str) -> tuple[str, list[str]]:
    """Name and instruction sets of the first processor in the text of /proc/cpuinfo."""
    fields: dict[str, str] = {}
    for line in text.split("\n\n")[0].splitlines():
        name, _, value = line.partition(":")
        fields[name.strip()] = value.strip()
    found = set(fields.get("flags", fields.get("Features", "")).split())
    name = fields.get("model name", platform.processor() or platform.machine())
    return name, [name for name in INSTRUCTION_SETS if name in found]


def usable_cores() -> int:
    """The cores that this process may run on."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def version_of(package: str, folders: Sequence[str] = ()) -> str:
    """The version of an installed package, looked for in `folders` too; "none" if it is not installed."""
    found = list(metadata.distributions(name=package))
    found += list(metadata.distributions(name=package, path=list(folders))) if folders else []
    return found[0].version if found else "none"


def load_average() -> str:
    """Processes that ran or waited, on average over the last minute: more than 0.5 says that a machine is busy."""
    return f"{os.getloadavg()[0]:.1f}"


def description(threads: int, versions: Mapping[str, str]) -> dict[str, str]:
    """The lines that head a table, by their titles."""
    name, sets = processor(CPU_INFO.read_text(encoding="utf-8") if CPU_INFO.is_file() else "")
    return {
        "Processor": name,
        "Instruction sets": ", ".join(sets) or "none of those looked for",
        "Cores": f"{usable_cores()}, of which {threads} threads a system",
        "Load before": load_average(),
        "Versions": ", ".join(f"{package} {version}" for package, version in versions.items()),
        "Date": datetime.date.today().isoformat(),
    }
