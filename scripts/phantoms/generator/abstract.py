"""Unnamed shapes of random look, for training only: what a box or click means should not depend on anatomy.

Returned target names start with "shape": they have no text and no category.
"""
import numpy as np

from . import shapes, texture
from .scene import Scene

VOCABULARY = ()


def draw(rng, height, width):
    scene = Scene(rng, height, width, rotation=180, scale=(0.8, 1.2), shift=0.2, stretch=True)
    colour = rng.random() < 0.4
    channels = 3 if colour else 1
    image = rng.uniform(0.05, 0.9, channels).astype(np.float32) * np.ones((height, width, channels), np.float32)
    mottle = texture.smooth_noise(rng, height, width, rng.uniform(6, 90) * scene.unit, rng.uniform(0.02, 0.3))
    image *= 1 + mottle[..., None]
    for index in range(int(rng.integers(3, 9))):
        add_shape(scene, image, f"shape {index}")
    image = texture.blur(image, rng.uniform(0.3, 2.0) * scene.unit)
    image = image if image.ndim == 3 else image[..., None]
    image = image * texture.bias_field(scene, rng.uniform(0, 0.3))[..., None]
    image = noise(scene, image)
    image = texture.to_8bit(image, rng.uniform(0.7, 1.4))
    return image if colour else image.reshape(height, width), scene.present(40)


def add_shape(scene, image, name):
    rng = scene.rng
    at = rng.uniform(-0.85, 0.85, 2)
    size = float(np.exp(rng.uniform(np.log(0.07), np.log(0.5))))
    kind = rng.choice(6, p=[0.45, 0.15, 0.12, 0.12, 0.08, 0.08])
    outline = shapes.blob(rng, at, (size, size * rng.uniform(0.4, 1.0)), rng.uniform(0, 180),
                          rng.choice([0.04, 0.12, 0.25]), rng.uniform(0.7, 1.8))
    if kind in (0, 4):
        mask = scene.fill(outline)
    elif kind == 1:
        mask = scene.fill(outline) * (1 - scene.fill(at + (outline - at) * rng.uniform(0.45, 0.8)))
    elif kind == 2:
        path = shapes.wandering_path(rng, at, rng.uniform(0, 360), size * 3, 0.3)
        mask = scene.fill(shapes.thicken(path, rng.uniform(0.03, 0.15)))
    elif kind == 3:
        mask = scene.fill(shapes.bean(rng, at, (size, size * 1.4), rng.uniform(0, 360), rng.uniform(0.2, 0.6)))
    else:
        count = int(rng.integers(3, 12))
        mask = scene.discs(shapes.scatter(rng, count, at, (size * 0.8, size * 0.8)), rng.uniform(0.03, 0.09, count))
    grain = texture.smooth_noise(rng, scene.height, scene.width, rng.uniform(2, 40) * scene.unit,
                                 rng.uniform(0.0, 0.25))
    inside = mask > 0
    if not inside.any():
        return
    if kind == 4:
        image[inside] *= rng.uniform(0.5, 1.5)  # translucent: what lies below stays visible
    else:
        below = image[inside].mean(0)
        value = np.clip(below + rng.choice([-1, 1]) * rng.uniform(0.07, 0.5, image.shape[2]), 0.02, 1.0)
        image[inside] = value.astype(np.float32) * (1 + grain[inside][:, None])
    scene.target(name, mask, opaque=kind != 4)


def noise(scene, image):
    rng = scene.rng
    kind = rng.integers(4)
    if kind == 0:
        return texture.gaussian(rng, image, rng.uniform(0.005, 0.08))
    if kind == 1:
        return texture.rician(rng, image, rng.uniform(0.01, 0.08))
    if kind == 2:
        return texture.poisson(rng, np.maximum(image, 0), rng.uniform(60, 1500))
    return image * np.exp(rng.uniform(0.1, 0.5) * texture.normal_like(rng, image[..., :1]))
