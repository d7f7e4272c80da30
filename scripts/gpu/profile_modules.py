#!/usr/bin/env python3
"""Profile a bundle's modules: profile_modules.py BUNDLE [--device cuda] [--precision bf16] [--targets 8]

Prints Markdown: for the image encoder and for one decoder round (prompt encoder and mask decoder for several targets,
each with a click and the last mask) the kernels that took the longest; on a CPU, the operators.
"""

import argparse
import json
import sys
import warnings
from pathlib import Path
from typing import Any, Callable, Iterable, NamedTuple

import torch
from torch import Tensor
from torch.autograd import DeviceType
from torch.profiler import ProfilerActivity, profile

ROWS = 8
DTYPES = {"fp32": torch.float32, "tf32": torch.float32, "bf16": torch.bfloat16, "fp16": torch.float16}


class Cost(NamedTuple):
    name: str
    calls: int
    microseconds: float


class Modules:
    """The modules of a bundle as the program runs them: the prompt encoder in 32 bits, the others as asked for."""

    def __init__(self, bundle: Path, device: torch.device, dtype: torch.dtype) -> None:
        self.manifest: dict[str, Any] = json.loads((bundle / "model.json").read_text(encoding="utf-8"))
        self.device, self.dtype = device, dtype
        self.image_encoder = self.load(bundle, "image_encoder", dtype)
        self.prompt_encoder = self.load(bundle, "prompt_encoder", torch.float32)
        self.mask_decoder = self.load(bundle, "mask_decoder", dtype)

    def load(self, bundle: Path, name: str, dtype: torch.dtype) -> torch.jit.ScriptModule:
        path = bundle / self.manifest["modules"][name]
        return torch.jit.load(str(path), map_location=self.device).to(dtype).eval()

    def image(self) -> Tensor:
        height, width = self.manifest["input"]["size"]
        return torch.randn(1, 3, height, width, device=self.device).to(self.dtype)

    def decoder_round(self, features: list[Tensor], targets: int) -> Tensor:
        """Logits for a click in the middle of the image and a last mask, for each target."""
        height, width = self.manifest["input"]["size"]
        points = torch.tensor([width / 2, height / 2], device=self.device).expand(targets, 1, 2).contiguous()
        labels = torch.ones(targets, 1, dtype=torch.int64, device=self.device)
        takes_mask = self.manifest["prompts"]["mask"]
        mask = torch.zeros(targets, 1, *self.manifest["low_res"], device=self.device) if takes_mask else None
        sparse, dense = self.prompt_encoder(points, labels, None, None, mask)
        return self.mask_decoder(features, sparse.to(self.dtype), dense.to(self.dtype), None)[0]


def synchronise(device: torch.device) -> None:
    if device.type == "cuda":
        torch.cuda.synchronize()


def costs_of(work: Callable[[], object], device: torch.device, repeats: int, warm_up: int = 3) -> list[Cost]:
    """What `repeats` runs of the work consist of, the longest first, once TorchScript has made up its mind."""
    for _ in range(warm_up):
        work()
    synchronise(device)
    activities = [ProfilerActivity.CPU] + ([ProfilerActivity.CUDA] if device.type == "cuda" else [])
    with profile(activities=activities) as recorded:
        for _ in range(repeats):
            work()
        synchronise(device)
    return sorted(costs(recorded.key_averages(), device), key=lambda cost: -cost.microseconds)


def costs(events: Iterable[Any], device: torch.device) -> list[Cost]:
    """Kernels on a GPU, on a CPU operators without what they call."""
    if device.type == "cuda":
        return [
            Cost(event.key, event.count, event.self_device_time_total)
            for event in events
            if event.device_type == DeviceType.CUDA and not event.is_user_annotation
        ]
    return [Cost(event.key, event.count, event.self_cpu_time_total) for event in events]


def table(title: str, kind: str, found: list[Cost], repeats: int) -> str:
    """Markdown; calls and times are those of one run. `kind` is what the costs are of."""
    total = sum(cost.microseconds for cost in found)
    lines = [
        f"## {title}",
        "",
        f"{total / repeats / 1000:.2f} ms a run in {len(found)} kinds of {kind}, mean of {repeats} runs.",
        "",
        f"| {kind} | calls | ms | share |",
        "|---|---:|---:|---:|",
    ]
    for cost in found[:ROWS]:
        share = cost.microseconds / total if total else 0.0
        name = cost.name.replace("|", "\\|")[:110]
        milliseconds = cost.microseconds / repeats / 1000
        lines.append(f"| `{name}` | {cost.calls / repeats:g} | {milliseconds:.3f} | {100 * share:.1f}% |")
    return "\n".join(lines) + "\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bundle", type=Path)
    parser.add_argument("--device", default="cuda")
    parser.add_argument("--precision", choices=sorted(DTYPES), default="fp32")
    parser.add_argument("--targets", type=int, default=8)
    parser.add_argument("--repeats", type=int, default=5)
    args = parser.parse_args()
    warnings.simplefilter("ignore")
    torch.backends.cuda.matmul.allow_tf32 = torch.backends.cudnn.allow_tf32 = args.precision == "tf32"
    device = torch.device(args.device)
    kind = "kernel" if device.type == "cuda" else "operator"
    modules = Modules(args.bundle, device, DTYPES[args.precision])
    print(f"# {modules.manifest['name']}, {args.precision}, {args.device}\n")
    with torch.inference_mode():
        image = modules.image()
        encoded = costs_of(lambda: modules.image_encoder(image), device, args.repeats)
        print(table("Image encoder, one image", kind, encoded, args.repeats), flush=True)
        features = [feature.to(modules.dtype) for feature in modules.image_encoder(image)]
        decoded = costs_of(lambda: modules.decoder_round(features, args.targets), device, args.repeats)
        print(table(f"One decoder round, {args.targets} targets", kind, decoded, args.repeats))
    return 0


if __name__ == "__main__":
    sys.exit(main())
