"""Endoscopy: folded mucosa round a dark lumen, polyps, instruments, specular highlights."""
import numpy as np

from . import shapes, texture
from .scene import Scene

VOCABULARY = ("polyp", "lumen", "instrument")


def draw(rng, height, width):
    scene = Scene(rng, height, width, rotation=25, shift=0.1, scale=(0.9, 1.15))
    mucosa = np.array([rng.uniform(0.65, 0.9), rng.uniform(0.3, 0.5), rng.uniform(0.22, 0.42)], np.float32)
    image = mucosa * (1 + texture.tissue(scene, 0.08, 0.03))[..., None]
    lumen_at = shapes.jitter(rng, (0, -0.1), 0.45)
    folds(scene, image, lumen_at)
    lumen(scene, image, lumen_at)
    fine_vessels(scene, image)
    if rng.random() < 0.92:
        polyp(scene, image, mucosa)
    if rng.random() < 0.4:
        instrument(scene, image)
    image = texture.blur(image, rng.uniform(0.6, 1.4) * scene.unit)
    highlights(scene, image)
    image *= texture.vignette(scene, rng.uniform(0.4, 0.9))[..., None]
    image = texture.gaussian(rng, image, rng.uniform(0.005, 0.03))
    frame(scene, image)
    return texture.to_8bit(image * rng.uniform(0.85, 1.2)), scene.present()


def folds(scene, image, lumen_at):
    """Haustral folds: arcs round the lumen, lit on one side."""
    rng = scene.rng
    for radius in np.arange(0.45, 1.6, 0.26) * rng.uniform(0.9, 1.1):
        start, span = rng.uniform(0, 360), rng.uniform(90, 220)
        theta = np.deg2rad(np.linspace(start, start + span, 30))
        wobble = radius * (1 + 0.05 * np.sin(3 * theta + rng.uniform(0, 6)))
        arc = lumen_at + np.stack([wobble * np.cos(theta), wobble * np.sin(theta)], 1)
        line = scene.stroke(arc, rng.uniform(0.03, 0.07)).astype(np.float32)
        line = texture.blur(line, 3 * scene.unit)
        image *= 1 + line[..., None] * rng.choice([-0.45, 0.25])


def lumen(scene, image, at):
    rng = scene.rng
    radii = (rng.uniform(0.16, 0.3), rng.uniform(0.14, 0.24))
    mask = scene.fill(shapes.blob(rng, at, radii, rng.uniform(0, 180), 0.08))
    soft = texture.blur(mask.astype(np.float32), 2.5 * scene.unit)[..., None]
    image *= 1 - soft * rng.uniform(0.75, 0.92)
    scene.target("lumen", mask)


def fine_vessels(scene, image):
    rng = scene.rng
    mask = scene.empty()
    for _ in range(int(rng.integers(3, 9))):
        path = shapes.wandering_path(rng, rng.uniform(-1, 1, 2), rng.uniform(0, 360), rng.uniform(0.4, 0.9), 0.4, 14)
        scene.stroke(path, 0.01, mask)
    texture.shade(image, mask, (0.85, 0.65, 0.7))


def polyp(scene, image, mucosa):
    """A dome: brighter and redder, lit from the camera, with a shadow at its foot."""
    rng = scene.rng
    size = rng.uniform(0.16, 0.4)
    at = rng.uniform(-0.5, 0.5, 2)
    outline = shapes.blob(rng, at, (size, size * rng.uniform(0.7, 1.0)), rng.uniform(0, 180), 0.06, 1.3)
    mask = scene.fill(outline)
    foot = texture.blur(scene.fill(at + (outline - at) * 1.12 + (0.02, 0.03)).astype(np.float32), 3 * scene.unit)
    image *= 1 - foot[..., None] * 0.35
    colour = np.minimum(mucosa * (rng.uniform(1.0, 1.2), rng.uniform(0.75, 1.15), rng.uniform(0.75, 1.2)), 1)
    dome = texture.blur(mask.astype(np.float32), 9 * scene.unit) * 0.5 + 0.6
    inside = mask > 0
    grain = 1 + texture.tissue(scene, 0.05, 0.05)
    image[inside] = colour * (dome * grain)[inside][:, None]
    scene.target("polyp", mask)


def instrument(scene, image):
    rng = scene.rng
    side = rng.choice([-1, 1])
    path = shapes.smooth_path([(side * 1.5, rng.uniform(0.4, 1.2)), (side * 0.6, 0.4), rng.uniform(-0.25, 0.25, 2)])
    mask = scene.fill(shapes.thicken(path, np.linspace(0.2, 0.12, 40)))
    core = scene.fill(shapes.thicken(path, 0.04))
    grey = rng.choice([0.2, 0.55, 0.75])
    texture.paint(image, mask, np.array([grey, grey, grey * 1.05]), texture.tissue(scene, 0.06, 0.02))
    texture.shade(image, core, 1.35)
    scene.target("instrument", mask)


def highlights(scene, image):
    rng = scene.rng
    count = int(rng.integers(4, 16))
    spots = scene.discs(rng.uniform(-0.8, 0.8, (count, 2)), rng.uniform(0.006, 0.035, count))
    soft = texture.blur(spots.astype(np.float32), 0.8 * scene.unit)[..., None]
    image[:] = image * (1 - soft) + soft * 0.98


def frame(scene, image):
    """The octagonal or round mask of the endoscope."""
    if scene.rng.random() < 0.5:
        y = np.abs(np.linspace(-1, 1, scene.height, dtype=np.float32))[:, None]
        x = np.abs(np.linspace(-1, 1, scene.width, dtype=np.float32))[None]
        outside = x + y > scene.rng.uniform(1.55, 1.8)
        image[outside] = 0.01
        scene.clip((~outside).astype(np.uint8))
