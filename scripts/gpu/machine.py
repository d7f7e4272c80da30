#!/usr/bin/env python3
"""Print as JSON what the machine is: GPU, driver, torch, processor. What cannot be found out is null."""

import json
import os
import platform
import subprocess
import sys
from datetime import datetime, timezone
from pathlib import Path
from typing import Any, Optional

import torch

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench_compare.machine import CPU_INFO, processor, usable_cores  # noqa: E402

QUERY = ("name", "driver_version", "memory.total", "power.limit", "clocks.max.sm", "clocks.max.memory")


def output_of(*command: str) -> Optional[str]:
    """What the command prints; None if it is missing, fails or hangs."""
    try:
        return subprocess.run(command, check=True, capture_output=True, text=True, timeout=30).stdout
    except (OSError, subprocess.SubprocessError):
        return None


def gpu() -> Optional[dict[str, str]]:
    """The first GPU as nvidia-smi has it."""
    line = output_of("nvidia-smi", f"--query-gpu={','.join(QUERY)}", "--format=csv,noheader")
    if not line or not line.strip():
        return None
    values = [value.strip() for value in line.splitlines()[0].split(",")]
    return dict(zip(QUERY, values, strict=False))


def torch_facts() -> dict[str, Any]:
    facts: dict[str, Any] = {"version": torch.__version__, "cuda": torch.version.cuda, "device": None}
    if torch.cuda.is_available():
        properties = torch.cuda.get_device_properties(0)
        facts["device"] = properties.name
        facts["capability"] = f"{properties.major}.{properties.minor}"
        facts["multiprocessors"] = properties.multi_processor_count
        facts["memory_bytes"] = properties.total_memory
        facts["cudnn"] = torch.backends.cudnn.version()
    return facts


def cpu() -> dict[str, Any]:
    """Model and instruction sets, cores as this process may use them."""
    name, flags = processor(CPU_INFO.read_text(encoding="utf-8", errors="replace") if CPU_INFO.is_file() else "")
    return {
        "name": name or None,
        "cores": usable_cores(),
        "flags": flags,
        "memory_bytes": os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"),
    }


def main() -> int:
    facts = {
        "date": datetime.now(timezone.utc).strftime("%Y-%m-%d"),
        "gpu": gpu(),
        "torch": torch_facts(),
        "cpu": cpu(),
        "python": platform.python_version(),
        "kernel": platform.release(),
        "glibc": " ".join(platform.libc_ver()),
        "nvidia_smi": (output_of("nvidia-smi") or "").splitlines(),
    }
    print(json.dumps(facts, indent=2, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
