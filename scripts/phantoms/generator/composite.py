"""Unnamed organs that no single grey value gives away. The shipped model was not trained on them: they guided choices.

An organ of several tissues, or of the same tissue as its neighbour; an edge that is clear here and lost there; a wall
around contents like the surround; folded layers. What a box or a click asks for must be completed from what is visible.

Returned target names start with "organ" or "layer": they have no text and no category.
"""
import cv2
import numpy as np

from . import abstract, regions, shapes, texture
from .scene import Scene

VOCABULARY = ()
INTERIORS = {"even": 0.4, "mixed": 0.35, "wall": 0.15, "grain": 0.1}
OUTLINES = {"blob": 0.55, "bean": 0.15, "crescent": 0.1, "tube": 0.08, "ring": 0.12}
FOLDED = 0.2  # share of the images
PART = 0.25  # share of the organs that have a second one inside
LEAST = 40  # pixels of a target, in an image of 256 pixels


def draw(rng, height, width):
    scene = Scene(rng, height, width, rotation=180, scale=(0.8, 1.2), shift=0.2, stretch=True)
    colour = rng.random() < 0.2
    image = regions.paint(rng, regions.label_map(rng, height, width, scene.unit), 3 if colour else 1, scene.unit)
    image = image.mean() + rng.uniform(0.15, 1.0) * (image - image.mean())
    if rng.random() < 0.3:
        image = texture.blur(image, rng.uniform(2, 12) * scene.unit).reshape(image.shape)
    if rng.random() < FOLDED:
        add_layers(scene, image)
    else:
        for index in range(int(rng.integers(2, 9))):
            add_organ(scene, image, f"organ {index}")
    if rng.random() < 0.3:
        surround(scene, image)
    if rng.random() < 0.25:
        image = texture.speckle(scene, image.squeeze(), rng.uniform(0.1, 0.5)).reshape(image.shape)
    image = abstract.acquire(scene, image)
    return image if colour else image.reshape(height, width), scene.present(LEAST)


def surround(scene, image):
    """The field of view ends at one large outline."""
    rng = scene.rng
    radii = rng.uniform(0.85, 1.3, 2)
    seen = scene.fill(shapes.blob(rng, rng.uniform(-0.1, 0.1, 2), radii, rng.uniform(0, 180), 0.05))
    image[seen == 0] = 0.02 + 0.03 * rng.random()
    scene.clip(seen)


def add_organ(scene, image, name):
    rng = scene.rng
    at, size = rng.uniform(-0.8, 0.8, 2), float(np.exp(rng.uniform(np.log(0.05), np.log(0.6))))
    mask = organ_mask(scene, at, size)
    if not mask.any():
        return
    blend(scene, image, mask, interior(scene, image, mask))
    scene.target(name, mask, opaque=rng.random() < 0.8)
    if rng.random() < PART and size > 0.15:
        part = organ_mask(scene, at + rng.uniform(-0.3, 0.3, 2) * size, size * rng.uniform(0.3, 0.75)) * mask
        if part.any():
            blend(scene, image, part, interior(scene, image, part))
            scene.target(f"{name}, part", part, opaque=rng.random() < 0.4)


def organ_mask(scene, at, size):
    rng = scene.rng
    kind = str(rng.choice(list(OUTLINES), p=list(OUTLINES.values())))
    if kind == "crescent":
        shift = size * rng.uniform(0.3, 0.7)
        return scene.fill(shapes.crescent(rng, at, size, shift, size * rng.uniform(0.6, 0.95), rng.uniform(0, 360)))
    return abstract.mask_of(scene, kind, at, size)


def interior(scene, image, mask):
    """What the organ looks like where it is seen, (H, W, C)."""
    rng, channels = scene.rng, image.shape[2]
    kind = str(rng.choice(list(INTERIORS), p=list(INTERIORS.values())))
    if kind == "mixed":
        inner = regions.paint(rng, regions.label_map(rng, scene.height, scene.width, scene.unit), channels, scene.unit)
        return inner * (image[mask > 0].mean() + rng.normal(0, 0.12)) / max(float(inner[mask > 0].mean()), 0.05)
    inner = image.copy()
    if kind == "wall":
        outline = cv2.morphologyEx(mask, cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8))
        width = rng.uniform(0.5, 2.5) * scene.unit
        wall = np.clip(2 * texture.blur(outline.astype(np.float32), width), 0, 1)[..., None]
        return inner + wall * abstract.contrast(rng, channels).astype(np.float32)
    if kind == "even":
        inner[:] = np.clip(image[mask > 0].mean(0) + abstract.contrast(rng, channels), 0.02, 1.0)
    scale = rng.uniform(1.5, 30) * scene.unit
    strength = rng.uniform(0.1, 0.4) if kind == "grain" else rng.uniform(0, 0.15)
    grain = texture.smooth_noise(rng, scene.height, scene.width, scale, strength)
    return inner * (1 + grain[..., None])


def blend(scene, image, mask, inner):
    """Paint the organ in its place, with a soft edge; parts of it fade into what was there."""
    soft = texture.blur(mask.astype(np.float32), scene.rng.uniform(0.3, 2.5) * scene.unit)
    share = (soft * visibility(scene))[..., None]
    image += share * (inner - image)


def visibility(scene):
    """0 (hidden) to 1 (plain), by place; everywhere 1 for a third of the organs."""
    rng = scene.rng
    if rng.random() < 0.35:
        return np.ones((scene.height, scene.width), np.float32)
    field = texture.smooth_noise(rng, scene.height, scene.width, np.exp(rng.uniform(3.0, 4.6)) * scene.unit)
    return np.clip(rng.uniform(0.6, 1.4) + rng.uniform(0.3, 0.8) * field, 0.0, 1.0)


def add_layers(scene, image):
    """Layers that follow an outline and fold into each other (cortex and marrow); a layer's pieces are one target."""
    rng = scene.rng
    outline = shapes.blob(rng, rng.uniform(-0.2, 0.2, 2), rng.uniform(0.4, 0.95, 2), rng.uniform(0, 180), 0.06)
    body = scene.fill(outline)
    if not body.any():
        return
    depth = cv2.distanceTransform(body, cv2.DIST_L2, 3)
    fold = texture.smooth_noise(rng, scene.height, scene.width, np.exp(rng.uniform(2.0, 3.6)) * scene.unit)
    height = depth / max(float(depth.max()), 1.0) + rng.uniform(0.05, 0.45) * fold
    count = int(rng.integers(2, 5))
    limits = np.sort(rng.uniform(0.05, 0.7, count - 1))
    labels = np.digitize(height, limits)
    base, step = image[body > 0].mean(0), rng.choice([-1, 1]) * rng.uniform(0.06, 0.25)
    order = rng.permutation(count) if rng.random() < 0.4 else np.arange(count)
    grain = texture.smooth_noise(rng, scene.height, scene.width, rng.uniform(1.5, 20) * scene.unit, rng.uniform(0, 0.1))
    values = np.clip(base + step * (order[:, None] - (count - 1) / 2), 0.02, 1.0).astype(np.float32)
    inside = body > 0
    image[inside] = (values[labels] * (1 + grain[..., None]))[inside]
    for label in range(count):
        scene.target(f"layer {label}", ((labels == label) & inside).astype(np.uint8), opaque=False)
    if rng.random() < 0.4:
        scene.target("organ of layers", body, opaque=False)
