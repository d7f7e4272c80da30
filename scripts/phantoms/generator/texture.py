"""Fields that make flat regions look like tissue, and the physics that comes after: blur, noise, vignetting.

Images are float32 with values about 0..1; fields have zero mean (or one, where they multiply).
"""
import cv2
import numpy as np


def smooth_noise(rng, height, width, scale, grain=1.0):
    """Zero-mean noise of standard deviation about `grain` with features of `scale` pixels."""
    rows, columns = max(2, int(height / scale) + 2), max(2, int(width / scale) + 2)
    coarse = rng.standard_normal((rows, columns), dtype=np.float32) * np.float32(grain)
    return cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC)


def tissue(scene, coarse=0.03, fine=0.02):
    """Mottled texture of a parenchyma: a slow and a quick component."""
    slow = smooth_noise(scene.rng, scene.height, scene.width, 24 * scene.unit, coarse)
    return slow + smooth_noise(scene.rng, scene.height, scene.width, 3 * scene.unit + 1, fine)


def bias_field(scene, strength):
    """Multiplicative field of mean about one (receive coil, illumination)."""
    return np.exp(smooth_noise(scene.rng, scene.height, scene.width, 130 * scene.unit, strength))


def blur(image, sigma):
    return image if sigma < 0.2 else cv2.GaussianBlur(image, (0, 0), float(sigma))


def normal_like(rng, image):
    return rng.standard_normal(image.shape, dtype=np.float32)


def gaussian(rng, image, sigma):
    return image + np.float32(sigma) * normal_like(rng, image)


def rician(rng, image, sigma):
    """Magnitude of a complex signal with noise in both channels (MR)."""
    real = image + np.float32(sigma) * normal_like(rng, image)
    return np.sqrt(real * real + (np.float32(sigma) * normal_like(rng, image)) ** 2)


def poisson(rng, image, counts):
    """Counting noise; `counts` are expected at value 1 (normal approximation)."""
    return image + np.sqrt(np.maximum(image, 0) / np.float32(counts)) * normal_like(rng, image)


def speckle(scene, image, strength):
    """Ultrasound: fully developed speckle, correlated along the lateral direction."""
    field = normal_like(scene.rng, image)
    field = cv2.GaussianBlur(field, (0, 0), sigmaX=1.4 * scene.unit, sigmaY=0.7 * scene.unit)
    return image * np.exp(np.float32(strength) * field / (field.std() + 1e-6))


def radius_map(scene, centre=(0.5, 0.5)):
    """Distance from a point (fractions of the image) in halves of the shorter side."""
    y = (np.arange(scene.height, dtype=np.float32) - centre[1] * scene.height)[:, None]
    x = (np.arange(scene.width, dtype=np.float32) - centre[0] * scene.width)[None]
    return np.sqrt(x * x + y * y) / (min(scene.height, scene.width) / 2)


def vignette(scene, strength):
    return 1 - np.float32(strength) * np.clip(radius_map(scene), 0, 1.4) ** 2 / 2


def paint(image, mask, value, texture=None):
    """Give a region its value (a number, or a colour for colour images) plus texture."""
    inside = mask.astype(bool)
    shape = inside.sum()
    if image.ndim == 3:
        value = np.asarray(value, np.float32)
        image[inside] = value if texture is None else value * (1 + texture[inside][:, None])
    else:
        image[inside] = np.full(shape, value, np.float32) if texture is None else value + texture[inside]


def shade(image, mask, factor):
    """Multiply a region by a factor or a colour."""
    image[mask.astype(bool)] *= np.asarray(factor, np.float32)


def to_8bit(image, gamma=1.0):
    """0..1 to 8-bit, clipped."""
    image = np.clip(image, 0, 1)
    if gamma != 1.0:
        image = cv2.pow(image, float(gamma))
    return np.round(image * 255).astype(np.uint8)
