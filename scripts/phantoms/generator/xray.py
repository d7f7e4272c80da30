"""Chest radiographs: attenuation adds up along the ray; collimation darkens the borders."""
import numpy as np

from . import shapes, texture
from .scene import Scene

VOCABULARY = ("left lung", "right lung", "heart", "left clavicle", "right clavicle", "pneumonia")


def draw(rng, height, width):
    scene = Scene(rng, height, width, rotation=6, shift=0.06)
    image = np.full((height, width), rng.uniform(0.05, 0.15), np.float32)
    body = scene.fill(shapes.blob(rng, (0, 0.35), (0.95, 1.35), 0, 0.03))
    image[body > 0] += rng.uniform(0.4, 0.55)
    image += texture.tissue(scene, 0.03, 0.01)
    lungs(scene, image)
    heart(scene, image)
    bones(scene, image)
    if rng.random() < 0.35:
        pneumonia(scene, image)
    image = texture.blur(image, rng.uniform(0.7, 1.6) * scene.unit)
    collimate(scene, image)
    image = texture.poisson(rng, image, rng.uniform(400, 2500))
    return texture.to_8bit((image - 0.5) * rng.uniform(0.9, 1.3) + 0.48), scene.present()


def lungs(scene, image):
    rng = scene.rng
    clear = rng.uniform(0.22, 0.34)
    for name, side in (("right lung", -1), ("left lung", 1)):
        lean = np.array([side, 1])
        outline = shapes.smooth_path(np.array([(0.16, -0.62), (0.34, -0.72), (0.52, -0.45), (0.64, 0.1), (0.66, 0.48),
                                               (0.4, 0.38), (0.2, 0.42), (0.12, 0.0), (0.16, -0.62)])
                                     * lean * rng.uniform(0.92, 1.08, (1, 2)), 80)
        mask = scene.fill(outline + rng.uniform(-0.02, 0.02, 2))
        image[mask > 0] -= clear
        for _ in range(8):
            path = shapes.wandering_path(rng, (side * 0.16, 0.0), 90 - side * 90 + rng.uniform(-70, 70), 0.4, steps=8)
            image[(scene.stroke(path, np.linspace(0.03, 0.008, 9)) * mask) > 0] += 0.03
        scene.target(name, mask)


def heart(scene, image):
    rng = scene.rng
    mask = scene.fill(shapes.blob(rng, shapes.jitter(rng, (0.12, 0.2)), (rng.uniform(0.26, 0.36), 0.3), 25, 0.04))
    mediastinum = scene.fill(shapes.thicken(shapes.smooth_path([(0, -0.9), (0.02, -0.2), (0.0, 0.9)]), 0.24))
    texture.paint(image, mediastinum, rng.uniform(0.6, 0.7), texture.tissue(scene, 0.02, 0.01))
    value = rng.uniform(0.6, 0.72)
    texture.paint(image, mask, value, texture.tissue(scene, 0.02, 0.01))
    lower = scene.fill(shapes.blob(rng, (0, 1.15), (1.0, 0.68), 0, 0.02))
    texture.paint(image, lower * (1 - mask), rng.uniform(0.6, 0.75), texture.tissue(scene, 0.02, 0.01))
    for name in ("left lung", "right lung"):
        scene.targets[name] = scene.targets[name] * (1 - lower) * (1 - mediastinum)
    scene.target("heart", mask)


def bones(scene, image):
    rng = scene.rng
    for side in (-1, 1):
        for level in np.arange(-0.7, 0.6, 0.16) + rng.uniform(-0.03, 0.03):
            rib = shapes.smooth_path(np.array([(0.1, level), (0.42, level - 0.06), (0.7, level + 0.2)]) * (side, 1), 16)
            image[scene.stroke(rib, 0.035) > 0] += rng.uniform(0.03, 0.06)
        name = "right clavicle" if side < 0 else "left clavicle"
        bar = np.array([(0.08, -0.6), (0.35, -0.68), (0.72, -0.78)]) * (side, 1) + rng.uniform(-0.04, 0.04, 2)
        mask = scene.fill(shapes.thicken(shapes.smooth_path(bar), 0.055))
        image[mask > 0] += rng.uniform(0.1, 0.18)
        scene.target(name, mask, opaque=False)


def pneumonia(scene, image):
    rng = scene.rng
    side = rng.choice([-1, 1])
    at = shapes.jitter(rng, (side * 0.4, rng.uniform(-0.3, 0.2)), 0.06)
    mask = scene.fill(shapes.blob(rng, at, (rng.uniform(0.1, 0.18), rng.uniform(0.1, 0.2)), 0, 0.16, 1.0))
    cloud = texture.blur(mask.astype(np.float32), 3 * scene.unit)
    image += cloud * (rng.uniform(0.14, 0.24) + texture.tissue(scene, 0.05, 0.02))
    scene.target("pneumonia", mask, opaque=False)


def collimate(scene, image):
    rng = scene.rng
    if rng.random() < 0.4:
        top, left = (rng.uniform(0, 0.07, 2) * (scene.height, scene.width)).astype(int)
        frame = np.zeros(image.shape, bool)
        frame[top:scene.height - top, left:scene.width - left] = True
        image[~frame] *= 0.1
        scene.clip(frame.astype(np.uint8))
