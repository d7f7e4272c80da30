"""Time-of-flight MR angiography of the head: flowing blood is bright, still tissue is dim."""
import numpy as np

from . import shapes, texture
from .scene import Scene

VOCABULARY = ("cerebral artery", "basilar artery", "aneurysm", "brain")


def draw(rng, height, width):
    scene = Scene(rng, height, width, rotation=10, scale=(0.9, 1.15))
    image = np.full((height, width), rng.uniform(0.01, 0.03), np.float32)
    axial, tree = rng.random() < 0.65, Tree(scene)
    brain = scene.target("brain", head(scene, image, axial))
    (circle_of_willis if axial else frontal_view)(tree, lambda *at, by=0.02: shapes.jitter(rng, at, by))
    below = scene.fill([(-0.4, 0.3), (0.4, 0.3), (0.4, 1.6), (-0.4, 1.6)])  # arteries of the neck, from the front
    tree.arteries *= brain if axial else brain | below
    blood = rng.uniform(0.75, 1.0)
    texture.paint(image, tree.basilar | tree.arteries, blood, texture.tissue(scene, 0.05, 0.02))
    scene.target("cerebral artery", tree.arteries | tree.basilar, over=("brain",))  # the basilar artery is one of them
    scene.target("basilar artery", tree.basilar, over=("brain", "cerebral artery"))
    if rng.random() < 0.6:
        aneurysm(scene, image, tree.forks[rng.integers(len(tree.forks))], blood)
    image = texture.blur(image, rng.uniform(0.4, 0.9) * scene.unit) * texture.bias_field(scene, rng.uniform(0.05, 0.2))
    image = texture.rician(rng, image, rng.uniform(0.01, 0.045))
    return texture.to_8bit(image * rng.uniform(0.95, 1.25), rng.uniform(0.8, 1.15)), scene.present()


def head(scene, image, axial):
    """Dim scalp, skull and brain (a source slice or a thin slab); a whole-head projection is darker still."""
    rng = scene.rng
    middle, radii = ((0, 0), (0.65, 0.79)) if axial else ((0, -0.16), (0.68, 0.62))
    dim = rng.uniform(0.16, 0.3) if rng.random() < 0.7 else rng.uniform(0.07, 0.14)
    if not axial:  # face and neck
        neck = scene.fill(shapes.blob(rng, (0, 0.5), (0.52, 0.7), roughness=0.03))
        texture.paint(image, neck, dim * rng.uniform(0.5, 0.8), texture.tissue(scene, 0.02, 0.02))
    outline = shapes.blob(rng, middle, radii, roughness=0.015)
    texture.paint(image, scene.fill(middle + (outline - middle) * 1.17), dim * rng.uniform(0.7, 1.5))
    texture.paint(image, scene.fill(middle + (outline - middle) * 1.08), dim * 0.25)
    brain, fluid, grain = scene.fill(outline), dim * rng.uniform(0.4, 0.6), texture.tissue(scene, 0.02, 0.015)
    texture.paint(image, brain, dim, grain)
    white = scene.fill(middle + (outline - middle) * (0.84 + 0.05 * np.sin(np.arange(96) * 1.1))[:, None])
    texture.paint(image, white, dim * rng.uniform(1.05, 1.2), grain)
    image[(scene.stroke([(0, -0.8), (0, -0.25)], 0.014) * brain) > 0] = fluid
    for side in (-1, 1):  # Sylvian fissures, or the ventricles from the front
        x, y = (0.42, -0.05) if axial else (0.1, -0.3)
        cleft = shapes.blob(rng, shapes.jitter(rng, (side * x, y)), (0.035, rng.uniform(0.07, 0.13)), side * 15, 0.08)
        texture.paint(image, scene.fill(cleft), fluid)
    if axial and rng.random() < 0.8:  # the cistern in which the circle of Willis lies
        texture.paint(image, scene.fill(shapes.blob(rng, (0, -0.04), (0.16, 0.13), 0, 0.15)), fluid)
    return brain


class Tree:
    """Artery masks, grown branch by branch; forks are the places where an aneurysm may sit."""

    def __init__(self, scene):
        self.scene, self.forks, self.size = scene, [], scene.rng.uniform(0.8, 1.25)
        self.arteries, self.basilar = scene.empty(), scene.empty()

    def branch(self, control, width, end=None, mask=None):
        path, widths = shapes.smooth_path(control, 24), np.linspace(width, end or width, 24) * self.size
        self.scene.stroke(path, widths, self.arteries if mask is None else mask)
        return path

    def twigs(self, start, directions, length, width, generations=2):
        """Ever thinner branches."""
        rng = self.scene.rng
        for direction in directions:
            path = shapes.wandering_path(rng, start, direction, length * rng.uniform(0.7, 1.3), 0.45, 10)
            self.scene.stroke(path, np.linspace(width, width * 0.5, 11) * self.size, self.arteries)
            for at in (4, 7) if generations > 1 else ():
                turn = direction + rng.choice([-1, 1]) * rng.uniform(25, 60)
                self.twigs(path[at], [turn], length * 0.5, width * 0.6, generations - 1)


def circle_of_willis(tree, near):
    """From below: front at the top."""
    rng, joint, top = tree.scene.rng, near(0, -0.2), near(0, 0.1)
    tree.branch([near(0, 0.1 + rng.uniform(0.07, 0.2)), top], 0.05, mask=tree.basilar)
    for side in (-1, 1):
        carotid, middle, start = near(side * 0.16, -0.05), near(side * 0.43, -0.07, by=0.04), joint + (side * 0.015, 0)
        tree.branch([carotid + (side * 0.015, 0.07), carotid], 0.058)
        tree.branch([carotid, near(side * 0.29, -0.11), middle], 0.042, 0.034)
        tree.twigs(middle, 90 - side * 90 + np.array([-55, 0, 50]), 0.26, 0.024)
        tree.branch([carotid, near(side * 0.08, -0.13), start], 0.034, 0.03)
        front = tree.branch([start, *(near(side * 0.03, y) for y in (-0.33, -0.48, -0.62))], 0.03, 0.016)
        tree.twigs(front[16], [-90 + side * 40], 0.16, 0.015)
        back = tree.branch([top, near(side * 0.13, 0.06), near(side * 0.22, 0.2), near(side * 0.2, 0.44)], 0.032, 0.02)
        tree.twigs(back[-1], [90 - side * 30, 90 + side * 15], 0.16, 0.016)
        if rng.random() < 0.5:  # posterior communicating artery
            tree.branch([carotid, near(side * 0.13, 0.06)], 0.018)
        tree.forks += [middle, carotid, joint, top]


def frontal_view(tree, near):
    """A projection from the front, with carotid siphons and vertebral arteries."""
    joint, top, union = near(0, 0.06), near(0, 0.26), near(0, 0.58)
    tree.branch([union, near(0, 0.42, by=0.03), top], 0.044, mask=tree.basilar)
    for side in (-1, 1):
        carotid, middle, start = near(side * 0.17, 0.12), near(side * 0.42, 0.08, by=0.04), joint + (side * 0.015, 0)
        tree.branch([near(side * 0.32, 1.05), near(side * 0.29, 0.66), near(side * 0.19, 0.5), near(side * 0.25, 0.33),
                     near(side * 0.15, 0.23), carotid], 0.06, 0.05)
        tree.branch([carotid, near(side * 0.29, 0.03), middle], 0.04, 0.032)
        tree.twigs(middle, -90 + side * np.array([-10, 35, 75]), 0.32, 0.022)
        tree.branch([carotid, start], 0.032)
        tree.branch([start, near(side * 0.03, -0.08), near(side * 0.02, -0.26), near(side * 0.03, -0.5)], 0.03, 0.016)
        tree.branch([near(side * 0.16, 1.05), near(side * 0.12, 0.76), union], 0.036)
        back = tree.branch([top, near(side * 0.14, 0.24), near(side * 0.3, 0.16, by=0.04)], 0.03, 0.02)
        tree.twigs(back[-1], [-90 + side * 50], 0.16, 0.015)
        tree.forks += [middle, carotid, joint, top]


def aneurysm(scene, image, fork, blood):
    """A sac on a fork; slow flow makes large ones a little darker."""
    rng, radius = scene.rng, scene.rng.uniform(0.035, 0.085)
    at = fork + radius * 0.7 * rng.uniform(-1, 1, 2)
    sac = scene.fill(shapes.blob(rng, at, (radius, radius * rng.uniform(0.75, 1)), rng.uniform(0, 180), 0.08))
    texture.paint(image, sac, blood * rng.uniform(0.8, 1.05), texture.tissue(scene, 0.03, 0.02))
    scene.target("aneurysm", sac, over=("brain",))
