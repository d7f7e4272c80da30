"""Brain FLAIR: fluid is dark, lesions and oedema are bright on grey tissue."""
import numpy as np

from . import shapes, texture
from .scene import Scene

VOCABULARY = ("brain", "left lateral ventricle", "right lateral ventricle", "white matter lesion", "edema", "tumor")


def draw(rng, height, width):
    scene = Scene(rng, height, width, rotation=12, scale=(0.9, 1.12))
    image = np.full((height, width), 0.015, np.float32)
    white = rng.uniform(0.3, 0.42)
    grey = white * rng.uniform(1.12, 1.35)
    fluid = rng.uniform(0.04, 0.12)
    outline, cerebrum = head(scene, image, white, grey, fluid)
    size = ventricles(scene, image, cerebrum, fluid)
    bright = white * rng.uniform(1.6, 2.2)
    disease = rng.choice(3, p=[0.47, 0.43, 0.1])
    if disease == 0:
        lesions(scene, image, cerebrum, bright, size)
    elif disease == 1:
        tumor(scene, image, cerebrum, white, bright, fluid)
    image = texture.blur(image, rng.uniform(0.6, 1.3) * scene.unit) * texture.bias_field(scene, rng.uniform(0.03, 0.2))
    image = texture.rician(rng, image, rng.uniform(0.008, 0.04))
    return texture.to_8bit(image * rng.uniform(0.9, 1.25), rng.uniform(0.85, 1.2)), scene.present()


def head(scene, image, white, grey, fluid):
    """Scalp, skull, a thin rim of fluid, folded cortex round white matter; the brain's outline and mask."""
    rng = scene.rng
    stripped = rng.random() < 0.3  # skull-stripped, as in many research data sets
    width = rng.uniform(0.6, 0.66)
    if not stripped:
        texture.paint(image, scene.fill(shapes.blob(rng, (0, 0), (width + 0.13, 0.92), roughness=0.015)),
                      rng.uniform(0.3, 0.75), texture.tissue(scene, 0.05, 0.03))
        texture.paint(image, scene.fill(shapes.blob(rng, (0, 0), (width + 0.07, 0.85), roughness=0.01)), 0.04)
        texture.paint(image, scene.fill(shapes.blob(rng, (0, 0), (width + 0.025, 0.8), roughness=0.01)), fluid)
    outline = shapes.blob(rng, (0, 0), (width, 0.77), roughness=0.018)
    cerebrum = scene.fill(outline)
    texture.paint(image, cerebrum, grey, texture.tissue(scene, 0.015, 0.02))
    theta = np.arange(len(outline)) * (shapes.TWO_PI / len(outline))
    folds = 0.06 * np.sin(17 * theta + rng.uniform(0, 6)) + 0.035 * np.sin(29 * theta + rng.uniform(0, 6))
    inner = scene.fill(outline * (0.82 + folds)[:, None])
    for angle in np.linspace(0, shapes.TWO_PI, int(rng.integers(14, 24)), endpoint=False) + rng.uniform(0, 1):
        rim = np.array([width * np.cos(angle), 0.77 * np.sin(angle)])
        sulcus = shapes.wandering_path(rng, rim, np.rad2deg(angle) + 180, rng.uniform(0.07, 0.2), 0.5, 6)
        image[(scene.stroke(sulcus, rng.uniform(0.008, 0.018)) * cerebrum) > 0] = (grey + 2 * fluid) / 3
    texture.paint(image, inner, white, texture.tissue(scene, 0.015, 0.015))
    for side in (-1, 1):  # basal ganglia
        nucleus = scene.fill(shapes.blob(rng, (side * 0.24, -0.02), (0.09, 0.17), side * 12, 0.06))
        texture.paint(image, nucleus, grey * 0.98)
    image[(scene.stroke([(0, -0.76), (0, -0.32)], 0.014) * cerebrum) > 0] = fluid * 1.5
    image[(scene.stroke([(0, 0.4), (0, 0.76)], 0.014) * cerebrum) > 0] = fluid * 1.5
    scene.target("brain", cerebrum)
    return outline, cerebrum


def ventricles(scene, image, cerebrum, fluid):
    rng = scene.rng
    size = rng.uniform(0.7, 1.4)
    for name, side in (("right lateral ventricle", -1), ("left lateral ventricle", 1)):
        gap = 0.03 + 0.03 * size
        front = shapes.smooth_path([(side * (gap + 0.07 * size), -0.3 * size), (side * gap, -0.08),
                                    (side * (gap + 0.02), 0.08), (side * (gap + 0.13 * size), 0.33 * size)])
        swell = 1 - 0.35 * np.exp(-((np.arange(40) - 20) / 6.0) ** 2)
        taper = np.minimum(1, 0.3 + np.sin(np.linspace(0, np.pi, 40)) * 1.8)
        horn = shapes.thicken(front, 0.09 * size * swell * taper * rng.uniform(0.85, 1.15))
        mask = scene.fill(horn) * cerebrum
        texture.paint(image, mask, fluid, texture.tissue(scene, 0.005, 0.01))
        scene.target(name, mask, over=("brain",))
    return size


def lesions(scene, image, cerebrum, bright, size):
    """White matter lesions: small bright spots about the ventricles' horns and in the deep white matter."""
    rng = scene.rng
    mask = scene.empty()
    load = rng.uniform(0.3, 1)
    for side in (-1, 1):
        for row in (-0.36, 0.4):
            if rng.random() < 0.8:
                at = shapes.jitter(rng, (side * (0.09 + 0.1 * size), row * (0.6 + 0.4 * size)), 0.03)
                radii = rng.uniform(0.025, 0.04 + 0.05 * load, 2)
                mask |= scene.fill(shapes.blob(rng, at, radii, rng.uniform(0, 180), 0.15, 1.0))
        for _ in range(int(rng.integers(1, 3 + 7 * load))):
            at = (side * rng.uniform(0.2, 0.42), rng.uniform(-0.45, 0.48))
            radii = rng.uniform(0.014, 0.025 + 0.03 * load, 2)
            mask |= scene.fill(shapes.blob(rng, at, radii, rng.uniform(0, 180), 0.15, 1.0))
    mask = mask * solid(scene, cerebrum)
    texture.paint(image, mask, bright, texture.tissue(scene, 0.03, 0.03))
    scene.target("white matter lesion", mask, over=("brain",))


def solid(scene, cerebrum):
    """The brain without its ventricles."""
    return cerebrum * (1 - (scene.targets["left lateral ventricle"] | scene.targets["right lateral ventricle"]))


def tumor(scene, image, cerebrum, white, bright, fluid):
    """A mass, often with a dark necrotic centre, in bright oedema that follows the white matter."""
    rng = scene.rng
    at = np.array([rng.choice([-1, 1]) * rng.uniform(0.24, 0.36), rng.uniform(-0.4, 0.42)])
    radius = rng.uniform(0.07, 0.19)
    edge = shapes.blob(rng, at, (radius, radius * rng.uniform(0.7, 1)), rng.uniform(0, 180), 0.1, 1.2)
    if rng.random() < 0.85:
        spread = radius * rng.uniform(1.35, 2.0)
        halo = shapes.blob(rng, shapes.jitter(rng, at, 0.05), (spread, spread * rng.uniform(0.65, 1)),
                           rng.uniform(60, 120), 0.16, 1.5)
        mask = scene.fill(halo) * solid(scene, cerebrum)
        texture.paint(image, mask, bright, texture.tissue(scene, 0.04, 0.02))
        scene.target("edema", mask, over=("brain",))
    mass = scene.fill(edge) * cerebrum
    texture.paint(image, mass, white * rng.choice([0.85, 1.35, 1.9]), texture.tissue(scene, 0.04, 0.04))
    if rng.random() < 0.55:
        core = scene.fill(at + (edge - at) * rng.uniform(0.35, 0.65)) * cerebrum
        texture.paint(image, core, rng.choice([fluid * 1.6, white * 0.7]), texture.tissue(scene, 0.02, 0.02))
    scene.target("tumor", mass, over=("brain",))
