"""Label maps from scratch: smooth random fields compete for every pixel, and the winner's region is a tissue.

After the label maps of SynthMorph (Hoffmann et al., 2022). Regions touch, wrap round each other and differ slightly,
as organs do.
"""
import cv2
import numpy as np

from . import texture


def label_map(rng, height, width, unit):
    """int32 labels of 3 to 9 tissues; features of 15 to 110 pixels, in an image of 256 pixels."""
    count, scale = int(rng.integers(3, 10)), float(np.exp(rng.uniform(np.log(15), np.log(110)))) * unit
    fields = []
    for _ in range(count):
        field = texture.smooth_noise(rng, height, width, scale)
        if rng.random() < 0.5:
            field = field + texture.smooth_noise(rng, height, width, scale * 0.3, rng.uniform(0.05, 0.4))
        fields.append(field + rng.normal(0, 0.3))
    return np.argmax(fields, 0).astype(np.int32)


def components(labels, minimum):
    """0/1 masks of the connected regions of at least `minimum` pixels that do not fill half of the image."""
    found = []
    for label in np.unique(labels):
        count, parts, stats, _ = cv2.connectedComponentsWithStats((labels == label).astype(np.uint8), connectivity=4)
        found += [(parts == part).astype(np.uint8) for part in range(1, count)
                  if minimum <= stats[part, cv2.CC_STAT_AREA] <= labels.size // 2]
    return found


def paint(rng, labels, channels, unit):
    """An image of the tissues: one value each, mottled; float32 (H, W, channels)."""
    height, width = labels.shape
    count = int(labels.max()) + 1
    middle, spread = rng.uniform(0.25, 0.65), rng.uniform(0.06, 0.35)
    values = np.clip(rng.normal(middle, spread, (count, channels)), 0.02, 1.0).astype(np.float32)
    grain = texture.smooth_noise(rng, height, width, rng.uniform(1.5, 12) * unit, rng.uniform(0.0, 0.15))
    strength = rng.uniform(0, 1.5, count).astype(np.float32)
    return values[labels] * (1 + grain * strength[labels])[..., None]
