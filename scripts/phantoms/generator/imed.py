"""Writes generated images as a data set in the IMed-361M layout."""
import json

import cv2
import numpy as np
import scipy.sparse

from . import looks

PNG_OPTIONS = [cv2.IMWRITE_PNG_COMPRESSION, 9, cv2.IMWRITE_PNG_STRATEGY, cv2.IMWRITE_PNG_STRATEGY_FILTERED]


def label_name(target):
    return target.replace(" ", "_")


def write_item(folder, name, image, targets, vocabulary):
    """image/NAME.png and label/x___NAME.(C, H, W, 1).npz, one plane per vocabulary entry; returns the item."""
    height, width = image.shape[:2]
    planes = np.zeros((len(vocabulary), height * width), np.uint8)
    for index, target in enumerate(vocabulary):
        if target in targets:
            planes[index] = targets[target].ravel()
    item = {"image": f"image/{name}.png", "label": f"label/x___{name}.({len(vocabulary)}, {height}, {width}, 1).npz"}
    stored = image if image.ndim == 2 else cv2.cvtColor(image, cv2.COLOR_RGB2BGR)
    done, png = cv2.imencode(".png", stored, PNG_OPTIONS)
    if not done:
        raise RuntimeError(f"{folder / item['image']}: OpenCV could not encode the image")
    (folder / item["image"]).write_bytes(png.tobytes())
    scipy.sparse.save_npz(folder / item["label"], scipy.sparse.csr_matrix(planes))
    return item


def write_dataset(folder, name, look, description, items):
    """items: {"training": [...], "test": [...]} of (name, image, targets)."""
    vocabulary = looks.LOOKS[look].VOCABULARY
    for part in ("image", "label"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    content = {
        "name": name,
        "description": description,
        "dimension": "2D",
        "modality": {"0": look},
        "labels": {"0": "background", **{str(i + 1): label_name(t) for i, t in enumerate(vocabulary)}},
    }
    for split, count in (("training", "numTraining"), ("test", "numTest")):
        content[count] = len(items[split])
        content[split] = [write_item(folder, *item, vocabulary) for item in items[split]]
    (folder / "dataset.json").write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
