"""Positron emission tomography: a coronal body with hot organs, coarse and noisy, dark on white or inverted."""
import numpy as np

from . import shapes, texture
from .scene import Scene

VOCABULARY = ("brain", "heart", "liver", "left kidney", "right kidney", "bladder", "tumor")


def draw(rng, height, width):
    scene = Scene(rng, height, width, rotation=4, scale=(0.88, 1.02), shift=0.05)
    uptake = np.full((height, width), 0.01, np.float32)
    body(scene, uptake)
    organs(scene, uptake)
    uptake = texture.blur(np.maximum(uptake, 0), rng.uniform(2.0, 3.5) * scene.unit)  # scanner resolution
    uptake = texture.poisson(rng, uptake, rng.uniform(60, 300))
    uptake = texture.blur(uptake, rng.uniform(0.8, 1.4) * scene.unit)
    shown = texture.to_8bit(uptake * rng.uniform(0.9, 1.5), rng.uniform(0.6, 1.0))
    return (255 - shown if rng.random() < 0.6 else shown), scene.present()


def body(scene, uptake):
    rng = scene.rng
    trunk = scene.fill(shapes.blob(rng, (0, 0.22), (0.36, 0.78), 0, 0.02))
    head = scene.fill(shapes.blob(rng, (0, -0.72), (0.15, 0.2), 0, 0.02))
    for side in (-1, 1):
        arm = shapes.smooth_path([(side * 0.3, -0.4), (side * 0.46, 0.0), (side * 0.5, 0.45)])
        texture.paint(uptake, scene.fill(shapes.thicken(arm, 0.13)), rng.uniform(0.06, 0.12))
    for part in (trunk, head):
        texture.paint(uptake, part, rng.uniform(0.1, 0.18), texture.tissue(scene, 0.03, 0.01))
    for side in (-1, 1):
        lung = scene.fill(shapes.blob(rng, (side * 0.18, -0.2), (0.11, 0.2), 0, 0.04))
        texture.paint(uptake, lung, 0.05)


def organs(scene, uptake):
    rng = scene.rng

    def hot(name, outline, value, chance, opaque=True):
        if rng.random() < chance:
            mask = scene.fill(outline)
            texture.paint(uptake, mask, value, texture.tissue(scene, 0.06, 0.03))
            scene.target(name, mask, opaque=opaque)

    near = lambda x, y: shapes.jitter(rng, (x, y), 0.02)
    hot("brain", shapes.blob(rng, near(0, -0.76), (0.125, 0.13), 0, 0.03), rng.uniform(0.7, 0.95), 0.95)
    hot("liver", shapes.blob(rng, near(-0.12, 0.08), (0.18, 0.13), -15, 0.06), rng.uniform(0.25, 0.4), 0.95)
    hot("heart", shapes.blob(rng, near(0.08, -0.1), (0.09, 0.1), 30, 0.05), rng.uniform(0.35, 0.8), 0.75)
    for name, side in (("right kidney", -1), ("left kidney", 1)):
        outline = shapes.bean(rng, near(side * 0.17, 0.3), (0.06, 0.095), 180 * (side > 0) + side * 12)
        hot(name, outline, rng.uniform(0.45, 0.8), 0.85)
    hot("bladder", shapes.blob(rng, near(0, 0.8), (0.1, 0.075), 0, 0.03), rng.uniform(0.7, 1.0), 0.9)
    place = rng.choice(["neck", "lung", "belly"])
    at = {"neck": near(0.04, -0.46), "lung": near(rng.choice([-1, 1]) * 0.17, -0.25), "belly": near(0.0, 0.52)}[place]
    size = rng.uniform(0.035, 0.075)
    hot("tumor", shapes.blob(rng, at, (size, size * rng.uniform(0.7, 1)), rng.uniform(0, 90), 0.12, 1.0),
        rng.uniform(0.6, 1.0), 0.6)
