"""Colour fundus photographs: a lit disc with optic disc, cup, vessels and exudates."""
import cv2
import numpy as np

from . import shapes, texture
from .scene import Scene

VOCABULARY = ("optic disc", "optic cup", "retinal vessel", "macula", "hard exudate")


def draw(rng, height, width):
    scene = Scene(rng, height, width, rotation=8, scale=(0.9, 1.0), shift=0.03)
    base = np.array([rng.uniform(0.6, 0.85), rng.uniform(0.28, 0.42), rng.uniform(0.08, 0.2)], np.float32)
    light = 1 + texture.tissue(scene, 0.08, 0.02)
    image = base * light[..., None]
    side = rng.choice([-1, 1])
    disc_at = shapes.jitter(rng, (side * 0.4, 0.0), 0.06)
    if rng.random() < 0.85:
        macula(scene, image, (disc_at[0] - side * 0.62, disc_at[1] + 0.06))
    if rng.random() < 0.55:
        exudates(scene, image, (disc_at[0] - side * 0.55, disc_at[1]))
    optic_disc(scene, image, disc_at, base)
    vessels(scene, image, disc_at, side)
    view = scene.fill(shapes.blob(rng, (0, 0), (0.99, 0.99), roughness=0))
    scene.clip(view)
    image *= texture.vignette(scene, rng.uniform(0.3, 0.8))[..., None]
    image[view == 0] = 0.01
    image = texture.blur(image, rng.uniform(0.5, 1.1) * scene.unit)
    image = texture.gaussian(rng, image, rng.uniform(0.005, 0.025))
    return texture.to_8bit(image * rng.uniform(0.8, 1.15)), scene.present()


def optic_disc(scene, image, at, base):
    rng = scene.rng
    radius = rng.uniform(0.14, 0.2)
    outline = shapes.blob(rng, at, (radius * 0.93, radius), 0, 0.03)
    disc = scene.fill(outline)
    ratio = rng.uniform(0.35, 0.72)  # cup-to-disc ratio
    cup = scene.fill(at + (outline - at) * ratio + rng.uniform(-0.015, 0.015, 2)) * disc
    pale = np.minimum(base * rng.uniform(1.25, 1.45) + (0.05, 0.16, 0.1), 1.0)
    texture.paint(image, disc, pale, texture.tissue(scene, 0.03, 0.02))
    texture.paint(image, cup, np.minimum(pale * (1.08, 1.2, 1.5), 1.0), texture.tissue(scene, 0.02, 0.01))
    scene.target("optic disc", disc)
    scene.target("optic cup", cup, over=("optic disc",))


def macula(scene, image, at):
    mask = scene.fill(shapes.blob(scene.rng, at, (0.15, 0.14), 0, 0.04))
    soft = texture.blur(mask.astype(np.float32), 4 * scene.unit)
    image *= 1 - soft[..., None] * scene.rng.uniform(0.3, 0.5)
    scene.target("macula", mask)


def exudates(scene, image, around):
    rng = scene.rng
    count = int(rng.integers(8, 22))
    spots = scene.discs(shapes.scatter(rng, count, shapes.jitter(rng, around, 0.15), (0.14, 0.12)),
                        rng.uniform(0.012, 0.04, count))
    texture.paint(image, spots, (0.92, 0.8, 0.4), texture.tissue(scene, 0.05, 0.05))
    scene.target("hard exudate", spots, opaque=False)


def vessels(scene, image, disc_at, side):
    """Four arcades that leave the disc and branch."""
    rng = scene.rng
    mask = scene.empty()
    for vertical in (-1, 1):
        for reach in (0.75, 0.45):
            end = (disc_at[0] - side * rng.uniform(0.7, 1.2), disc_at[1] + vertical * rng.uniform(0.25, 0.6))
            middle = (disc_at[0] - side * 0.2, disc_at[1] + vertical * reach * rng.uniform(0.8, 1.1))
            arcade = shapes.smooth_path([disc_at, middle, end], 30)
            width = rng.uniform(0.03, 0.05)
            scene.stroke(arcade, np.linspace(width, width * 0.4, 30), mask)
            for start in arcade[[8, 13, 18, 23]]:
                twig = shapes.wandering_path(rng, start, rng.uniform(0, 360), rng.uniform(0.2, 0.5), 0.4, 10)
                scene.stroke(twig, np.linspace(width * 0.55, width * 0.2, 11), mask)
    for _ in range(3):
        nasal = shapes.wandering_path(rng, disc_at, 90 - side * 90 + rng.uniform(-60, 60), 0.6, 0.3, 12)
        scene.stroke(nasal, np.linspace(0.03, 0.01, 13), mask)
    dark = np.array([0.62, 0.4, 0.45], np.float32) * rng.uniform(0.85, 1.1)
    soft = cv2.GaussianBlur(mask.astype(np.float32), (0, 0), 0.6 * scene.unit + 0.1)[..., None]
    image *= 1 - soft * (1 - dark)
    scene.target("retinal vessel", mask, opaque=False)
