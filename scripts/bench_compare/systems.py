"""The systems that run in a Python process: eager PyTorch, OpenVINO and ONNX Runtime."""

import contextlib
from pathlib import Path
from typing import Any, Mapping, NamedTuple

import numpy as np

from user_error import UserError

from .machine import version_of
from .protocol import Protocol
from .rounds import Network

ENCODER = "encoder"


class Setting(NamedTuple):
    """What a system is made from; `graphs` holds the exported files, `packages` the peers' Python packages."""

    bundle: Path
    graphs: Path
    packages: Path
    threads: int


def feature_names(protocol: Protocol) -> list[str]:
    """The exported graphs' names for the image encoder's outputs."""
    return [f"features{index}" for index in range(len(protocol.features))]


def graph_name(given: Mapping[str, np.ndarray]) -> str:
    """The exported decoder for a prompt of these arguments."""
    return "answer_" + "_".join(sorted(given))


class Eager:
    """The network code as plain modules; `shortcuts` says whether with its own order of operations."""

    def __init__(self, setting: Setting, manifest: Mapping[str, Any], shortcuts: bool) -> None:
        import torch

        from . import network

        torch.set_num_threads(setting.threads)
        self.torch = torch
        self.network = network.load_network(setting.bundle, manifest)
        self.context = contextlib.nullcontext if shortcuts else network.plain_operations

    def encode(self, image: np.ndarray) -> Any:
        with self.torch.inference_mode(), self.context():
            return self.network.image_encoder(self.torch.from_numpy(image))

    def answer(self, features: Any, given: Mapping[str, np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
        arguments: dict[str, Any] = dict.fromkeys(("points", "labels", "boxes", "text", "mask"))
        arguments |= {name: self.torch.from_numpy(value) for name, value in given.items()}
        with self.torch.inference_mode(), self.context():
            sparse, dense = self.network.prompt_encoder(**arguments)
            logits, predicted_iou, _ = self.network.mask_decoder(features, sparse, dense, None)
        return logits[0].numpy(), predicted_iou[0].numpy()


class OpenVino:
    """The exported graphs, in fp32: by itself it would choose bf16 on a processor with instructions for it."""

    def __init__(self, setting: Setting, protocol: Protocol) -> None:
        import openvino

        self.core = openvino.Core()
        self.setting = setting
        self.names = feature_names(protocol)
        self.requests: dict[str, Any] = {}

    def request(self, graph: str) -> Any:
        if graph not in self.requests:
            options = {
                "INFERENCE_NUM_THREADS": self.setting.threads,
                "INFERENCE_PRECISION_HINT": "f32",
                "PERFORMANCE_HINT": "LATENCY",
            }
            file = str(self.setting.graphs / f"{graph}.onnx")
            self.requests[graph] = self.core.compile_model(file, "CPU", options).create_infer_request()
        return self.requests[graph]

    def encode(self, image: np.ndarray) -> Any:
        request = self.request(ENCODER)
        request.infer({"image": image})
        return {name: request.get_tensor(name) for name in self.names}

    def answer(self, features: Any, given: Mapping[str, np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
        request = self.request(graph_name(given))
        request.infer({**features, **given}, share_inputs=True)
        return request.get_tensor("logits").data[0].copy(), request.get_tensor("predicted_iou").data[0].copy()


class OnnxRuntime:
    """The exported graphs under the CPU provider, with all of its optimisations."""

    def __init__(self, setting: Setting, protocol: Protocol) -> None:
        import onnxruntime

        self.runtime = onnxruntime
        self.setting = setting
        self.names = feature_names(protocol)
        self.sessions: dict[str, Any] = {}

    def session(self, graph: str) -> Any:
        if graph not in self.sessions:
            options = self.runtime.SessionOptions()
            options.intra_op_num_threads = self.setting.threads
            options.inter_op_num_threads = 1
            file = str(self.setting.graphs / f"{graph}.onnx")
            self.sessions[graph] = self.runtime.InferenceSession(file, options, providers=["CPUExecutionProvider"])
        return self.sessions[graph]

    def encode(self, image: np.ndarray) -> Any:
        return dict(zip(self.names, self.session(ENCODER).run(self.names, {"image": image}), strict=True))

    def answer(self, features: Any, given: Mapping[str, np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
        answer = self.session(graph_name(given)).run(["logits", "predicted_iou"], {**features, **given})
        return answer[0][0], answer[1][0]


class Kind(NamedTuple):
    """Which package a system is, and what it is called in a table."""

    package: str
    title: str


KINDS = {
    "eager": Kind("torch", "PyTorch, eager, plain order of operations"),
    "shortcuts": Kind("torch", "PyTorch, eager, our network code as it is"),
    "imis": Kind("torch", "imis"),
    "openvino": Kind("openvino", "OpenVINO"),
    "onnxruntime": Kind("onnxruntime", "ONNX Runtime"),
}
PEERS = ("openvino", "onnxruntime")  # those of exported graphs


def make_network(name: str, setting: Setting, manifest: Mapping[str, Any], protocol: Protocol) -> Network:
    """The system `name`, loaded."""
    if name in ("eager", "shortcuts"):
        return Eager(setting, manifest, name == "shortcuts")
    try:
        return OpenVino(setting, protocol) if name == "openvino" else OnnxRuntime(setting, protocol)
    except ImportError as error:
        version = version_of(name, [str(setting.packages)])
        raise UserError(f"{name} ({version}) cannot be imported: {error}") from error
