"""Exports a bundle's network as ONNX graphs: the image encoder, and prompt encoder and decoder together for every kind
of prompt that a session sends. Run as a program, in a process of its own, because it takes gigabytes.
"""

import argparse
import json
import sys
import warnings
from pathlib import Path
from typing import Sequence

import numpy as np
import torch
from torch import Tensor, nn

from imis_export.prompt_kinds import Prompt

from .network import load_network, plain_operations
from .protocol import Protocol, protocol_of, read_manifest
from .rounds import Prompts, Work
from .systems import ENCODER, feature_names, graph_name

OPSET = 17
DONE = "done.json"


class Answer(nn.Module):
    """Features and a prompt's arguments, in the order of `given`, to logits and predicted IoU."""

    def __init__(self, network: nn.Module, features: int, given: Sequence[str]) -> None:
        super().__init__()
        self.prompt_encoder, self.mask_decoder = network.prompt_encoder, network.mask_decoder
        self.features, self.given = features, given

    def forward(self, *inputs: Tensor) -> tuple[Tensor, Tensor]:
        prompt = Prompt(**dict(zip(self.given, inputs[self.features :])))
        sparse, dense = self.prompt_encoder(*prompt)
        logits, predicted_iou, _ = self.mask_decoder(list(inputs[: self.features]), sparse, dense, None)
        return logits, predicted_iou


def example_prompts(protocol: Protocol, work: Work) -> list[dict[str, np.ndarray]]:
    """The arguments of the first round and, where there are more, of a later one."""
    prompts = Prompts(protocol, work, protocol.size)
    if work.prompt == "box":
        prompts.box = np.asarray([1, 1, 5, 5], np.float32)
    else:
        prompts.clicks.append((3, 3, 1))
    first = prompts.given(None)
    if work.rounds == 1:
        return [first]
    prompts.clicks.append((4, 4, 0))
    return [first, prompts.given(np.zeros(protocol.low_res, np.float32))]


def write_graph(
    module: nn.Module, inputs: Sequence[Tensor], names: Sequence[str], outputs: Sequence[str], path: Path
) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # traced on purpose: the shapes are fixed
        torch.onnx.export(
            module,
            tuple(inputs),
            str(path),
            dynamo=False,
            opset_version=OPSET,
            input_names=list(names),
            output_names=list(outputs),
        )


@torch.no_grad()
def export(bundle: Path, folder: Path, work: Work) -> None:
    """Write all graphs of `work` that are not there yet."""
    manifest = read_manifest(bundle)
    protocol = protocol_of(manifest)
    network = load_network(bundle, manifest)
    names = feature_names(protocol)
    with plain_operations():
        path = folder / f"{ENCODER}.onnx"
        write_graph(network.image_encoder, [torch.zeros(1, 3, *protocol.size)], ["image"], names, path)
    features = [torch.zeros(1, *shape) for shape in protocol.features]
    for example in example_prompts(protocol, work):
        inputs = features + [torch.from_numpy(value) for value in example.values()]
        answer = Answer(network, len(features), list(example)).eval()
        path = folder / f"{graph_name(example)}.onnx"
        write_graph(answer, inputs, [*names, *example], ["logits", "predicted_iou"], path)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("setting", help="JSON: bundle, folder, packages, work")
    setting = json.loads(parser.parse_args().setting)
    sys.path.append(setting["packages"])
    folder = Path(setting["folder"])
    folder.mkdir(parents=True, exist_ok=True)
    export(Path(setting["bundle"]), folder, Work(**setting["work"]))
    (folder / DONE).write_text("{}\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
