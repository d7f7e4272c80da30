"""Picture files, RGB in memory."""

from pathlib import Path
from typing import Optional

import cv2
import numpy as np

from .errors import OverlayError


def decode(path: Path, flags: int) -> Optional[np.ndarray]:
    """As OpenCV gives it; None where the file is no picture."""
    try:
        data = np.fromfile(path, np.uint8)
    except OSError as error:
        raise OverlayError(f"{path}: can't be read: {error.strerror}")
    return cv2.imdecode(data, flags) if data.size else None


def read_image(path: Path) -> np.ndarray:
    """uint8 [height, width, 3]; of 16 bits a channel the upper eight, as `imis` takes them."""
    image = decode(path, cv2.IMREAD_COLOR | cv2.IMREAD_ANYDEPTH | cv2.IMREAD_IGNORE_ORIENTATION)
    if image is None or image.dtype not in (np.uint8, np.uint16):
        raise OverlayError(f"{path}: is no image of 8 or 16 bits a channel")
    if image.dtype == np.uint16:
        image = (image >> 8).astype(np.uint8)
    return cv2.cvtColor(image, cv2.COLOR_BGR2RGB)


def write_picture(path: Path, picture: np.ndarray) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    done, png = cv2.imencode(".png", cv2.cvtColor(picture, cv2.COLOR_RGB2BGR), [cv2.IMWRITE_PNG_COMPRESSION, 9])
    if not done:
        raise OverlayError(f"{path}: OpenCV can't encode the picture")
    path.write_bytes(png.tobytes())
