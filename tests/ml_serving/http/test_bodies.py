"""Bodies that were packed on the way: compressed, or in a form."""

import gzip
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ml_serving.http.body import sniffed
from ml_serving.http.inflate import NotInflatable, TooLargeInflated, deflated, inflated
from ml_serving.http.multipart import parts_of
from tests.ml_serving.examples import examples

KIB = 1024


def bare(body: bytes) -> bytes:
    """Deflate without zlib's frame, as some clients send it."""
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(body) + packer.flush()


@settings(max_examples=examples(40), deadline=None)
@given(body=st.binary(max_size=2000))
def test_whatever_was_packed_comes_out(body: bytes):
    assert inflated(gzip.compress(body), encoding="gzip", bound=4 * KIB) == body
    assert inflated(zlib.compress(body), encoding="deflate", bound=4 * KIB) == body
    for encoding in ("gzip", "deflate"):
        assert inflated(deflated(body, encoding=encoding), encoding=encoding, bound=4 * KIB) == body
    if body:
        assert inflated(bare(body), encoding="deflate", bound=4 * KIB) == body


def test_members_of_a_gzip_file_follow_each_other():
    two = gzip.compress(b"one ") + gzip.compress(b"two")
    assert inflated(two, encoding="gzip", bound=KIB) == b"one two"


@pytest.mark.parametrize("bound", [0, 10, KIB])
def test_no_more_than_the_bound_is_ever_made(bound: int):
    bomb = gzip.compress(bytes(10_000_000))
    with pytest.raises(TooLargeInflated):
        inflated(bomb, encoding="gzip", bound=bound)
    assert inflated(gzip.compress(bytes(bound)), encoding="gzip", bound=bound) == bytes(bound)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"plain",
        gzip.compress(b"cut off", mtime=0)[:-3],
        gzip.compress(b"", mtime=0) * 20,
        b"\x1f\x8b",
    ],
)
def test_what_is_torn_is_told(body: bytes):
    with pytest.raises(NotInflatable):
        inflated(body, encoding="gzip", bound=KIB)


CONTENT = st.binary(max_size=200).filter(lambda each: b"\r\n--line" not in each)


@settings(max_examples=examples(60), deadline=None)
@given(contents=st.lists(CONTENT, min_size=1, max_size=5))
def test_every_field_of_a_form_comes_out_whole(contents: list[bytes]):
    fields = [
        b'--line\r\nContent-Disposition: form-data; name="data"\r\nContent-Type: image/jpeg\r\n\r\n'
        + content
        for content in contents
    ]
    form = b"\r\n".join([*fields, b"--line--\r\n"])
    parts = parts_of(form, 'multipart/form-data; boundary="line"')
    assert parts is not None
    assert [part.body for part in parts] == contents
    assert {part.content_type for part in parts} == {"image/jpeg"}


@pytest.mark.parametrize(
    ("form", "kind"),
    [
        (b"--line\r\n\r\na\r\n--line--", "multipart/form-data"),
        (b"--line\r\n\r\na", "multipart/form-data; boundary=line"),
        (b"--line\r\na\r\n--line--", "multipart/form-data; boundary=line"),
        (b"nothing", "multipart/form-data; boundary=line"),
        (b"\r\n--a\r\n\r\n" * 100 + b"\r\n--a--", "multipart/form-data; boundary=a"),
        (b"", "multipart/form-data; boundary=" + "b" * 200),
    ],
)
def test_a_torn_form_is_none(form: bytes, kind: str):
    assert parts_of(form, kind) is None


@settings(max_examples=examples(100), deadline=None)
@given(form=st.binary(max_size=200), kind=st.text(max_size=60))
def test_noise_is_no_form(form: bytes, kind: str):
    parts = parts_of(form, f"multipart/form-data; boundary={kind}")
    assert parts is None or all(isinstance(part.body, bytes) for part in parts)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b'  {"a": 1}', "application/json"),
        (b"\n[1]", "application/json"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"\x89PNG\r\n", "image/png"),
        (b"", "application/octet-stream"),
    ],
)
def test_a_body_that_nobody_named_is_told_by_its_first_bytes(body: bytes, kind: str):
    assert sniffed(body) == kind
