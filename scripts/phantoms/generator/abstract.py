"""Unnamed shapes of random look, for training only: what a box or click means should not depend on anatomy.

Returned target names start with "shape" or "region": they have no text and no category.
"""
import numpy as np

from . import regions, shapes, texture
from .scene import Scene

VOCABULARY = ()
KINDS = {"blob": 0.4, "ring": 0.12, "tube": 0.1, "bean": 0.1, "glass": 0.08, "cluster": 0.07, "tree": 0.06,
         "shell": 0.07}
REGION_TARGETS = 4


def draw(rng, height, width):
    scene = Scene(rng, height, width, rotation=180, scale=(0.8, 1.2), shift=0.2, stretch=True)
    colour = rng.random() < 0.35
    image = background(scene, 3 if colour else 1)
    if rng.random() < 0.4:
        confine(scene, image)
    crowd = int(rng.integers(0, 4)) if scene.targets else int(rng.integers(3, 10))
    for index in range(crowd):
        add_shape(scene, image, f"shape {index}")
    image = acquire(scene, image)
    return image if colour else image.reshape(height, width), scene.present(40)


def background(scene, channels):
    """Touching regions, which are targets too, or a single mottled background."""
    rng, height, width = scene.rng, scene.height, scene.width
    if rng.random() < 0.65:
        labels = regions.label_map(rng, height, width, scene.unit)
        parts = regions.components(labels, 60 * scene.unit ** 2)
        for index, part in enumerate(rng.permutation(len(parts))[:REGION_TARGETS]):
            scene.target(f"region {index}", parts[part], opaque=False)
        return regions.paint(rng, labels, channels, scene.unit)
    image = rng.uniform(0.05, 0.9, channels).astype(np.float32) * np.ones((height, width, channels), np.float32)
    mottle = texture.smooth_noise(rng, height, width, rng.uniform(6, 90) * scene.unit, rng.uniform(0.02, 0.3))
    return image * (1 + mottle[..., None])


def confine(scene, image):
    """A body: nothing but a dark or bright surround outside one large outline."""
    rng = scene.rng
    at, radii, turn = rng.uniform(-0.15, 0.15, 2), rng.uniform(0.65, 1.05, 2), rng.uniform(0, 180)
    body = scene.fill(shapes.blob(rng, at, radii, turn, 0.05))
    image[body == 0] = rng.choice([0.02, 0.02, 0.95]) + 0.02 * rng.random()
    scene.clip(body)
    if rng.random() < 0.5:
        scene.target("shape of all", body, opaque=False)


def outline_of(rng, at, size):
    radii = (size, size * rng.uniform(0.35, 1.0))
    return shapes.blob(rng, at, radii, rng.uniform(0, 180), rng.choice([0.03, 0.1, 0.25]), rng.uniform(0.7, 1.8))


def mask_of(scene, kind, at, size):
    rng = scene.rng
    if kind == "tube":
        path = shapes.wandering_path(rng, at, rng.uniform(0, 360), size * 3, 0.3)
        return scene.fill(shapes.thicken(path, rng.uniform(0.03, 0.15)))
    if kind == "bean":
        return scene.fill(shapes.bean(rng, at, (size, size * 1.4), rng.uniform(0, 360), rng.uniform(0.2, 0.6)))
    if kind == "cluster":
        count = int(rng.integers(3, 14))
        return scene.discs(shapes.scatter(rng, count, at, (size * 0.8, size * 0.8)), rng.uniform(0.02, 0.09, count))
    if kind == "tree":
        return tree(scene, at)
    outline = outline_of(rng, at, size)
    mask = scene.fill(outline)
    if kind == "ring":
        mask = mask * (1 - scene.fill(at + (outline - at) * rng.uniform(0.4, 0.85)))
    return mask


def tree(scene, at):
    """A branching vessel from one root, thinner at every fork."""
    rng = scene.rng
    mask, ends = scene.empty(), [(np.asarray(at), rng.uniform(0, 360), rng.uniform(0.02, 0.06))]
    length, bend = rng.uniform(0.25, 0.6), rng.uniform(0.15, 0.45)
    for _ in range(int(rng.integers(3, 6))):
        tips = []
        for start, heading, width in ends:
            for side in (-1, 1):
                path = shapes.wandering_path(rng, start, heading + side * rng.uniform(5, 45), length, bend)
                scene.stroke(path, np.linspace(width, width * 0.75, len(path)), mask)
                tips.append((path[-1], heading + side * rng.uniform(5, 45), width * 0.7))
        ends = [tips[i] for i in rng.permutation(len(tips))[:8]]
        length *= 0.8
    return mask


def add_shape(scene, image, name):
    rng = scene.rng
    at = rng.uniform(-0.85, 0.85, 2)
    size = float(np.exp(rng.uniform(np.log(0.05), np.log(0.5))))
    kind = str(rng.choice(list(KINDS), p=list(KINDS.values())))
    mask = mask_of(scene, kind, at, size)
    inside = mask > 0
    if not inside.any():
        return
    grain = texture.smooth_noise(rng, scene.height, scene.width, rng.uniform(1.5, 40) * scene.unit,
                                 rng.uniform(0.0, 0.2) if rng.random() < 0.7 else 0.0)
    if kind == "glass":
        image[inside] *= rng.uniform(0.6, 1.5)  # what lies below stays visible
    elif kind == "shell":
        rim = inside & (texture.blur(mask.astype(np.float32), rng.uniform(1, 3) * scene.unit) < 0.9)
        image[rim] = np.clip(image[rim].mean(0) + contrast(rng, image.shape[2]), 0.02, 1.0)
    else:
        value = np.clip(image[inside].mean(0) + contrast(rng, image.shape[2]), 0.02, 1.0)
        image[inside] = value.astype(np.float32) * (1 + grain[inside][:, None])
    scene.target(name, mask, opaque=kind not in ("glass", "tree"))


def contrast(rng, channels):
    """From hardly visible to strong."""
    return rng.choice([-1, 1]) * np.exp(rng.uniform(np.log(0.04), np.log(0.5))) * rng.uniform(0.6, 1.0, channels)


def acquire(scene, image):
    """Blur, shading and noise of an imaging device; 8-bit (H, W, C)."""
    rng = scene.rng
    image = texture.blur(image, rng.uniform(0.3, 2.2) * scene.unit)
    image = image if image.ndim == 3 else image[..., None]
    image = image * texture.bias_field(scene, rng.uniform(0, 0.3))[..., None]
    image = noise(scene, image)
    return texture.to_8bit(image, rng.uniform(0.7, 1.4))


def noise(scene, image):
    rng = scene.rng
    kind = rng.integers(5)
    if kind == 0:
        return texture.gaussian(rng, image, rng.uniform(0.002, 0.08))
    if kind == 1:
        return texture.rician(rng, image, rng.uniform(0.005, 0.08))
    if kind == 2:
        return texture.poisson(rng, np.maximum(image, 0), rng.uniform(60, 3000))
    if kind == 3:
        return image * np.exp(rng.uniform(0.05, 0.5) * texture.normal_like(rng, image[..., :1]))
    field = texture.blur(texture.normal_like(rng, image[..., 0]), rng.uniform(0.6, 1.5) * scene.unit)
    return image + np.float32(rng.uniform(0.01, 0.06)) * (field / (field.std() + 1e-6))[..., None]
