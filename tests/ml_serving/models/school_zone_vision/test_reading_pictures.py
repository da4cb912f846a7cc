"""A camera, or a stranger, sends bytes: what is a picture is read, and nothing else does harm."""

import struct
import warnings
import zlib
from base64 import b64encode
from io import BytesIO

import numpy as np
import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from ml_serving.contract import Refusal
from ml_serving.models.school_zone_vision.decode import decoded
from ml_serving.models.school_zone_vision.picture import Picture, read_body, read_image, shrunk
from ml_serving.models.school_zone_vision.shrink import shrink

SIZE = (64, 48)
PNG = b"\x89PNG\r\n\x1a\n"
JPEG = b"\xff\xd8\xff"


def an_image(
    width: int = 160, height: int = 120, *, form: str = "JPEG", mode: str = "RGB"
) -> bytes:
    encoded = BytesIO()
    Image.new(mode, (width, height), 120).save(encoded, form)
    return encoded.getvalue()


def a_png_header(width: int, height: int) -> bytes:
    """A PNG that claims its size in its first forty bytes, and holds next to nothing."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(bytes(1000))), (b"IEND", b""))
    return PNG + b"".join(a_chunk(kind, data) for kind, data in chunks)


def a_chunk(kind: bytes, data: bytes) -> bytes:
    summed = struct.pack(">I", zlib.crc32(kind + data))
    return struct.pack(">I", len(data)) + kind + data + summed


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_a_picture_is_seen_at_the_networks_size_and_remembers_its_own(form: str) -> None:
    picture = read_image(an_image(form=form), size=SIZE)
    assert isinstance(picture, Picture)
    assert (picture.width, picture.height) == (160, 120)
    assert picture.pixels.shape == (48, 64, 3)


def test_json_carries_the_same_picture() -> None:
    body = an_image()
    wrapped = orjson.dumps({"image": b64encode(body).decode()})
    plain, carried = (
        read_body(one, kind, size=SIZE)
        for one, kind in ((body, "image/jpeg"), (wrapped, "application/json; charset=utf-8"))
    )
    assert isinstance(plain, Picture)
    assert isinstance(carried, Picture)
    assert np.array_equal(plain.pixels, carried.pixels)


@pytest.mark.parametrize("mode", ["L", "CMYK"])
def test_grey_and_printed_pictures_become_red_green_and_blue(mode: str) -> None:
    picture = read_image(an_image(mode=mode), size=SIZE)
    assert isinstance(picture, Picture)
    assert picture.pixels.shape == (48, 64, 3)


def test_a_phone_held_upright_is_seen_upright() -> None:
    lying = Image.new("RGB", (160, 120))
    exif = lying.getexif()
    exif[0x0112] = 6
    encoded = BytesIO()
    lying.save(encoded, "JPEG", exif=exif)
    picture = read_image(encoded.getvalue(), size=SIZE)
    assert isinstance(picture, Picture)
    assert (picture.width, picture.height) == (120, 160)
    assert picture.pixels.shape == (64, 48, 3)


@pytest.mark.parametrize("side", [4097 * 16, 10_000, 2**31 - 1])
def test_ten_thousand_pixels_a_side_are_refused_before_any_is_decoded(side: int) -> None:
    with warnings.catch_warnings(record=True) as written:
        told = read_image(a_png_header(side, side), size=SIZE)
    assert isinstance(told, Refusal)
    assert "16,777,216 pixels" in told.expected
    assert "many" in told.reason
    assert written == [], "a stranger writes no line into the log"


def test_a_picture_that_breaks_off_is_refused() -> None:
    whole = an_image(640, 480)
    assert isinstance(read_image(whole[: len(whole) // 2], size=SIZE), Refusal)


@pytest.mark.parametrize("mode", ["RGB", "L"])
@pytest.mark.parametrize("side", [64, 127, 128, 500, 515])
def test_a_jpegs_pixels_are_pillows_at_every_scale(side: int, mode: str) -> None:
    noise = np.random.default_rng(side).integers(0, 256, (side, side, 3), np.uint8)
    encoded = BytesIO()
    Image.fromarray(noise).convert(mode).save(encoded, "JPEG")
    with Image.open(encoded) as theirs, Image.open(encoded) as unread:
        theirs.draft("RGB", SIZE)
        ours = decoded(unread, encoded.getvalue(), size=SIZE)
        assert np.array_equal(ours, np.asarray(theirs.convert("RGB")))


def test_bytes_behind_a_jpegs_end_do_it_no_harm() -> None:
    assert isinstance(read_image(an_image() + b"a camera's own", size=SIZE), Picture)


def test_sixteen_bits_a_channel_are_refused() -> None:
    told = read_image(an_image(form="PNG", mode="I;16"), size=SIZE)
    assert isinstance(told, Refusal)
    assert told.reason == "more than 8 bits a channel"


@pytest.mark.parametrize(
    "body",
    [b"", b"null", b"[]", b"{}", b'{"image": 3}', b'{"image": "*"}', b'{"image": "", "x": 1}'],
)
def test_json_without_a_picture_is_refused(body: bytes) -> None:
    assert isinstance(read_body(body, "application/json", size=SIZE), Refusal)


@given(
    body=st.binary(max_size=300),
    start=st.sampled_from([b"", JPEG, PNG]),
)
def test_nothing_that_is_no_picture_does_harm(body: bytes, start: bytes) -> None:
    told = read_image(start + body, size=SIZE)
    assert isinstance(told, Refusal)


@given(at=st.integers(0, 2_000), value=st.integers(0, 255))
def test_a_picture_with_a_wrong_byte_is_read_or_refused(at: int, value: int) -> None:
    body = bytearray(an_image())
    body[at % len(body)] = value
    assert isinstance(read_image(bytes(body), size=SIZE), Picture | Refusal)


def test_a_frame_that_is_decoded_already_is_shrunk_alike() -> None:
    frame = np.full((120, 160, 3), 77, np.uint8)
    picture = shrunk(frame, size=SIZE)
    assert (picture.width, picture.height, picture.pixels.shape) == (160, 120, (48, 64, 3))
    assert (picture.pixels == 77).all()


@pytest.mark.parametrize("size", [(64, 48), (100, 48), (200, 150), (100, 150)])
def test_shrinking_is_pillows_to_two_grey_levels(size: tuple[int, int]) -> None:
    frame = np.random.default_rng(1).integers(0, 256, (120, 160, 3), np.uint8)
    theirs = Image.fromarray(frame).resize(size, Image.Resampling.BILINEAR)
    ours = shrink(frame, size=size)
    assert ours.flags.c_contiguous
    assert np.abs(ours.astype(int) - np.asarray(theirs)).max() <= 2


def test_a_strip_of_a_million_pixels_is_no_burden() -> None:
    strip = np.full((1_000_000, 16, 3), 77, np.uint8)
    made = shrink(strip, size=SIZE)
    assert made.shape == (48, 64, 3)
    assert (made == 77).all()
