"""Pictures that are not what they say."""

import io
import struct
import zlib
from functools import cache
from random import Random

from PIL import Image


@cache
def a_picture(kind: str, mode: str = "RGB", size: tuple[int, int] = (64, 48)) -> bytes:
    """An honest one."""
    into = io.BytesIO()
    Image.linear_gradient("L").resize(size).convert(mode).save(into, kind)
    return into.getvalue()


@cache
def a_large_one(side: int = 10_000) -> bytes:
    """Ten thousand by ten thousand pixels in a few kilobytes."""
    row = b"\x00" + bytes((side + 7) // 8)
    return _png(side, side, depth=1, colour=0, data=zlib.compress(row * side, 9))


@cache
def a_bomb() -> bytes:
    """A small picture whose data inflate to two hundred megabytes."""
    packer = zlib.compressobj(9)
    data = b"".join(packer.compress(bytes(1_000_000)) for _ in range(200)) + packer.flush()
    return _png(16, 16, depth=8, colour=2, data=data)


def mutated(dice: Random) -> tuple[bytes, str]:
    """A picture with something wrong, and the content type it is sent with."""
    kind = dice.choice(("JPEG", "PNG", "GIF", "BMP", "WEBP", "TIFF"))
    picture = dice.choice(PICTURES)(kind, dice)
    told = dice.choice((f"image/{kind.lower()}", "image/jpeg", "image/png", "application/json"))
    return picture, told


def _cut(kind: str, dice: Random) -> bytes:
    whole = a_picture(kind)
    return whole[: dice.randrange(len(whole))]


def _noisy(kind: str, dice: Random) -> bytes:
    whole = bytearray(a_picture(kind))
    for _ in range(dice.randint(1, 30)):
        whole[dice.randrange(len(whole))] = dice.randrange(256)
    return bytes(whole)


def _odd_mode(_: str, dice: Random) -> bytes:
    return a_picture("PNG" if dice.random() < 0.5 else "TIFF", dice.choice(("1", "L", "P", "RGBA")))


def _odd_size(_: str, dice: Random) -> bytes:
    size = dice.choice(((1, 1), (1, 3000), (3000, 1), (2, 2), (640, 480)))
    return a_picture("JPEG", "RGB", size)


def _lies(_: str, dice: Random) -> bytes:
    """The header promises another size than the data hold."""
    size = dice.choice((0, 1, 65_535, 10_000, 2**31 - 1))
    return _png(size, dice.choice((1, size)), depth=8, colour=2, data=zlib.compress(bytes(100)))


def _huge(_: str, dice: Random) -> bytes:
    return a_large_one() if dice.random() < 0.5 else a_bomb()


def _nothing(_: str, dice: Random) -> bytes:
    return dice.choice((b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"<svg/>", b"%PDF"))


PICTURES = (_cut, _cut, _noisy, _noisy, _odd_mode, _odd_size, _lies, _huge, _nothing)


def _png(width: int, height: int, *, depth: int, colour: int, data: bytes) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    chunks = (_chunk(b"IHDR", head), _chunk(b"IDAT", data), _chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def _chunk(name: bytes, data: bytes) -> bytes:
    check = zlib.crc32(name + data)
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", check)
