"""Computed tomography: abdomen and chest slices in a soft-tissue window."""
import numpy as np

from . import shapes, texture
from .scene import Scene

VOCABULARY = ("liver", "spleen", "left kidney", "right kidney", "aorta", "inferior vena cava", "stomach", "gallbladder",
              "pancreas", "tumor", "left lung", "right lung", "heart", "vertebra")


def draw(rng, height, width):
    scene = Scene(rng, height, width, rotation=6)
    image = np.full((height, width), rng.uniform(0.0, 0.05), np.float32)
    soft = rng.uniform(0.36, 0.5)
    body = torso(scene, image, soft)
    (abdomen if rng.random() < 0.65 else chest)(scene, image, soft)
    scene.clip(body)
    return finish(scene, image), scene.present()


def torso(scene, image, soft):
    """Skin, fat and muscle, the table under the patient; returns the body's mask."""
    rng = scene.rng
    fat = soft * rng.uniform(0.45, 0.75)
    body = scene.fill(shapes.blob(rng, (0, 0), (0.95, 0.74), roughness=0.03, decay=2))
    texture.paint(image, body, fat, texture.tissue(scene, 0.01, 0.01))
    wall = scene.fill(shapes.blob(rng, (0, 0.01), (0.86, 0.65), roughness=0.03, decay=2))
    texture.paint(image, wall, soft * rng.uniform(0.85, 1.0), texture.tissue(scene, 0.02, 0.015))
    table = scene.stroke(shapes.smooth_path([(-0.8, 0.86), (0, 0.93), (0.8, 0.86)]), 0.015)
    image[table > 0] += 0.25
    return body


def spine(scene, image):
    rng = scene.rng
    centre = shapes.jitter(rng, (0.0, 0.42))
    vertebra = scene.fill(shapes.blob(rng, centre, (0.13, 0.11), roughness=0.05))
    process = scene.fill(shapes.thicken(shapes.smooth_path([centre, centre + (0, 0.2)]), 0.05))
    texture.paint(image, process, 0.75)
    texture.paint(image, vertebra, rng.uniform(0.68, 0.85), texture.tissue(scene, 0.05, 0.05))
    scene.target("vertebra", vertebra)
    for side in (-1, 1):
        for place in rng.uniform(0.15, 0.9, 3):
            angle = np.pi * (0.5 - side * place)
            dot = np.array([0.82 * np.cos(angle), 0.62 * np.sin(angle)])
            rib = shapes.blob(rng, dot, (0.05, 0.022), np.rad2deg(angle) + 90)
            texture.paint(image, scene.fill(rib), rng.uniform(0.7, 0.9))


def abdomen(scene, image, soft):
    rng = scene.rng
    cavity = scene.fill(shapes.blob(rng, (0, -0.06), (0.76, 0.5), roughness=0.04, decay=2))
    texture.paint(image, cavity, soft * rng.uniform(0.55, 0.85), texture.tissue(scene, 0.03, 0.015))
    spine(scene, image)
    grain = texture.tissue(scene, 0.015, 0.02)

    def organ(name, outline, contrast, chance=0.9, over=(), texture_gain=1.0):
        if rng.random() > chance:
            return None
        mask = scene.fill(outline)
        texture.paint(image, mask, soft * (1 + contrast), grain * texture_gain)
        return scene.target(name, mask, over=over)

    vessel = rng.uniform(0.05, 0.75)  # contrast phase: vessels and kidneys light up together
    near = lambda x, y, amount=0.04: shapes.jitter(rng, (x, y), amount)
    organ("stomach", shapes.blob(rng, near(0.33, -0.27), (rng.uniform(0.2, 0.32), 0.17), -25, 0.08),
          rng.choice([-0.55, -0.1, 0.05, 0.3]), 0.85, texture_gain=2)
    organ("spleen", shapes.blob(rng, near(0.6, 0.1), (0.12, rng.uniform(0.2, 0.28)), rng.uniform(10, 30), 0.07),
          rng.uniform(0.1, 0.4))
    liver_at = near(-0.36, -0.1)
    liver = organ("liver", shapes.blob(rng, liver_at, (0.38, rng.uniform(0.3, 0.38)), -20, 0.09),
                  rng.uniform(0.12, 0.4))
    if liver is not None and rng.random() < 0.45:
        spot = shapes.jitter(rng, liver_at, 0.16)
        radius = rng.uniform(0.05, 0.11)
        mask = scene.fill(shapes.blob(rng, spot, (radius, radius * 0.85), 0, 0.14, 1.0)) * liver
        texture.paint(image, mask, soft * rng.uniform(0.7, 0.95), grain)
        scene.target("tumor", mask, over=("liver",))
    for name, side in (("right kidney", -1), ("left kidney", 1)):
        outline = shapes.bean(rng, near(side * 0.36, 0.32), (0.11, 0.15), 180 * (side > 0) + rng.uniform(-25, 25))
        organ(name, outline, 0.2 + vessel * rng.uniform(0.6, 0.9))
    organ("pancreas", shapes.thicken(shapes.smooth_path([near(-0.1, 0.06), near(0.08, -0.04), near(0.28, 0.0)]),
                                     np.linspace(0.13, 0.07, 40)), rng.uniform(0.02, 0.2), 0.7, texture_gain=2)
    organ("gallbladder", shapes.blob(rng, near(-0.16, -0.24), (0.09, 0.065), rng.uniform(0, 90), 0.05),
          rng.uniform(-0.4, -0.2), 0.55)
    organ("inferior vena cava", shapes.blob(rng, near(-0.14, 0.22, 0.02), (0.075, 0.055), 0, 0.05), vessel * 0.6)
    organ("aorta", shapes.blob(rng, near(0.06, 0.24, 0.02), (0.065, 0.065), 0, 0.03), vessel + 0.1)


def chest(scene, image, soft):
    rng = scene.rng
    air = rng.uniform(0.03, 0.12)
    lungs = scene.empty()
    for name, side in (("right lung", -1), ("left lung", 1)):
        centre = shapes.jitter(rng, (side * 0.43, 0.0))
        lung = scene.fill(shapes.blob(rng, centre, (0.28, rng.uniform(0.38, 0.46)), side * 8, 0.06))
        texture.paint(image, lung, air, texture.tissue(scene, 0.01, 0.01))
        for _ in range(14):
            path = shapes.wandering_path(rng, shapes.jitter(rng, centre, 0.2), rng.uniform(0, 360), 0.15, steps=5)
            image[(scene.stroke(path, rng.uniform(0.008, 0.03)) * lung) > 0] = soft * rng.uniform(0.5, 0.9)
        scene.target(name, lung)
        lungs |= lung
        if rng.random() < 0.3:
            radius = rng.uniform(0.05, 0.1)
            at = shapes.jitter(rng, centre, 0.15)
            nodule = scene.fill(shapes.blob(rng, at, (radius, radius), 0, 0.12, 0.8)) * lung
            texture.paint(image, nodule, soft * rng.uniform(0.75, 1.0))
            scene.target("tumor", nodule, over=(name,))
    spine(scene, image)
    vessel = rng.uniform(0.1, 0.7)
    heart = scene.fill(shapes.blob(rng, shapes.jitter(rng, (0.1, -0.12)), (0.3, 0.24), 25, 0.05))
    texture.paint(image, heart, soft * (1 + 0.5 * vessel), texture.tissue(scene, 0.02, 0.02))
    scene.target("heart", heart)
    aorta = scene.fill(shapes.blob(rng, shapes.jitter(rng, (0.12, 0.27), 0.02), (0.075, 0.075), 0, 0.03))
    texture.paint(image, aorta, soft * (1.1 + vessel), texture.tissue(scene, 0.01, 0.02))
    scene.target("aorta", aorta)


def finish(scene, image):
    rng = scene.rng
    image = texture.blur(image, rng.uniform(0.5, 1.3) * scene.unit)
    image = texture.gaussian(rng, image, rng.uniform(0.01, 0.05))
    gain = rng.uniform(0.85, 1.2)
    return texture.to_8bit((image - 0.4) * gain + 0.4 + rng.uniform(-0.06, 0.06))
