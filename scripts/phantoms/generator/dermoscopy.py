"""Dermoscopy: a pigmented lesion on skin, globules, hairs across, a dark corner ring."""
import numpy as np

from . import shapes, texture
from .scene import Scene

VOCABULARY = ("skin lesion", "globules", "hair", "blue white veil")


def draw(rng, height, width):
    scene = Scene(rng, height, width, rotation=180, scale=(0.8, 1.1), shift=0.15)
    skin = np.array([rng.uniform(0.72, 0.95), rng.uniform(0.5, 0.72), rng.uniform(0.42, 0.62)], np.float32)
    image = skin * (1 + texture.tissue(scene, 0.04, 0.025))[..., None]
    lesion(scene, image, skin)
    if rng.random() < 0.5:
        hairs(scene, image)
    image = texture.blur(image, rng.uniform(0.5, 1.2) * scene.unit)
    image *= texture.bias_field(scene, 0.05)[..., None]
    if rng.random() < 0.4:
        ring = texture.radius_map(scene) > rng.uniform(1.0, 1.2)
        image[ring] *= 0.08
        scene.clip((~ring).astype(np.uint8))
    image = texture.gaussian(rng, image, rng.uniform(0.005, 0.025))
    return texture.to_8bit(image * rng.uniform(0.85, 1.1)), scene.present()


def lesion(scene, image, skin):
    rng = scene.rng
    size = rng.uniform(0.28, 0.62)
    rough, decay = (0.05, 1.6) if rng.random() < 0.4 else (0.2, rng.uniform(0.7, 1.1))
    outline = shapes.blob(rng, (0, 0), (size, size * rng.uniform(0.6, 0.95)), 0, rough, decay, 16, 160)
    mask = scene.fill(outline)
    colour = skin * (rng.uniform(0.35, 0.75), rng.uniform(0.25, 0.6), rng.uniform(0.2, 0.6))
    soft = texture.blur(mask.astype(np.float32), rng.uniform(0.5, 4) * scene.unit)[..., None]
    mottled = colour * (1 + texture.tissue(scene, 0.16, 0.08))[..., None]
    image[:] = image * (1 - soft) + mottled * soft
    scene.target("skin lesion", mask)
    if rng.random() < 0.35:
        at = shapes.jitter(rng, (0, 0), size * 0.35)
        veil = scene.fill(shapes.blob(rng, at, (size * 0.4, size * 0.3), rng.uniform(0, 180), 0.12)) * mask
        texture.paint(image, veil, (0.48, 0.55, 0.68), texture.tissue(scene, 0.08, 0.03))
        scene.target("blue white veil", veil, over=("skin lesion",))
    if rng.random() < 0.5:
        count = int(rng.integers(6, 18))
        centres = shapes.scatter(rng, count, shapes.jitter(rng, (0, 0), size * 0.3), (size * 0.28, size * 0.22))
        dots = scene.discs(centres, rng.uniform(0.02, 0.045, count)) * mask
        texture.paint(image, dots, colour * rng.uniform(0.25, 0.45))
        scene.target("globules", dots, over=("skin lesion", "blue white veil"))


def hairs(scene, image):
    rng = scene.rng
    mask = scene.empty()
    for _ in range(int(rng.integers(4, 14))):
        path = shapes.wandering_path(rng, rng.uniform(-0.9, 0.9, 2), rng.uniform(0, 360), rng.uniform(0.6, 1.6), 0.15)
        scene.stroke(path, rng.uniform(0.012, 0.025), mask)
    texture.paint(image, mask, np.array([0.16, 0.1, 0.08]) * rng.uniform(0.5, 2.0))
    scene.target("hair", mask)
