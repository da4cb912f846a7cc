"""Pictures from people's phones, made anew: what a camera writes beside the picture stays out."""

import io
import struct
import zlib
from typing import Final

from PIL import Image, ImageOps

READ: Final = ("JPEG", "PNG", "WEBP")
"""Told by their first bytes, never by a name or a header."""
LARGEST: Final = 6 * 1024 * 1024
"""Bytes that come in; a phone's page sends a tenth of it."""
MOST_PIXELS: Final = 50_000_000
"""A picture that says it is larger is a bomb rather than a camera's."""
LONG_SIDE: Final = 1_600
QUALITY: Final = 80

DAMAGED: Final = (
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    OverflowError,
    IndexError,
    KeyError,
    TypeError,
    struct.error,
    zlib.error,
    Image.DecompressionBombError,
)
"""What Pillow raises of bytes that only look like a picture."""


class CleanPictures:
    """A `PictureCleaner`: decoded, turned upright, made smaller and written anew.

    Only pixels go over: no EXIF, XMP, IPTC, comment, colour profile or second picture.
    """

    def clean(self, body: bytes) -> bytes | None:
        if not 0 < len(body) <= LARGEST:
            return None
        try:
            return _anew(body)
        except DAMAGED:
            return None


def _anew(body: bytes) -> bytes | None:
    with Image.open(io.BytesIO(body), formats=READ) as taken:
        if taken.width * taken.height > MOST_PIXELS:
            return None
        taken.draft("RGB", (LONG_SIDE, LONG_SIDE))
        upright = ImageOps.exif_transpose(taken).convert("RGB")
    upright.thumbnail((LONG_SIDE, LONG_SIDE))
    return _written(upright)


def _written(picture: Image.Image) -> bytes:
    """Pixels alone: what the old picture said of itself is not handed on."""
    bare = Image.new("RGB", picture.size)
    bare.paste(picture)
    out = io.BytesIO()
    bare.save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue()
