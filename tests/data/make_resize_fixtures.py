"""Makes the pictures and arrays that the tests of resizing and normalising compare with.

Needs NumPy, Pillow up to version 12, scikit-image and torch, not all of which are in the project's virtual environment:
run it in an environment of its own. It writes the folder resize beside itself:

- SOURCE.png: what is resized;
- SOURCE_bilinear_HxW.png: Pillow's Image.resize((W, H), BILINEAR);
- SOURCE_cubic_HxW.png: scikit-image's resize as MedSAM calls it, truncated to 8 bit;
- SOURCE_percentiles.png: the intensities as Huang et al. stretch them;
- floats.npz: torchvision's tensor transforms of SAM 2 (ToTensor, Resize, Normalize), and MedSAM's normalisation.

The recordings here were made with Pillow 11.3.0, scikit-image 0.26.0, SciPy 1.17.1, NumPy 2.4.6 and torch 2.13.0.
"""

from pathlib import Path

import numpy as np
import torch
from PIL import Image
from skimage import transform

FOLDER = Path(__file__).resolve().parent / "resize"
SIZES = {
    "noise": [(80, 60), (20, 100), (37, 90), (16, 16), (5, 53)],
    "flat": [(100, 96), (30, 31), (64, 20)],
    "tiny": [(5, 4), (1, 1), (2, 9)],
    "row": [(4, 20), (3, 3)],
    "dark": [(9, 7)],
}
IMAGENET_MEAN, IMAGENET_STD = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)


def sources():
    random = np.random.default_rng(7)
    noise = random.integers(0, 256, (37, 53, 3), np.uint8)
    flat = np.full((64, 48, 3), 37, np.uint8)  # with equal values, truncation reveals the order of a sum
    flat[:30, 20:] = (200, 41, 0)
    flat[40:, :30] = 255
    dark = random.integers(1, 20, (30, 20, 3), np.uint8)
    dark[:10] = 0
    dark[20, 3:9] = 250
    return {"noise": noise, "flat": flat, "tiny": noise[:2, :3], "row": noise[:1, :7], "dark": dark}


def bilinear(image, size):
    return np.asarray(Image.fromarray(image).resize(size[::-1], Image.BILINEAR))


def cubic(image, size):
    return transform.resize(image, size, order=3, preserve_range=True, anti_aliasing=True).astype(np.uint8)


def percentiles(image):
    low, high = np.percentile(image, 0.95), np.percentile(image, 99.5)
    stretched = np.clip(image, low, high)
    stretched = (stretched - stretched.min()) / (stretched.max() - stretched.min()) * 255.0
    stretched[image == 0] = 0
    return stretched.astype(np.uint8)


def sam2(image, size):
    """Resize(antialias=True) of a tensor is this call, so torchvision itself is not needed."""
    tensor = torch.from_numpy(image.copy()).permute(2, 0, 1)[None].float() / 255
    tensor = torch.nn.functional.interpolate(tensor, size, mode="bilinear", antialias=True)
    mean, std = (torch.tensor(values).view(1, 3, 1, 1) for values in (IMAGENET_MEAN, IMAGENET_STD))
    return ((tensor - mean) / std).numpy()


def medsam(image, size):
    resized = cubic(image, size)
    normalised = (resized - resized.min()) / np.clip(resized.max() - resized.min(), a_min=1e-8, a_max=None)
    return torch.tensor(normalised).float().permute(2, 0, 1)[None].numpy()


def main():
    FOLDER.mkdir(exist_ok=True)

    def save(name, image):
        Image.fromarray(image).save(FOLDER / f"{name}.png", optimize=True)

    arrays = {}
    for name, image in sources().items():
        save(name, image)
        for size in SIZES[name]:
            save(f"{name}_bilinear_{size[0]}x{size[1]}", bilinear(image, size))
            save(f"{name}_cubic_{size[0]}x{size[1]}", cubic(image, size))
        if name in ("noise", "dark"):
            save(f"{name}_percentiles", percentiles(image))
        arrays[f"{name}_sam2"] = sam2(image, (24, 24))
        arrays[f"{name}_medsam"] = medsam(image, (24, 24))
    np.savez_compressed(FOLDER / "floats.npz", **arrays)


if __name__ == "__main__":
    main()
