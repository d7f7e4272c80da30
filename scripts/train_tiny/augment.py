"""Changes that keep masks exact: geometry for image and masks alike, intensities for the image alone."""
import cv2
import numpy as np

from phantoms.generator import texture


def geometry(rng, image, masks, size, strong):
    """One warp of image and masks to the grid of `size`: scale, shift; with `strong` also turns, flips and bending."""
    height, width = image.shape[:2]
    y, x = np.mgrid[0:size, 0:size].astype(np.float32)
    u, v = (x + 0.5) / size - 0.5, (y + 0.5) / size - 0.5
    zoom = np.exp(rng.uniform(-0.35, 0.12)) if rng.random() < 0.5 else 1.0
    turn = np.deg2rad(rng.uniform(-180, 180) if strong and rng.random() < 0.5 else rng.uniform(-8, 8))
    flip = rng.choice([-1.0, 1.0], 2) if strong else np.ones(2)
    stretch = np.exp(rng.uniform(-0.15, 0.15, 2)) if strong else np.ones(2)
    if strong and rng.random() < 0.5:
        scale = rng.uniform(20, 120) * size / 256
        reach = rng.uniform(0.0, 0.12) * scale / size
        u = u + texture.smooth_noise(rng, size, size, scale, reach)
        v = v + texture.smooth_noise(rng, size, size, scale, reach)
    a, b = np.cos(turn) * zoom, np.sin(turn) * zoom
    room = max(0.0, 1 - zoom) / 2 + 0.02
    centre = rng.uniform(-room, room, 2)
    from_x = ((a * u - b * v) * flip[0] * stretch[0] + 0.5 + centre[0]) * width - 0.5
    from_y = ((b * u + a * v) * flip[1] * stretch[1] + 0.5 + centre[1]) * height - 0.5
    from_x, from_y = from_x.astype(np.float32), from_y.astype(np.float32)
    method = cv2.INTER_NEAREST if rng.random() < 0.5 else cv2.INTER_LINEAR
    warped = cv2.remap(image, from_x, from_y, method, borderMode=cv2.BORDER_CONSTANT)
    return warped, [cv2.remap(mask, from_x, from_y, cv2.INTER_NEAREST) for mask in masks]


def intensity(rng, image, strong):
    """8-bit (S, S, 3) to the same: contrast, gamma, blur, noise; with `strong` also inversion and channel changes."""
    values = image.astype(np.float32) / 255
    if strong and rng.random() < 0.25:
        values = 1 - values
    if strong and rng.random() < 0.2:
        values = values[..., rng.permutation(3)]
    if strong and rng.random() < 0.2:
        values = np.repeat(values.mean(2, keepdims=True), 3, 2)
    if rng.random() < 0.7:
        low, high = rng.uniform(-0.1, 0.25 if strong else 0.08), rng.uniform(0.75 if strong else 0.92, 1.2)
        values = np.clip(values * (high - low) + low, 0, 1)
        values = cv2.pow(values, float(np.exp(rng.uniform(-0.35, 0.35))))
    if strong and rng.random() < 0.25:
        values = cv2.GaussianBlur(values, (0, 0), rng.uniform(0.4, 1.3) * image.shape[0] / 256)
    if rng.random() < 0.3:
        noise = rng.standard_normal(image.shape[:2] + (1,), dtype=np.float32)
        values = values + np.float32(rng.uniform(0.005, 0.05 if strong else 0.025)) * noise
    return np.round(np.clip(values, 0, 1) * 255).astype(np.uint8)
