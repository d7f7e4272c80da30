"""T2-weighted MR of the male pelvis: bright bladder and peripheral zone, dark muscle, an axial slice."""
import numpy as np

from . import shapes, texture
from .scene import Scene

VOCABULARY = ("prostate", "peripheral zone", "transition zone", "bladder", "rectum", "femoral head")


def draw(rng, height, width):
    close_up = rng.random() < 0.45  # a small field of view round the prostate
    scene = Scene(rng, height, width, rotation=6, scale=(1.5, 2.1) if close_up else (0.92, 1.15))
    if close_up:
        scene.origin -= scene.pixel_from_scene @ np.array([0, 0.08], np.float32)
    image = np.full((height, width), 0.015, np.float32)
    muscle, fat = rng.uniform(0.1, 0.2), rng.uniform(0.5, 0.75)
    urine = rng.uniform(0.85, 1.0)
    grain = texture.tissue(scene, 0.025, 0.025)
    frame(scene, image, muscle, fat, grain)
    rectum(scene, image, muscle, fat, grain)
    if rng.random() < 0.75:
        if rng.random() < 0.5:
            bladder(scene, image, (0, -0.3), rng.uniform(0.1, 0.2), muscle, urine)
        prostate(scene, image, muscle, grain)
    else:
        vesicles(scene, image, muscle, urine)
        bladder(scene, image, (0, -0.15), rng.uniform(0.2, 0.36), muscle, urine)
    image = texture.blur(image, rng.uniform(0.5, 1.1) * scene.unit) * texture.bias_field(scene, rng.uniform(0.05, 0.3))
    image = texture.rician(rng, image, rng.uniform(0.01, 0.045))
    return texture.to_8bit(image * rng.uniform(0.9, 1.2), rng.uniform(0.85, 1.2)), scene.present()


def frame(scene, image, muscle, fat, grain):
    """Skin fat, gluteal and obturator muscles, hip bones with the femoral heads in them."""
    rng = scene.rng
    part = lambda at, radii, angle: scene.fill(shapes.blob(rng, shapes.jitter(rng, at, 0.02), radii, angle))
    texture.paint(image, scene.fill(shapes.blob(rng, (0, 0), (1.0, 0.76), roughness=0.03, decay=2)), fat, grain)
    heads = scene.empty()
    marrow = fat * rng.uniform(0.6, 0.9)
    reach, radius = rng.uniform(0.52, 0.6), rng.uniform(0.13, 0.17)
    for side in (-1, 1):
        for at, radii, angle in (((0.42, 0.5), (0.4, 0.13), -24), ((0.62, -0.42), (0.24, 0.1), 20),
                                 ((0.84, 0.05), (0.1, 0.26), 10), ((0.22, -0.52), (0.16, 0.06), 10)):
            texture.paint(image, part((side * at[0], at[1]), radii, side * angle), muscle, grain)
        for x in (0.33, 0.5):
            place = shapes.jitter(rng, (side * x, -0.33), 0.03)
            image[scene.discs([place], [rng.uniform(0.025, 0.04)]) > 0] = rng.choice([0.03, fat * 1.1])  # vessels
        texture.paint(image, part((side * (reach - 0.1), -0.02), (0.13, 0.25), side * -14), 0.05)
        texture.paint(image, part((side * (reach - 0.11), -0.02), (0.095, 0.22), side * -14), marrow, grain)
        texture.paint(image, part((side * (reach - 0.23), 0.05), (0.055, 0.26), side * -10), muscle, grain * 0.5)
        centre = shapes.jitter(rng, (side * reach, -0.03), 0.015)
        texture.paint(image, scene.discs([centre], [radius + 0.022]), 0.05)
        neck = shapes.thicken(np.array([centre, centre + (side * 0.22, 0.12)]), 0.16)
        texture.paint(image, scene.fill(neck), marrow * 0.95, grain)
        head = scene.fill(shapes.blob(rng, centre, (radius, radius * 0.98), roughness=0.015))
        texture.paint(image, head, marrow * 1.1, grain)
        heads |= head
    scene.target("femoral head", heads)
    hollow = scene.fill(shapes.blob(rng, (0, 0.04), (reach - 0.25, 0.44), roughness=0.04))
    texture.paint(image, hollow, fat * rng.uniform(0.85, 1.05), grain * 1.5)
    texture.paint(image, part((0, 0.6), (0.08, 0.05), 0), marrow * 0.8, grain)  # coccyx


def rectum(scene, image, muscle, fat, grain):
    """A muscular wall round gas (black), gel (bright) or stool (mixed); the target is the whole of it."""
    rng = scene.rng
    at = shapes.jitter(rng, (0, 0.33), 0.025)
    outline = shapes.blob(rng, at, (rng.uniform(0.09, 0.16), rng.uniform(0.08, 0.12)), rng.uniform(-15, 15), 0.05)
    whole = scene.fill(outline)
    texture.paint(image, whole, muscle * rng.uniform(1.3, 1.9), grain)
    content = rng.choice([0.02, 0.9, fat * 0.6])
    inside = scene.fill(at + (outline - at) * rng.uniform(0.5, 0.75))
    texture.paint(image, inside, content, texture.smooth_noise(rng, *image.shape, 8 * scene.unit, 0.12 * content))
    scene.target("rectum", whole)


def bladder(scene, image, place, size, muscle, urine):
    rng = scene.rng
    at = shapes.jitter(rng, place, 0.03)
    outline = shapes.blob(rng, at, (size * rng.uniform(1.0, 1.25), size * rng.uniform(0.7, 0.95)), 0, 0.05)
    texture.paint(image, scene.fill(outline), muscle * 1.2)  # the wall
    cavity = scene.fill(at + (outline - at) * (1 - rng.uniform(0.018, 0.035) / size))
    texture.paint(image, cavity, urine, texture.tissue(scene, 0.015, 0.015))
    scene.target("bladder", cavity)


def vesicles(scene, image, muscle, urine):
    """Seminal vesicles behind the bladder: bright convoluted tubes."""
    rng = scene.rng
    for side in (-1, 1):
        for _ in range(9):
            at = (side * rng.uniform(0.03, 0.2), 0.17 + rng.uniform(-0.035, 0.035))
            lobe = shapes.blob(rng, at, rng.uniform(0.02, 0.04, 2), rng.uniform(0, 180), 0.1)
            texture.paint(image, scene.fill(at + (lobe - at) * 1.35), muscle)
            texture.paint(image, scene.fill(lobe), urine * rng.uniform(0.7, 0.95))


def prostate(scene, image, muscle, grain):
    """Dark capsule, bright peripheral zone as a crescent at the back, nodular transition zone in front."""
    rng = scene.rng
    at = shapes.jitter(rng, (0, 0.06), 0.02)
    breadth, depth = rng.uniform(0.17, 0.25), rng.uniform(0.13, 0.19)
    outline = shapes.blob(rng, at, (breadth, depth), 0, 0.03)
    texture.paint(image, scene.fill(at + (outline - at) * 1.06), muscle * 0.9)
    gland = scene.fill(outline)
    bright, share = rng.uniform(0.6, 0.9), rng.uniform(0.62, 0.85)
    texture.paint(image, gland, bright, texture.tissue(scene, 0.06, 0.04))
    core = shapes.blob(rng, at - (0, depth * rng.uniform(0.25, 0.38)), (breadth * share * 1.03, depth * share), 0, 0.04)
    inner = scene.fill(core) * gland
    darker = bright * rng.uniform(0.4, 0.62)
    texture.paint(image, inner, darker, grain * 1.5)
    for _ in range(int(rng.integers(2, 9))):  # adenoma nodules
        spot = shapes.jitter(rng, core.mean(0), 0.6 * depth)
        nodule = shapes.blob(rng, spot, rng.uniform(0.02, 0.055, 2), rng.uniform(0, 180), 0.08)
        texture.paint(image, scene.fill(nodule) * inner, darker * rng.uniform(0.65, 1.5), grain * 1.5)
    rim = scene.stroke(np.concatenate([core, core[:1]]), 0.012) * gland
    image[rim > 0] = darker * 0.7  # surgical capsule
    scene.target("prostate", gland)
    scene.target("transition zone", inner, over=("prostate",))
    scene.target("peripheral zone", gland * (1 - inner), over=("prostate",))
