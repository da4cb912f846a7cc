"""A form with one file, as `curl -F data=@picture.jpg` sends it (RFC 7578)."""

import re
from dataclasses import dataclass

MOST_PARTS = 8
BOUNDARY = re.compile(r'boundary=(?:"([ -!#-~]{1,70})"|([!#-+\--:=?-~]{1,70}))', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Part:
    """One field. `content_type` empty where the form said none."""

    content_type: str
    body: bytes


def parts_of(body: bytes, content_type: str) -> list[Part] | None:
    """The fields of a form; None when it is not one, is cut off, or has more than eight."""
    boundary = _boundary(content_type)
    if boundary is None:
        return None
    pieces = (b"\r\n" + body).split(b"\r\n--" + boundary, MOST_PARTS + 2)
    if len(pieces) < 3 or not pieces[-1].startswith(b"--"):
        return None
    parts = [_part(piece) for piece in pieces[1:-1]]
    return None if None in parts else [part for part in parts if part is not None]


def _boundary(content_type: str) -> bytes | None:
    found = BOUNDARY.search(content_type)
    return (found[1] or found[2]).encode() if found else None


def _part(piece: bytes) -> Part | None:
    head, empty_line, body = piece.partition(b"\r\n\r\n")
    if not empty_line:
        return None
    for line in head.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.strip().lower() == b"content-type":
            return Part(value.strip().decode("latin-1"), body)
    return Part("", body)
