"""From a stranger's bytes to pixels: an image is looked at before any of it is decoded."""

from base64 import b64decode
from binascii import Error as NotBase64
from dataclasses import dataclass, replace
from io import BytesIO
from warnings import catch_warnings, simplefilter

import orjson
from PIL import Image

from ml_serving.contract import Refusal
from ml_serving.models.school_zone_vision.decode import ORIENTATION, decoded
from ml_serving.models.school_zone_vision.pixels import Pixels
from ml_serving.models.school_zone_vision.shrink import shrink

MOST_PIXELS = 4096 * 4096
MOST_BYTES = 24 * 1024 * 1024
SMALLEST_SIDE = 16

_FORMATS = ("JPEG", "PNG")
_DEEP = ("I", "F", "I;16", "I;16L", "I;16B", "I;16N")
_EXPECTED = (
    f"a JPEG or PNG of 8 bits a channel, {SMALLEST_SIDE} pixels a side at least, "
    f"{MOST_PIXELS:,} pixels and {MOST_BYTES:,} bytes at most"
)
_EXPECTED_JSON = '{"image": "<base64 of a JPEG or PNG>", "least_score": 0.05}'
_LYING = (5, 6, 7, 8)
"""EXIF orientations that swap width and height."""


@dataclass(frozen=True, slots=True)
class Picture:
    """What the network sees (at its own size), and the size of what was sent (upright)."""

    pixels: Pixels
    width: int
    height: int
    least_score: float = 0.0
    """What the sender wants to hear of; the archive's own least score holds besides."""


def read_body(body: bytes, content_type: str, *, size: tuple[int, int]) -> Picture | Refusal:
    """A picture of `size` (width, height) from an image's bytes, or from JSON that carries them."""
    if content_type.partition(";")[0].strip().lower() != "application/json":
        return read_image(body, size=size)
    sent = _unpacked(body)
    if isinstance(sent, Refusal):
        return sent
    image, least_score = sent
    picture = read_image(image, size=size)
    return picture if isinstance(picture, Refusal) else replace(picture, least_score=least_score)


def read_image(body: bytes, *, size: tuple[int, int]) -> Picture | Refusal:
    """Never raises: Pillow's decoders fail in many ways, and each is the sender's to hear of."""
    if len(body) > MOST_BYTES:
        return Refusal("the image has too many bytes", _EXPECTED)
    try:
        with _opened(body) as image:
            wrong = _wrong(image)
            return Refusal(wrong, _EXPECTED) if wrong else _seen(image, body, size)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        return Refusal("it has too many pixels", _EXPECTED)
    except Exception:
        return Refusal("this is no whole JPEG or PNG", _EXPECTED)


def shrunk(pixels: Pixels, *, size: tuple[int, int]) -> Picture:
    """A frame that is already decoded, at the network's size."""
    height, width = pixels.shape[:2]
    lying = turned(size, width=width, height=height)
    return Picture(shrink(pixels, size=lying), width, height)


def turned(size: tuple[int, int], *, width: int, height: int) -> tuple[int, int]:
    """A network that is wider than high sees a picture that is higher than wide upright, too."""
    return size[::-1] if (height > width) == (size[0] > size[1]) else size


def _wrong(image: Image.Image) -> str | None:
    """What speaks against decoding it, by its header alone."""
    width, height = image.size
    if width * height > MOST_PIXELS:
        return f"{width} x {height} pixels are too many"
    if min(width, height) < SMALLEST_SIDE:
        return f"{width} x {height} pixels are too few"
    return "more than 8 bits a channel" if image.mode in _DEEP else None


def _opened(body: bytes) -> Image.Image:
    """Its header is read, and no more. Where Pillow would only warn of a bomb, it is one: its
    bound is far above ours, and a stranger's picture writes no line into our log."""
    with catch_warnings():
        simplefilter("error", Image.DecompressionBombWarning)
        return Image.open(BytesIO(body), formats=_FORMATS)


def _seen(image: Image.Image, body: bytes, size: tuple[int, int]) -> Picture:
    lying = image.getexif().get(ORIENTATION) in _LYING
    width, height = image.size[::-1] if lying else image.size
    seen = turned(size, width=width, height=height)
    pixels = decoded(image, body, size=seen[::-1] if lying else seen)
    return Picture(shrink(pixels, size=seen), width, height)


def _unpacked(body: bytes) -> tuple[bytes, float] | Refusal:
    try:
        sent = orjson.loads(body)
        if not isinstance(sent, dict) or not {"image"} <= set(sent) <= {"image", "least_score"}:
            return Refusal("the JSON has not the members it should have", _EXPECTED_JSON)
        least = sent.get("least_score", 0.0)
        if isinstance(least, bool) or not isinstance(least, int | float) or not 0 <= least <= 1:
            return Refusal("`least_score` is no number from 0 to 1", _EXPECTED_JSON)
        return b64decode(sent["image"], validate=True), float(least)
    except (orjson.JSONDecodeError, NotBase64, TypeError, ValueError):
        return Refusal("the body is no JSON with an image in base64", _EXPECTED_JSON)
