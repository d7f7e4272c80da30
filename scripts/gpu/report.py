#!/usr/bin/env python3
"""Make one page of figures from a folder of results: report.py RESULTS > PAGE.md

RESULTS is what check.sh wrote; steps that are missing or failed leave gaps, which the last table explains.
"""

import argparse
import json
import re
import sys
from pathlib import Path
from typing import Any, Iterable, Mapping, Optional, Sequence

STEP = re.compile(r"^\d\d-(.+)$")
SPEED = re.compile(r"^speed-(.+)-(fp32|tf32|bf16|fp16)-b(\d+)$")
THREADS = re.compile(r"^threads-(.+)-(fp32|tf32|bf16|fp16)-t(\d+)$")
PARITY = re.compile(r"^parity-(.+)-(fp32|tf32|bf16|fp16)$")
Results = Mapping[str, dict[str, Any]]


def read_results(folder: Path) -> dict[str, dict[str, Any]]:
    """Name of a step, without its number, to the JSON that it printed; unreadable ones are left out."""
    results = {}
    for path in sorted(folder.glob("*.json")):
        name = STEP.match(path.stem)
        try:
            content = json.loads(path.read_text(encoding="utf-8"))
        except ValueError:
            continue
        if name and isinstance(content, dict):
            results[name[1]] = content
    return results


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """A Markdown table whose first column is text; a note instead where it has no rows."""
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    if not lines:
        return ["No results.", ""]
    rule = "|---|" + "---:|" * (len(header) - 1)
    return ["| " + " | ".join(header) + " |", rule, *lines, ""]


def number(value: Optional[float], form: str = "", scale: float = 1.0) -> str:
    """In the given form, or with three digits, more where there are more before the point."""
    if value is None:
        return "-"
    value *= scale
    return (form or ("{:.0f}" if abs(value) >= 100 else "{:.3g}")).format(value)


def percent(value: Optional[float]) -> str:
    return number(value, "{:.0f}%", 100)


def mib(value: Optional[float]) -> str:
    return number(value, "{:.0f}", 1 / (1 << 20))


def device_of(results: Results) -> str:
    """The device's name as the program, torch or nvidia-smi has it, or else the processor's."""
    for name, result in results.items():
        if name.startswith(("parity-", "speed-", "threads-", "whole-")) and result.get("device_name"):
            return str(result["device_name"])
    machine = results.get("machine", {})
    gpu = (machine.get("torch") or {}).get("device") or (machine.get("gpu") or {}).get("name")
    return str(gpu or (machine.get("cpu") or {}).get("name") or "unknown device")


def machine_section(results: Results) -> list[str]:
    machine = results.get("machine", {})
    gpu, torch, cpu = (machine.get(part) or {} for part in ("gpu", "torch", "cpu"))
    facts = {
        "date": machine.get("date"),
        "GPU": gpu.get("name") or torch.get("device"),
        "driver": gpu.get("driver_version"),
        "GPU memory": gpu.get("memory.total"),
        "torch": torch.get("version"),
        "CPU": f"{cpu.get('name')}, {cpu.get('cores')} cores, {' '.join(cpu.get('flags', []))}" if cpu else None,
    }
    return table(("machine", ""), ((name, str(value)) for name, value in facts.items() if value))


def parity_section(results: Results) -> list[str]:
    rows = []
    for name, result in results.items():
        parity = result.get("parity")
        if (which := PARITY.match(name)) and parity:
            features, logits, iou = (
                number(parity[f"{what}_max_abs"]) for what in ("features", "logits", "predicted_iou")
            )
            differences = (f"{features} of {number(parity['features_scale'])}", logits, iou)
            masks = f"{parity['unequal_masks']} of {parity['masks']}"
            rows.append((*which.groups(), *differences, number(parity["lowest_dice"], "{:.6f}"), masks))
    header = ("model", "precision", "features", "logits", "predicted IoU", "lowest Dice", "unequal masks")
    return [
        "## Agreement with the CPU in fp32",
        "",
        "Largest absolute differences on the same images and prompts (features: of the largest absolute value), and "
        "masks that differ in a pixel or more.",
        "",
        *table(header, rows),
    ]


def whole_section(results: Results) -> list[str]:
    imis, eager = results.get("whole-imis"), results.get("whole-eager")
    lines = ["## A whole evaluation, fp32", ""]
    if imis:
        height, width = imis["image_size"]
        lines += [
            f"{imis['images']} images of {width} x {height} pixels from memory, {imis['targets']} targets, "
            f"{imis['rounds']} rounds. Eager PyTorch runs the same network one target at a time.",
            "",
        ]
    rows = [
        (title, *(number(run[field]) for field in ("seconds", "images_per_s", "mask_rounds_per_s")))
        for title, run in (("imis", imis), ("eager PyTorch", eager))
        if run
    ]
    lines += table(("program", "seconds", "images per s", "masks per s"), rows)
    if eager and "ratio" in eager:
        lines += [f"imis is {eager['ratio']:.2f} times as fast.", ""]
    return lines


def speed_section(results: Results) -> list[str]:
    rows = []
    for name, result in results.items():
        if which := SPEED.match(name):
            gpu = result.get("gpu") or {}
            rows.append(
                (
                    *which.groups(),
                    number(result["images_per_s"]),
                    number(result["mask_rounds_per_s"]),
                    stage_time(result, "encode"),
                    stage_time(result, "decode"),
                    stage_rate(result, "encode"),
                    percent(gpu.get("busy_mean")),
                    percent(gpu.get("busiest_mean")),
                    mib(result["peak_device_bytes"]),
                )
            )
    header = ["model", "precision", "batch", "images per s", "masks per s", "encode, ms", "decode, ms"]
    header += ["encode, of matrix rate", "GPU busy", "at work", "peak MiB"]
    return [
        "## Speed",
        "",
        "Stages are medians of a call: an image, or a round of a batch. *GPU busy* is nvidia-smi's utilisation over "
        "the program's whole life, loading included; *at work* over the busiest stretch as long as the measured work.",
        "",
        *table(header, sorted(rows, key=lambda row: (row[0], row[1], int(row[2])))),
    ]


def threads_section(results: Results) -> list[str]:
    rows = []
    for name, result in results.items():
        if which := THREADS.match(name):
            gpu = result.get("gpu") or {}
            rates = (number(result[rate]) for rate in ("images_per_s", "mask_rounds_per_s"))
            at_work = percent(gpu.get("busiest_mean"))
            rows.append((*which.groups(), *rates, at_work, mib(result["peak_device_bytes"])))
    header = ("model", "precision", "threads", "images per s", "masks per s", "GPU at work", "peak MiB")
    return [
        "## Several images at once",
        "",
        "The work of the whole evaluation, by threads with a stream each: while one prepares an image or its clicks on "
        "the CPU, others keep the GPU busy.",
        "",
        *table(header, sorted(rows, key=lambda row: (row[0], row[1], int(row[2])))),
    ]


def stage(result: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    return next((stage for stage in result["stages"] if stage["stage"] == name), {})


def stage_time(result: Mapping[str, Any], name: str) -> str:
    return number(stage(result, name).get("median_ms"))


def stage_rate(result: Mapping[str, Any], name: str) -> str:
    return percent(stage(result, name).get("of_matrix_rate"))


def stages_section(results: Results) -> list[str]:
    """Where the time of the whole evaluation went."""
    whole = results.get("whole-imis")
    if not whole:
        return []
    fields = ("median_ms", "total_s", "gflops")
    rows = [
        (one["stage"], str(one["calls"]), *(number(one[field]) for field in fields), percent(one["share"]))
        for one in whole["stages"]
    ]
    return [
        f"## Stages of the whole evaluation ({whole['model']}, {whole['precision']})",
        "",
        *table(("stage", "calls", "median ms", "total s", "GFLOP/s", "share"), rows),
    ]


def memory_section(results: Results) -> list[str]:
    memory = results.get("memory")
    if not memory:
        return []
    yes = {True: "yes", False: "**no**"}
    needs = ", ".join(f"{mib(value)} MiB for {name}" for name, value in memory["needs_bytes"].items())
    return [
        "## Out of memory on purpose",
        "",
        f"{memory['model']}: {needs}; {mib(memory['room_bytes'])} MiB were left free and {memory['batch']} targets "
        f"asked for at once. Finished: {yes[memory['finished']]}; batch halved: {yes[memory['halved']]}; masks as close "
        f"to the CPU's as with enough memory: {yes[memory['agrees']]}.",
        "",
    ]


def profile_section(folder: Path) -> list[str]:
    lines = []
    for path in sorted(folder.glob("*-profile-*.md")):
        text = path.read_text(encoding="utf-8").strip()
        lines += [re.sub(r"^(#+) ", r"\1# ", text, flags=re.MULTILINE), ""]
    return lines


def steps_section(folder: Path) -> list[str]:
    path = folder / "summary.md"
    if not path.is_file():
        return []
    rows = [line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("|")]
    return ["## Steps", "", *rows, ""]


def page(folder: Path) -> str:
    results = read_results(folder)
    sections = (machine_section, parity_section, whole_section, stages_section, threads_section, speed_section)
    sections += (memory_section,)
    lines = [f"# imis on {device_of(results)}", ""]
    lines += ["Measured by `scripts/gpu/check.sh`; IMIS-Net and SAM-2.1 have pseudo-random weights.", ""]
    for section in sections:
        lines += section(results)
    lines += profile_section(folder) + steps_section(folder)
    return "\n".join(lines).rstrip() + "\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("results", type=Path)
    args = parser.parse_args()
    if not args.results.is_dir():
        print(f"error: {args.results}: no such folder; give what check.sh wrote", file=sys.stderr)
        return 1
    sys.stdout.write(page(args.results))
    return 0


if __name__ == "__main__":
    sys.exit(main())
