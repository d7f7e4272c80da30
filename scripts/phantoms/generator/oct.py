"""Optical coherence tomography of the retina: bright layers, fluid pockets, speckle."""
import numpy as np

from . import shapes, texture
from .scene import Scene

VOCABULARY = ("retina", "choroid", "retinal fluid", "pigment epithelium")


def draw(rng, height, width):
    scene = Scene(rng, height, width, rotation=8, shift=0.15, stretch=True)
    image = np.full((height, width), rng.uniform(0.03, 0.08), np.float32)
    layers(scene, image)
    image = texture.speckle(scene, np.maximum(image, 0.005), rng.uniform(0.35, 0.65))
    image = texture.blur(image, rng.uniform(0.4, 0.9) * scene.unit)
    return texture.to_8bit(image * rng.uniform(0.85, 1.2), rng.uniform(0.8, 1.1)), scene.present()


def layers(scene, image):
    rng = scene.rng
    x = np.linspace(-1.4, 1.4, 80)
    bend = rng.uniform(-0.12, 0.18) * x ** 2 + 0.02 * np.sin(x * 4 + rng.uniform(0, 6))
    pit = 0.16 * np.exp(-((x - rng.uniform(-0.25, 0.25)) / 0.25) ** 2) * rng.uniform(0.5, 1.3)
    floor = 0.2 + bend
    thickness = rng.uniform(0.36, 0.48)
    roof = floor - thickness + pit
    band = lambda upper, lower: scene.fill(np.concatenate([np.stack([x, upper], 1), np.stack([x, lower], 1)[::-1]]))
    choroid = band(floor + 0.05, floor + rng.uniform(0.25, 0.4))
    texture.paint(image, choroid, rng.uniform(0.25, 0.4), texture.tissue(scene, 0.07, 0.07))
    retina = band(roof, floor)
    texture.paint(image, retina, rng.uniform(0.35, 0.5), texture.tissue(scene, 0.03, 0.03))
    for depth, value in ((0.08, 0.75), (0.3, 0.3), (0.5, 0.6), (0.72, 0.22)):
        upper = roof + (floor - roof) * depth
        stripe = band(upper, upper + (floor - roof) * 0.12)
        texture.paint(image, stripe, value * rng.uniform(0.8, 1.1), texture.tissue(scene, 0.03, 0.02))
    epithelium = band(floor, floor + 0.055)
    texture.paint(image, epithelium, rng.uniform(0.75, 0.95))
    scene.target("choroid", choroid)
    scene.target("retina", retina)
    scene.target("pigment epithelium", epithelium)
    if rng.random() < 0.6:
        fluid(scene, image, retina, x, roof, floor)


def fluid(scene, image, retina, x, roof, floor):
    rng = scene.rng
    mask = scene.empty()
    for _ in range(int(rng.integers(1, 5))):
        column = int(rng.integers(20, 60))
        depth = rng.uniform(0.4, 0.75)
        at = (x[column], roof[column] + (floor[column] - roof[column]) * depth)
        radii = (rng.uniform(0.08, 0.2), rng.uniform(0.05, 0.1))
        mask |= scene.fill(shapes.blob(rng, at, radii, 0, 0.08))
    mask = mask * retina
    texture.paint(image, mask, rng.uniform(0.04, 0.1))
    scene.target("retinal fluid", mask, over=("retina",))
