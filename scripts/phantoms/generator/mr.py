"""Magnetic resonance: short-axis heart and axial brain, with coil bias and Rician noise."""
import numpy as np

from . import shapes, texture
from .scene import Scene

VOCABULARY = ("left ventricle", "myocardium", "right ventricle", "brain", "left lateral ventricle",
              "right lateral ventricle", "tumor")


def draw(rng, height, width):
    scene = Scene(rng, height, width, rotation=15, shift=0.1)
    image = np.full((height, width), 0.02, np.float32)
    (heart if rng.random() < 0.5 else brain)(scene, image)
    image = texture.blur(image, rng.uniform(0.6, 1.5) * scene.unit) * texture.bias_field(scene, rng.uniform(0.05, 0.3))
    image = texture.rician(rng, image, rng.uniform(0.01, 0.06))
    return texture.to_8bit(image * rng.uniform(0.85, 1.2), rng.uniform(0.8, 1.25)), scene.present()


def heart(scene, image):
    rng = scene.rng
    body = scene.fill(shapes.blob(rng, (0, 0), (1.1, 0.9), roughness=0.06))
    texture.paint(image, body, rng.uniform(0.2, 0.45), texture.tissue(scene, 0.09, 0.03))
    lung = scene.fill(shapes.blob(rng, shapes.jitter(rng, (0.55, 0.05), 0.1), (0.35, 0.5), 10, 0.1))
    texture.paint(image, lung, rng.uniform(0.05, 0.12), texture.tissue(scene, 0.02, 0.02))
    blood = rng.uniform(0.65, 0.95)
    muscle = rng.uniform(0.15, 0.4)
    centre = shapes.jitter(rng, (0.12, 0.02), 0.12)
    outer = rng.uniform(0.24, 0.34)
    wall = rng.uniform(0.22, 0.38)
    squash = rng.uniform(0.85, 1.15)
    if rng.random() < 0.9:
        right = shapes.crescent(rng, centre - (outer * 0.75, 0.02), outer * 1.15, outer * 0.95, outer * 1.02,
                                rng.uniform(-15, 15))
        pool = scene.fill(right)
        texture.paint(image, pool, blood * rng.uniform(0.85, 1.0), texture.tissue(scene, 0.03, 0.02))
        scene.target("right ventricle", pool)
    epicardium = shapes.blob(rng, centre, (outer, outer * squash), 0, 0.03)
    ring = scene.fill(epicardium)
    endocardium = centre + (epicardium - centre) * (1 - wall)
    cavity = scene.fill(endocardium + rng.normal(0, 0.004, endocardium.shape))
    texture.paint(image, ring, muscle, texture.tissue(scene, 0.02, 0.02))
    texture.paint(image, cavity, blood, texture.tissue(scene, 0.03, 0.02))
    papillary = scene.discs(centre + (1 - wall) * outer * 0.6 * np.array([[0.6, 0.6], [0.7, -0.5]]), (0.02, 0.025))
    image[papillary > 0] = muscle * 1.2
    scene.target("myocardium", ring * (1 - cavity))
    scene.target("left ventricle", cavity)


def brain(scene, image):
    rng = scene.rng
    bright_fluid = rng.random() < 0.5  # T2-like, otherwise T1-like
    scalp = scene.fill(shapes.blob(rng, (0, 0), (0.72, 0.88), roughness=0.02))
    texture.paint(image, scalp, rng.uniform(0.55, 0.9))
    skull = scene.fill(shapes.blob(rng, (0, 0), (0.67, 0.83), roughness=0.015))
    texture.paint(image, skull, 0.06)
    tissue_value = rng.uniform(0.4, 0.6)
    fluid = rng.uniform(0.8, 1.0) if bright_fluid else rng.uniform(0.08, 0.18)
    outline = shapes.blob(rng, (0, 0), (0.61, 0.77), roughness=0.02)
    cerebrum = scene.fill(outline)
    texture.paint(image, cerebrum, tissue_value * (1.2 if bright_fluid else 0.75), texture.tissue(scene, 0.03, 0.03))
    white = scene.fill(outline * (0.84 + 0.05 * np.sin(np.arange(len(outline)) * 0.9))[:, None])
    texture.paint(image, white, tissue_value, texture.tissue(scene, 0.02, 0.02))
    image[scene.stroke([(0, -0.76), (0, 0.76)], 0.012) > 0] = fluid
    scene.target("brain", cerebrum)
    size = rng.uniform(0.7, 1.3)
    for name, side in (("right lateral ventricle", -1), ("left lateral ventricle", 1)):
        horn = shapes.smooth_path([(side * 0.05, -0.26 * size), (side * 0.08, 0.0), (side * 0.17 * size, 0.28 * size)])
        mask = scene.fill(shapes.thicken(horn, np.linspace(0.1, 0.07, 40) * size)) * cerebrum
        texture.paint(image, mask, fluid, texture.tissue(scene, 0.01, 0.02))
        scene.target(name, mask, over=("brain",))
    if rng.random() < 0.55:
        at = shapes.jitter(rng, (rng.choice([-1, 1]) * 0.33, rng.uniform(-0.4, 0.4)), 0.06)
        radius = rng.uniform(0.08, 0.2)
        edge = shapes.blob(rng, at, (radius, radius * rng.uniform(0.7, 1)), rng.uniform(0, 180), 0.16, 1.0)
        mask = scene.fill(edge) * cerebrum
        texture.paint(image, mask, tissue_value * rng.choice([0.6, 1.6]), texture.tissue(scene, 0.06, 0.05))
        if rng.random() < 0.5:
            core = scene.fill(at + (edge - at) * 0.5) * cerebrum
            texture.paint(image, core, tissue_value * rng.uniform(0.5, 1.8))
        scene.target("tumor", mask, over=("brain",))
