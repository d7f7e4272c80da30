"""CT angiography of abdomen, pelvis and chest; "aorta" is the bright lumen, without the thrombus round it."""
import numpy as np

from . import ct, shapes, texture
from .scene import Scene

VOCABULARY = ("aorta", "mural thrombus", "left kidney", "right kidney", "iliac artery", "vertebra")


def draw(rng, height, width):
    scene = Scene(rng, height, width, rotation=6)
    image = np.full((height, width), rng.uniform(0.0, 0.04), np.float32)
    soft = rng.uniform(0.26, 0.38)  # a wider window than plain CT, so that contrast and bone stay apart
    body, blood = ct.torso(scene, image, soft), soft + rng.uniform(0.38, 0.6)
    (abdomen, pelvis, chest)[rng.choice(3, p=[0.5, 0.25, 0.25])](scene, image, soft, blood)
    scene.clip(body)
    return ct.finish(scene, image), scene.present()


def vessel(scene, image, at, radius, blood, soft, sac=None):
    """Paint a lumen, in thrombus where sac gives an aneurysm's outer radius; the masks (lumen, thrombus)."""
    rng, grain, thrombus = scene.rng, texture.tissue(scene, 0.015, 0.02), scene.empty()
    if sac is not None:
        outline = shapes.blob(rng, at, (sac, sac * rng.uniform(0.88, 1.0)), rng.uniform(0, 180), 0.04)
        thrombus = scene.fill(outline)
        texture.paint(image, thrombus, soft * rng.uniform(0.9, 1.15), grain)
        for start in rng.integers(0, 96, int(rng.integers(1, 5))):  # calcified plaques in the wall
            plaque = outline[np.arange(start, start + rng.integers(3, 9)) % 96]
            image[(scene.stroke(plaque, 0.022) * thrombus) > 0] = rng.uniform(0.9, 1.0)
        at = at + shapes.rotate([(sac - radius) * rng.uniform(0.2, 0.7), 0], rng.uniform(0, 360))
    lumen = scene.fill(shapes.blob(rng, at, (radius, radius * rng.uniform(0.85, 1.0)), rng.uniform(0, 180), 0.04))
    texture.paint(image, lumen, blood, grain)
    return lumen, thrombus * (1 - lumen)


def cavity(scene, image, soft, loops):
    """Fat with loops of bowel in it."""
    rng = scene.rng
    fat = scene.fill(shapes.blob(rng, (0, -0.07), (0.75, 0.49), roughness=0.04, decay=2))
    texture.paint(image, fat, soft * rng.uniform(0.5, 0.75), texture.tissue(scene, 0.025, 0.015))
    for place in loops:
        loop = shapes.blob(rng, shapes.jitter(rng, place, 0.07), rng.uniform(0.07, 0.13, 2), 0, 0.12)
        texture.paint(image, scene.fill(loop), soft * rng.choice([0.35, 0.9, 1.05, 1.2]))


def kidneys(scene, image, soft, blood, aorta_at):
    """Bright cortex round darker pyramids (early phase), and the arteries that lead there."""
    rng, early = scene.rng, scene.rng.random() < 0.6
    cortex, medulla = soft + (blood - soft) * rng.uniform(0.5, 0.85), soft * rng.uniform(1.1, 1.5)
    for name, side in (("right kidney", -1), ("left kidney", 1)):
        at = shapes.jitter(rng, (side * 0.4, 0.27), 0.05)
        artery = shapes.smooth_path([aorta_at, (aorta_at + at) / 2 + (0, rng.uniform(-0.06, 0.04)), at], 20)
        image[scene.stroke(artery[:rng.integers(4, 18)], rng.uniform(0.014, 0.026)) > 0] = blood * 0.95
        turn = 180 * (side > 0) + rng.uniform(-25, 25)
        kidney = scene.target(name, scene.fill(shapes.bean(rng, at, rng.uniform((0.1, 0.13), (0.13, 0.18)), turn)))
        texture.paint(image, kidney, cortex, texture.tissue(scene, 0.02, 0.02))
        if early:
            angles = np.deg2rad(turn + rng.uniform(-15, 15) + np.array([60, 110, 160, 205, 250, 300]))
            spots = at + np.stack([0.06 * np.cos(angles), 0.084 * np.sin(angles)], 1)
            image[(scene.discs(spots, rng.uniform(0.018, 0.032, 6)) * kidney) > 0] = medulla


def abdomen(scene, image, soft, blood):
    rng, grain = scene.rng, texture.tissue(scene, 0.015, 0.02)
    cavity(scene, image, soft, [(0.35, -0.3), (0.1, -0.34), (0.5, -0.05), (0.2, -0.15), (-0.1, -0.3)])
    ct.spine(scene, image)
    for at, radii in (((-0.42, -0.14), (0.32, 0.3)), ((-0.15, 0.2), (0.075, 0.055))):  # liver, inferior vena cava
        organ = scene.fill(shapes.blob(rng, shapes.jitter(rng, at), radii, -20, 0.08))
        texture.paint(image, organ, soft * rng.uniform(1.0, 1.4), grain)
    sac = rng.uniform(0.11, 0.2) if rng.random() < 0.5 else None
    radius = sac * rng.uniform(0.45, 0.78) if sac else rng.uniform(0.05, 0.085)
    at = shapes.jitter(rng, (0.06, 0.3 - (sac or radius)), 0.015)
    kidneys(scene, image, soft, blood, at)
    lumen, thrombus = vessel(scene, image, at, radius, blood, soft, sac)
    scene.target("mural thrombus", thrombus)
    scene.target("aorta", lumen)
    image[scene.discs([at - (0.01, (sac or radius) + 0.07)], [0.024]) > 0] = blood * 0.95  # mesenteric artery


def pelvis(scene, image, soft, blood):
    """Below the aorta's division: two common iliac arteries before the last lumbar vertebra."""
    rng, grain = scene.rng, texture.tissue(scene, 0.02, 0.03)
    cavity(scene, image, soft, [(0.4, -0.3), (0.1, -0.3), (-0.2, -0.35), (-0.45, -0.2), (0.5, 0.0), (-0.05, -0.12)])
    vertebra = shapes.blob(rng, shapes.jitter(rng, (0, 0.36)), (0.17, 0.12), roughness=0.05)
    texture.paint(image, scene.target("vertebra", scene.fill(vertebra)), rng.uniform(0.55, 0.72), grain)
    arteries, thrombi, veins = scene.empty(), scene.empty(), rng.uniform(1.0, 1.3)
    for side in (-1, 1):
        psoas = scene.fill(shapes.blob(rng, shapes.jitter(rng, (side * 0.3, 0.26)), (0.11, 0.13), 0, 0.06))
        texture.paint(image, psoas, soft * rng.uniform(0.95, 1.1), grain * 0.5)
        wing = shapes.smooth_path([(side * 0.27, 0.5), (side * 0.45, 0.34), (side * 0.66, rng.uniform(0.05, 0.15))])
        texture.paint(image, scene.fill(shapes.thicken(wing, np.linspace(0.1, 0.05, 40))), rng.uniform(0.6, 0.8), grain)
        at = shapes.jitter(rng, (side * rng.uniform(0.1, 0.17), 0.14), 0.02)
        texture.paint(image, scene.fill(shapes.blob(rng, at + (side * 0.03, 0.07), (0.06, 0.045))), soft * veins)
        sac = rng.uniform(0.075, 0.11) if rng.random() < 0.3 else None
        lumen, thrombus = vessel(scene, image, at, rng.uniform(0.04, 0.062), blood, soft, sac)
        arteries, thrombi = arteries | lumen, (thrombi | thrombus) * (1 - lumen)
    scene.target("mural thrombus", thrombi)
    scene.target("iliac artery", arteries)


def chest(scene, image, soft, blood):
    """At the pulmonary trunk: the ascending aorta in front, the descending aorta beside the spine."""
    rng, air = scene.rng, scene.rng.uniform(0.01, 0.05)
    for side in (-1, 1):
        at = shapes.jitter(rng, (side * 0.47, 0.0))
        lung = scene.fill(shapes.blob(rng, at, (0.28, 0.42), side * 8, 0.06))
        image[lung > 0] = air
        for _ in range(16):
            path = shapes.wandering_path(rng, shapes.jitter(rng, at, 0.25), rng.uniform(0, 360), 0.12, steps=5)
            image[(scene.stroke(path, rng.uniform(0.006, 0.02)) * lung) > 0] = soft + rng.uniform(-0.1, 0.3)
    ct.spine(scene, image)
    texture.paint(image, scene.fill(shapes.blob(rng, (0, -0.08), (0.24, 0.27), 0, 0.06)), soft * rng.uniform(0.6, 0.95))
    trunk = shapes.smooth_path([(0.1, -0.22), (0.1, -0.08), shapes.jitter(rng, (-0.14, 0.03))])
    texture.paint(image, scene.fill(shapes.thicken(trunk, np.linspace(0.15, 0.1, 40))), soft + rng.uniform(0.1, 0.45))
    sac = rng.uniform(0.1, 0.15) if rng.random() < 0.4 else None
    radius = sac * rng.uniform(0.5, 0.78) if sac else rng.uniform(0.06, 0.085)
    lumen, thrombus = vessel(scene, image, shapes.jitter(rng, (0.1 + (sac or radius), 0.25)), radius, blood, soft, sac)
    front, _ = vessel(scene, image, shapes.jitter(rng, (-0.08, -0.14), 0.02), rng.uniform(0.09, 0.13), blood, soft)
    scene.target("mural thrombus", thrombus * (1 - front))
    scene.target("aorta", lumen | front)
