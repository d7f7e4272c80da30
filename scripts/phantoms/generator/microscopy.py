"""Light microscopy of a stained blood smear: a white cell with lobed nucleus among red cells."""
import numpy as np

from . import shapes, texture
from .scene import Scene

VOCABULARY = ("nucleus", "cytoplasm", "red blood cell", "platelet")


def draw(rng, height, width):
    scene = Scene(rng, height, width, rotation=180, shift=0.15, scale=(0.8, 1.1))
    ground = np.array([rng.uniform(0.82, 0.95), rng.uniform(0.78, 0.9), rng.uniform(0.78, 0.92)], np.float32)
    image = ground * (1 + texture.tissue(scene, 0.015, 0.01))[..., None]
    red_cells(scene, image)
    if rng.random() < 0.9:
        white_cell(scene, image)
    if rng.random() < 0.5:
        platelets(scene, image)
    image = texture.blur(image, rng.uniform(0.6, 1.6) * scene.unit)
    image *= texture.bias_field(scene, 0.06)[..., None]
    image = texture.gaussian(rng, image, rng.uniform(0.005, 0.03))
    return texture.to_8bit(image * rng.uniform(0.88, 1.08)), scene.present()


def red_cells(scene, image):
    """Discs with a pale centre; some overlap."""
    rng = scene.rng
    colour = np.array([rng.uniform(0.75, 0.9), rng.uniform(0.5, 0.65), rng.uniform(0.5, 0.65)], np.float32)
    union = scene.empty()
    size = rng.uniform(0.13, 0.2)
    for centre in rng.uniform(-1.3, 1.3, (int(rng.integers(8, 24)), 2)):
        outline = shapes.blob(rng, centre, (size, size * rng.uniform(0.85, 1.0)), rng.uniform(0, 180), 0.03)
        cell = scene.fill(outline)
        texture.shade(image, cell, colour)
        texture.shade(image, scene.fill(centre + (outline - centre) * 0.4), 1 + 0.5 * (1 - colour))
        union |= cell
    scene.target("red blood cell", union)


def white_cell(scene, image):
    rng = scene.rng
    at = rng.uniform(-0.25, 0.25, 2)
    radius = rng.uniform(0.34, 0.5)
    body = scene.fill(shapes.blob(rng, at, (radius, radius * rng.uniform(0.85, 1)), rng.uniform(0, 180), 0.05))
    plasma = np.array([rng.uniform(0.7, 0.85), rng.uniform(0.6, 0.8), rng.uniform(0.75, 0.9)], np.float32)
    texture.paint(image, body, plasma, texture.tissue(scene, 0.04, 0.05))
    nucleus = scene.empty()
    lobes = int(rng.integers(1, 5))
    reach = radius * (0.0 if lobes == 1 else 0.38)
    first = rng.uniform(0, 6.28)
    for lobe in range(lobes):
        turn = first + lobe * rng.uniform(1.2, 1.8)
        size = radius * (0.62 if lobes == 1 else rng.uniform(0.28, 0.4))
        centre = at + reach * np.array([np.cos(turn), np.sin(turn)])
        nucleus |= scene.fill(shapes.blob(rng, centre, (size, size * 0.85), rng.uniform(0, 180), 0.08))
    nucleus = nucleus * body
    violet = np.array([rng.uniform(0.35, 0.5), rng.uniform(0.15, 0.3), rng.uniform(0.45, 0.62)], np.float32)
    texture.paint(image, nucleus, violet, texture.tissue(scene, 0.08, 0.1))
    scene.target("cytoplasm", body * (1 - nucleus))
    scene.target("nucleus", nucleus)


def platelets(scene, image):
    rng = scene.rng
    count = int(rng.integers(3, 9))
    dots = scene.discs(rng.uniform(-0.9, 0.9, (count, 2)), rng.uniform(0.03, 0.05, count))
    texture.paint(image, dots, (0.6, 0.42, 0.66), texture.tissue(scene, 0.05, 0.05))
    scene.target("platelet", dots)
