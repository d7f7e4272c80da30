"""The looks on offer: one module each with VOCABULARY (target names) and draw(rng, height, width).

draw returns an 8-bit image, (H, W) grey or (H, W, 3) RGB, and {target name: 0/1 mask}; hidden or tiny targets are
absent.
"""
import numpy as np

from . import (abstract, composite, ct, cta, dermoscopy, endoscopy, fundus, microscopy, mr, mr_flair, mr_t2w, mr_tof,
               oct, pet, ultrasound, xray)

LOOKS = {"ct": ct, "mr": mr, "ultrasound": ultrasound, "x_ray": xray, "fundus": fundus, "dermoscopy": dermoscopy,
         "endoscopy": endoscopy, "pet": pet, "microscopy": microscopy, "oct": oct, "cta": cta,
         "mr_flair": mr_flair, "mr_tof": mr_tof, "mr_t2w": mr_t2w}
UNNAMED = {"abstract": abstract, "composite": composite}
TRAINING_LOOKS = {**LOOKS, **UNNAMED}


def vocabulary():
    """Every target name, each once, in a fixed order."""
    return sorted({name for look in LOOKS.values() for name in look.VOCABULARY})


def draw(look, seed, height, width):
    """The image of a look for a seed (an int or a sequence of ints); the same arguments give the same pixels."""
    rng = np.random.Generator(np.random.PCG64(seed))
    return TRAINING_LOOKS[look].draw(rng, height, width)


def as_rgb(image):
    return image if image.ndim == 3 else np.repeat(image[..., None], 3, 2)
