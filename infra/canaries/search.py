"""Look for every canary in everything that was read."""

import gzip
import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from infra.canaries.canary import Canary

DEEP = 3
"""How many wrappings of compression are undone."""


@dataclass(frozen=True, slots=True)
class Blob:
    """What lies in one place: `room` is a store, `place` a table, key or file in it."""

    room: str
    place: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Find:
    """A canary where it was found; `rows` of the place hold it."""

    canary: Canary
    form: str
    room: str
    place: str
    rows: int


def search(
    blobs: Iterable[Blob], canaries: Sequence[Canary], *, only_plain: bool = False
) -> list[Find]:
    """Each canary at most once a place, in the first of its forms that was seen there."""
    needles = [
        (canary, list(canary.plain() if only_plain else canary.forms())) for canary in canaries
    ]
    finds: dict[tuple[str, str, str], Find] = {}
    for blob in _opened(blobs):
        for canary, forms in needles:
            form = next((how for how, code in forms if code in blob.body), None)
            if form is None:
                continue
            key = (canary.name, blob.room, blob.place)
            rows = finds[key].rows + 1 if key in finds else 1
            finds[key] = Find(canary, form, blob.room, blob.place, rows)
    return list(finds.values())


def _opened(blobs: Iterable[Blob]) -> Iterator[Blob]:
    for blob in blobs:
        yield blob
        yield from _inside(blob, DEEP)


def _inside(blob: Blob, deep: int) -> Iterator[Blob]:
    for body in _unpacked(blob.body) if deep else ():
        inner = Blob(blob.room, blob.place, body)
        yield inner
        yield from _inside(inner, deep - 1)


def _unpacked(body: bytes) -> list[bytes]:
    """Members of an archive, or what was compressed as one stream; nothing for other bytes."""
    try:
        if body.startswith(b"PK\x03\x04"):
            with zipfile.ZipFile(io.BytesIO(body)) as archive:
                return [part for name in archive.namelist() for part in _member(archive, name)]
        if body.startswith(b"\x1f\x8b"):
            return [gzip.decompress(body)]
        if body[:1] == b"\x78":
            return [zlib.decompress(body)]
    except (zipfile.BadZipFile, OSError, EOFError, zlib.error):
        pass
    return []


def _member(archive: zipfile.ZipFile, name: str) -> list[bytes]:
    """Its name at least: a member under a passphrase is closed to us too."""
    try:
        return [name.encode(), archive.read(name)]
    except (RuntimeError, NotImplementedError):
        return [name.encode()]
