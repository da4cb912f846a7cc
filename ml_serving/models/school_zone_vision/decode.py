"""An image's pixels as they lie in the file, at no more of them than the network is likely to want.

A JPEG is decoded at one of its own scales. libjpeg-turbo does that for Pillow, too, in rows that
Pillow copies twice: asked directly, it gives the same numbers in three quarters of the time.
"""

import numpy as np
import simplejpeg
from PIL import Image, ImageOps

from ml_serving.models.school_zone_vision.pixels import Pixels

ORIENTATION = 0x0112
"""The EXIF tag that says how the camera was held."""

_SCALES = (8, 4, 2)
_AS_IT_LIES = (None, 1)


def decoded(image: Image.Image, body: bytes, *, size: tuple[int, int]) -> Pixels:
    """Upright, and a JPEG at the smallest of its scales that is not below `size`, which is the
    file's own way round: width, height. `image` is what Pillow found in `body`, undecoded. Raises
    what Pillow raises, which is anything."""
    plainly = image.format == "JPEG" and image.getexif().get(ORIENTATION) in _AS_IT_LIES
    quickly = _by_turbo(body, image.size, size) if plainly else None
    return _by_pillow(image, size) if quickly is None else quickly


def _by_turbo(body: bytes, whole: tuple[int, int], size: tuple[int, int]) -> Pixels | None:
    """None where it is not sure, as of a file that breaks off or of a printer's inks: Pillow
    decides then."""
    width, height = whole
    fits = min(width // size[0], height // size[1])
    scale = next((each for each in _SCALES if each <= fits), 1)
    least = {"min_width": -(-width // scale), "min_height": -(-height // scale)}
    try:
        if simplejpeg.decode_jpeg_header(body)[:2] != (height, width):
            return None
        return simplejpeg.decode_jpeg(body, **least)
    except ValueError:
        return None


def _by_pillow(image: Image.Image, size: tuple[int, int]) -> Pixels:
    image.draft("RGB", size)
    ImageOps.exif_transpose(image, in_place=True)
    return np.asarray(image if image.mode == "RGB" else image.convert("RGB"))
