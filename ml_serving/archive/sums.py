"""`SHA256SUMS`, as `sha256sum -c` reads it: whoever unpacks an archive can check it by hand."""

import hashlib
import re
from collections.abc import Mapping

from ml_serving.archive.layout import SUMS

_LINE = re.compile(rb"([0-9a-f]{64})  ([\x21-\x7e]+)\n")


def sums_of(members: Mapping[str, bytes]) -> bytes:
    """One line a member, by name; not of the sums themselves."""
    lines = (
        f"{hashlib.sha256(body).hexdigest()}  {name}\n"
        for name, body in sorted(members.items())
        if name != SUMS
    )
    return "".join(lines).encode()


def sums_problem(members: Mapping[str, bytes]) -> str | None:
    """The first member that is not the one that was packed."""
    told = _told(members[SUMS])
    if told is None:
        return f"{SUMS} is not written as sha256sum writes it"
    if strange := sorted(told.keys() ^ (members.keys() - {SUMS})):
        return f"{strange[0]} is not both in the archive and in {SUMS}"
    for name, digest in told.items():
        if hashlib.sha256(members[name]).hexdigest() != digest:
            return f"{name} has another sha256 than {SUMS} says"
    return None


def _told(text: bytes) -> dict[str, str] | None:
    lines = list(_LINE.finditer(text))
    if b"".join(line[0] for line in lines) != text:
        return None
    return {line[2].decode(): line[1].decode() for line in lines}
