#!/usr/bin/env python3
"""Records what the embedded bundle's weights give in the eager network: outputs.npz, for engine_test.cpp.

Run it again after models/imis-tiny has changed: .venv/bin/python tests/data/engine/record_outputs.py
"""

import json
import sys
from pathlib import Path

import cv2
import numpy as np
import torch

REPOSITORY = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(REPOSITORY / "scripts"))

from imis_export.imisconv import IMISConv, IMISConvConfig  # noqa: E402
from imis_export.modules import load_module  # noqa: E402
from imis_export.prompt_kinds import Prompt  # noqa: E402
from train_tiny.words import Tokenizer, sentence  # noqa: E402

BUNDLE = REPOSITORY / "models" / "imis-tiny"
IMAGE = REPOSITORY / "data" / "phantoms" / "phantom_ct" / "image" / "ct_000.png"
POINT, OTHER = (50.0, 60.0), (15.0, 20.0)
STRIDE = 4  # of the recorded pixels of a mask
BOX = (30.0, 35.0, 90.0, 100.0)
MASKED = "point_with_mask"


def eager_network(manifest: dict, merges: int) -> IMISConv:
    """The network in plain PyTorch with the weights of the bundle's modules."""
    network = IMISConv(IMISConvConfig(vocabulary_size=512 + merges + 2, image_size=manifest["input"]["size"][0]))
    for name, module in (("image_encoder", network.image_encoder), ("mask_decoder", network.mask_decoder),
                         ("text_encoder", network.text_encoder())):
        module.load_state_dict(load_module(BUNDLE / f"{name}.pt").state_dict())
    return network.eval()


def model_input(manifest: dict) -> torch.Tensor:
    """The image as the engine should see it: nearest pixel centre, RGB, normalised."""
    image = cv2.cvtColor(cv2.imread(str(IMAGE)), cv2.COLOR_BGR2RGB)
    height, width = manifest["input"]["size"]
    rows = (2 * np.arange(height) + 1) * image.shape[0] // (2 * height)
    columns = (2 * np.arange(width) + 1) * image.shape[1] // (2 * width)
    pixels = image[rows][:, columns].astype(np.float32)
    values = (pixels - np.float32(manifest["input"]["mean"])) / np.float32(manifest["input"]["std"])
    return torch.from_numpy(values).permute(2, 0, 1)[None]


def prompts(text: torch.Tensor) -> dict[str, Prompt]:
    """By case; that of MASKED lacks its mask, the answer to the case "point"."""
    one, label = torch.tensor([[POINT]]), torch.tensor([[1]])
    box = torch.tensor([BOX])
    return {
        "point": Prompt(one, label),
        "two_points": Prompt(torch.tensor([[POINT, OTHER]]), torch.tensor([[1, 0]])),
        "box": Prompt(boxes=box),
        "text": Prompt(text=text),
        "point_box_text": Prompt(one, label, box, text),
        MASKED: Prompt(torch.tensor([[OTHER]]), torch.tensor([[0]])),
    }


@torch.no_grad()
def main() -> None:
    manifest = json.loads((BUNDLE / "model.json").read_text(encoding="utf-8"))
    merges = [tuple(line.split()) for line in (BUNDLE / "bpe_merges.txt").read_text(encoding="utf-8").splitlines()]
    network = eager_network(manifest, len(merges))
    tokens = torch.tensor(Tokenizer(merges).batch([sentence("liver")], manifest["text"]["context"]))
    features = network.image_encoder(model_input(manifest))
    outputs, masks = {}, {}
    for name, prompt in prompts(network.encode_text(tokens)).items():
        if name == MASKED:
            prompt = prompt._replace(mask=masks["point"])
        sparse, dense = network.prompt_encoder(*prompt)
        logits, predicted_iou, _ = network.mask_decoder(features, sparse, dense, prompt.text)
        single_point = prompt.boxes is None and prompt.text is None and prompt.points.shape[1] == 1
        offered = manifest["candidates"]["single_point" if single_point else "otherwise"]
        best = offered[int(predicted_iou[0, offered].argmax())]
        masks[name] = logits[:, best:best + 1]
        outputs[f"{name}_logits"] = logits[:, best, ::STRIDE, ::STRIDE].numpy()
        outputs[f"{name}_iou"] = predicted_iou[:, best].numpy()
    np.savez_compressed(Path(__file__).with_name("outputs.npz"), **outputs)


if __name__ == "__main__":
    main()
