"""Ultrasound: apical view of the heart in a sector, and a breast lesion under a linear probe."""
import numpy as np

from . import shapes, texture
from .scene import Scene

VOCABULARY = ("left ventricle", "myocardium", "left atrium", "breast lesion", "fetal head", "fat layer")


def draw(rng, height, width):
    view = rng.choice(3, p=[0.45, 0.35, 0.2])
    scene = Scene(rng, height, width, rotation=8, stretch=view == 1)
    image = (heart, breast, fetus)[view](scene)
    image = np.maximum(image, 0.004) * texture.bias_field(scene, 0.15)
    image = texture.speckle(scene, image, rng.uniform(0.35, 0.7))
    image = texture.blur(image, rng.uniform(0.4, 0.9) * scene.unit)
    if view != 1:
        fan = sector(scene)
        image = image * fan
        scene.clip(fan)
    return texture.to_8bit(image * rng.uniform(0.9, 1.25), rng.uniform(0.7, 1.0)), scene.present()


def sector(scene):
    """The field of view of a curved probe, in image coordinates."""
    apex_y = -1.02
    half = scene.rng.uniform(36, 48)
    angle = np.deg2rad(np.linspace(90 - half, 90 + half, 40))
    far, near = 2.0, 0.06
    outer = np.stack([far * np.cos(angle), apex_y + far * np.sin(angle)], 1)
    inner = np.stack([near * np.cos(angle), apex_y + near * np.sin(angle)], 1)
    return scene.fill(np.concatenate([outer, inner[::-1]]))


def heart(scene):
    rng = scene.rng
    image = np.full((scene.height, scene.width), rng.uniform(0.1, 0.22), np.float32)
    image += texture.tissue(scene, 0.07, 0.03)
    lean = rng.uniform(-12, 12)
    centre = shapes.jitter(rng, (0.02, -0.2), 0.06)
    length, breadth = rng.uniform(0.38, 0.48), rng.uniform(0.2, 0.27)
    cavity_outline = shapes.blob(rng, centre, (breadth, length), lean, 0.04)
    wall_outline = centre + (cavity_outline - centre) * rng.uniform(1.3, 1.55) + (0, -0.02)
    base_y = centre[1] + length * 0.8
    cut = (scene.to_pixels(np.array([[0, base_y]]))[0, 1])
    below = np.arange(scene.height)[:, None] > cut
    wall, cavity = scene.fill(wall_outline), scene.fill(cavity_outline)
    wall[np.broadcast_to(below, wall.shape)] = 0
    cavity[np.broadcast_to(below, cavity.shape)] = 0
    atrium = scene.fill(shapes.blob(rng, (centre[0] + 0.03, base_y + 0.27), (breadth * 1.05, 0.24), 0, 0.05))
    atrium = atrium * (1 - wall)
    dark = rng.uniform(0.02, 0.07)
    texture.paint(image, wall, rng.uniform(0.35, 0.6), texture.tissue(scene, 0.12, 0.05))
    texture.paint(image, atrium, dark * 1.3)
    texture.paint(image, cavity, dark, texture.tissue(scene, 0.015, 0.01))
    rim = scene.stroke(np.concatenate([cavity_outline, cavity_outline[:1]]), 0.02)
    image[rim > 0] *= rng.uniform(1.0, 1.5)
    scene.target("left atrium", atrium)
    scene.target("myocardium", wall * (1 - cavity))
    scene.target("left ventricle", cavity)
    return image


def breast(scene):
    rng = scene.rng
    image = np.full((scene.height, scene.width), rng.uniform(0.25, 0.4), np.float32)
    image += texture.tissue(scene, 0.06, 0.05)
    depth = rng.uniform(-0.75, -0.5)
    x = np.linspace(-1.6, 1.6, 40)
    border = depth + 0.06 * np.sin(x * rng.uniform(1, 3) + rng.uniform(0, 6))
    fat = scene.fill(np.concatenate([np.stack([x, border], 1), [(1.6, -1.0), (-1.6, -1.0)]]))
    texture.paint(image, fat, rng.uniform(0.12, 0.22), texture.tissue(scene, 0.03, 0.03))
    scene.target("fat layer", fat)
    for level in rng.uniform(-0.4, 0.9, 6):
        line = shapes.wandering_path(rng, (-1.4, level), rng.uniform(-6, 6), 2.8, 0.1)
        image[scene.stroke(line, rng.uniform(0.01, 0.03)) > 0] *= rng.uniform(1.2, 1.8)
    if rng.random() < 0.93:
        at = shapes.jitter(rng, (rng.uniform(-0.35, 0.35), rng.uniform(-0.2, 0.25)), 0.05)
        size = rng.uniform(0.14, 0.36)
        rough = rng.choice([0.05, 0.18])
        radii = (size, size * rng.uniform(0.55, 0.95))
        lesion = scene.fill(shapes.blob(rng, at, radii, rng.uniform(-20, 20), rough, 0.9))
        below = scene.fill(at + np.array([(-size * 0.8, 0), (size * 0.8, 0), (size * 0.9, 1.6), (-size * 0.9, 1.6)]))
        texture.shade(image, below, rng.choice([0.6, 1.4]))  # posterior shadow or enhancement
        texture.paint(image, lesion, rng.uniform(0.05, 0.13), texture.tissue(scene, 0.02, 0.02))
        scene.target("breast lesion", lesion)
    depth_gain = np.linspace(1.1, rng.uniform(0.4, 0.8), scene.height, dtype=np.float32)[:, None]
    return image * depth_gain


def fetus(scene):
    rng = scene.rng
    image = np.full((scene.height, scene.width), rng.uniform(0.1, 0.25), np.float32)
    image += texture.tissue(scene, 0.08, 0.03)
    at = shapes.jitter(rng, (0, 0.05), 0.1)
    radii = (rng.uniform(0.36, 0.5), rng.uniform(0.3, 0.38))
    outline = shapes.blob(rng, at, radii, rng.uniform(-30, 30), 0.015)
    head = scene.fill(outline)
    texture.paint(image, head, rng.uniform(0.08, 0.16), texture.tissue(scene, 0.03, 0.02))
    bone = scene.stroke(np.concatenate([outline, outline[:1]]), 0.04)
    image[bone > 0] = rng.uniform(0.6, 0.9)
    image[(scene.stroke([at - (radii[0], 0), at + (radii[0], 0)], 0.015) * head) > 0] = 0.4
    scene.target("fetal head", head)
    return image
