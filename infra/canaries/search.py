"""Look for every canary in everything that was read."""

import gzip
import io
import zipfile
import zlib
from collections import defaultdict
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
    return [find for lying in _by_place(blobs) for find in _search_place(lying, needles)]


_Needles = Sequence[tuple[Canary, Sequence[tuple[str, bytes]]]]


def _by_place(blobs: Iterable[Blob]) -> Iterable[list[Blob]]:
    places: dict[tuple[str, str], list[Blob]] = defaultdict(list)
    for blob in _opened(blobs):
        places[(blob.room, blob.place)].append(blob)
    return places.values()


def _search_place(lying: Sequence[Blob], needles: _Needles) -> Iterator[Find]:
    """All of a place at one look; its rows are counted only where something was seen."""
    whole = b"\x00\x00".join(blob.body for blob in lying)
    for canary, forms in needles:
        seen = [(how, code) for how, code in forms if code in whole]
        if seen:
            rows = sum(any(code in blob.body for _, code in seen) for blob in lying)
            yield Find(canary, seen[0][0], lying[0].room, lying[0].place, rows)


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
    """Its name at least: a member under a passphrase, or packed in a manner that Python does not
    know (a NotImplementedError, which is a RuntimeError), is closed to us too."""
    try:
        return [name.encode(), archive.read(name)]
    except RuntimeError:
        return [name.encode()]
