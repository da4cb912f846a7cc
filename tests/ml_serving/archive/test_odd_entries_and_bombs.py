"""What is no plain file, lies twice or over another, or grows without bound, is not unpacked."""

import struct
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile, ZipInfo

import pytest

from ml_serving.archive import Limits
from tests.ml_serving.archive.parts import (
    changed,
    members_of,
    refusal_of,
    rezipped,
    summed,
    zipped,
)


def with_entry(path, entry: ZipInfo, body: bytes = b"x") -> None:
    with ZipFile(path, "a") as archive:
        archive.writestr(entry, body)


def entry(name: str, *, mode: int = 0o100644) -> ZipInfo:
    told = ZipInfo(name)
    told.external_attr = mode << 16
    told.create_system = 3
    return told


@pytest.mark.parametrize(
    ("mode", "why"),
    [(0o120777, "symbolic link"), (0o040755, "no plain file"), (0o010644, "no plain file")],
)
def test_what_is_no_plain_file(path, mode, why):
    with_entry(path, entry("golden/x.bin", mode=mode), b"/etc/passwd")
    assert why in refusal_of(path)


def test_what_is_there_twice(path):
    with pytest.warns(UserWarning, match="Duplicate"):
        with_entry(path, entry("model.json"), b"{}")
    assert refusal_of(path) == "model.json is there twice"


def test_what_is_encrypted(path):
    body = bytearray(path.read_bytes())
    directory = body.index(b"PK\x01\x02")
    body[directory + 8] |= 1
    path.write_bytes(body)
    assert "is encrypted" in refusal_of(path)


def test_what_is_compressed_in_a_way_of_its_own(path):
    reason = refusal_of(zipped(path, members_of(path), method=ZIP_BZIP2))
    assert "neither stored nor deflated" in reason


def test_too_many_files(path):
    extra = {f"golden/case-{n}.{kind}": b"{}" for n in range(200) for kind in ("json", "bin")}
    assert refusal_of(rezipped(path, extra)) == "it holds more than 256 files"


def test_a_bomb_by_its_ratio(path):
    bomb = summed({**members_of(path), "golden/zeros.bin": bytes(4 << 20)})
    reason = refusal_of(zipped(path, bomb, method=ZIP_DEFLATED))
    assert reason == "golden/zeros.bin would inflate more than 200 times"


def test_a_bomb_by_its_size(path):
    bomb = summed({**members_of(path), "golden/zeros.bin": bytes(9 << 20)})
    reason = refusal_of(zipped(path, bomb, method=ZIP_DEFLATED))
    assert "golden/zeros.bin says it is 9437184 bytes long" in reason


def test_a_bomb_of_many_parts(path):
    reason = refusal_of(path, Limits(inflated=500))
    assert "together" in reason or "bytes long" in reason


def test_a_bomb_that_lies_about_its_size_is_never_inflated_further(path):
    """The directory says 10 bytes; what follows would be four million."""
    input_ = "golden/two-right-answers.bin"
    bomb = zipped(path, {**members_of(path), input_: bytes(4 << 20)}, method=ZIP_DEFLATED)
    body = bytearray(bomb.read_bytes())
    name = body.rindex(input_.encode())
    struct.pack_into("<L", body, name - 46 + 24, 10)
    path.write_bytes(body)
    assert refusal_of(path) == "it is a broken zip file"


def test_files_that_lie_over_each_other(path):
    """A better zip bomb (Fifield, WOOT 2019): one kernel of bytes, told of many times."""
    body = bytearray(path.read_bytes())
    first = body.index(b"PK\x01\x02")
    second = body.index(b"PK\x01\x02", first + 4)
    struct.pack_into("<L", body, second + 42, struct.unpack_from("<L", body, first + 42)[0])
    path.write_bytes(body)
    assert "lies over another file" in refusal_of(path)


def test_an_archive_that_is_too_long(path):
    assert "longer than the 1000 bytes" in refusal_of(path, Limits(archive=1000))


def test_a_manifest_that_is_too_long(path):
    told = changed(members_of(path)["model.json"], description="x" * 300_000)
    assert "model.json says it is" in refusal_of(rezipped(path, {"model.json": told}))


@pytest.mark.parametrize("tail", [b"x", b"PK\x05\x06" + bytes(18)])
def test_something_behind_the_archive(path, tail):
    path.write_bytes(path.read_bytes() + tail)
    assert "directory" in refusal_of(path) or "no zip file" in refusal_of(path)


def test_something_before_the_archive(path):
    path.write_bytes(b"#!/bin/sh\n" + path.read_bytes())
    assert "beside its files" in refusal_of(path)


@pytest.mark.parametrize("body", [b"", b"PK", b"\x00" * 22, b"not a zip at all, but long enough"])
def test_what_is_no_zip(path, body):
    path.write_bytes(body)
    assert "no zip file" in refusal_of(path)
