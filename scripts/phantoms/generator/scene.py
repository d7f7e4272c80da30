"""A scene: one image being painted, with the masks of its named targets.

Shapes are given in canonical coordinates: x to the right, y down, the origin at the image centre and 1 half of the
shorter side. A random pose (rotation, scale, shift) maps them to pixels, so positions are typical but not fixed.
"""
import cv2
import numpy as np

SUBPIXEL_BITS = 4  # cv2.fillPoly takes fixed-point coordinates with this many fractional bits


class Scene:
    def __init__(self, rng, height, width, rotation=8.0, scale=(0.85, 1.05), shift=0.08, stretch=False):
        """rotation in degrees, shift in canonical units; stretch lets the scene follow a non-square image."""
        self.rng = rng
        self.height, self.width = height, width
        self.unit = min(height, width) / 256.0  # pixels per pixel of a 256-pixel image: scales line widths and blurs
        self.targets = {}
        half = np.array([width, height], np.float32) / 2
        reach = half if stretch else np.full(2, half.min(), np.float32)
        angle = np.deg2rad(rng.uniform(-rotation, rotation))
        zoom = rng.uniform(*scale) * rng.uniform(0.95, 1.05, 2)
        turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
        self.pixel_from_scene = (turn * zoom * reach[:, None]).astype(np.float32)
        self.origin = half + rng.uniform(-shift, shift, 2).astype(np.float32) * reach
        self.length_scale = float(np.sqrt(abs(np.linalg.det(self.pixel_from_scene))))

    def to_pixels(self, points):
        return np.asarray(points, np.float32) @ self.pixel_from_scene.T + self.origin

    def empty(self):
        return np.zeros((self.height, self.width), np.uint8)

    def fill(self, outline):
        """Mask (0/1) of a closed outline in canonical coordinates."""
        mask = self.empty()
        fixed = np.round(self.to_pixels(outline) * (1 << SUBPIXEL_BITS)).astype(np.int32)
        cv2.fillPoly(mask, [fixed], 1, shift=SUBPIXEL_BITS)
        return mask

    def stroke(self, path, width, mask=None):
        """Mask of an open path; width in canonical units, one number or one for each path point."""
        mask = self.empty() if mask is None else mask
        pixels = np.round(self.to_pixels(path)).astype(np.int32)
        widths = np.broadcast_to(np.asarray(width, np.float32), (len(pixels),))
        for start, end, w in zip(pixels[:-1], pixels[1:], widths):
            cv2.line(mask, tuple(map(int, start)), tuple(map(int, end)), 1, max(1, round(float(w) * self.length_scale)))
        return mask

    def discs(self, centres, radii):
        """Union of small discs; radii in canonical units."""
        mask = self.empty()
        for (x, y), radius in zip(self.to_pixels(centres), radii):
            pixels = max(1, round(float(radius) * self.length_scale))
            cv2.circle(mask, (round(float(x)), round(float(y))), pixels, 1, -1)
        return mask

    def target(self, name, mask, opaque=True, over=()):
        """Record a target. An opaque one hides what lies below it, except the targets named in `over`,
        which it is a part of (a tumour inside the liver)."""
        if opaque:
            keep = 1 - mask
            for other in self.targets:
                if other not in over:
                    self.targets[other] = self.targets[other] * keep
        self.targets[name] = mask
        return mask

    def hide(self, mask):
        """Something without a name (hair, a tool's shadow) covers the targets below it."""
        for name in self.targets:
            self.targets[name] = self.targets[name] * (1 - mask)

    def clip(self, mask):
        """Targets end where the field of view ends."""
        for name in self.targets:
            self.targets[name] = self.targets[name] * mask

    def present(self, minimum=24):
        """Targets of at least `minimum` pixels (in an image of 256 pixels), with masks as 0/1 uint8."""
        least = minimum * self.unit ** 2
        return {name: mask for name, mask in self.targets.items() if int(cv2.countNonZero(mask)) >= least}
