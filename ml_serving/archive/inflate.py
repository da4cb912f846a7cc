"""From the bytes of a zip to the bytes of its members, or to what is wrong."""

import io
import struct
import zlib
from collections.abc import Mapping
from zipfile import BadZipFile, ZipFile

from ml_serving.archive.directory import directory_problem
from ml_serving.archive.limits import Limits
from ml_serving.archive.members import members_problem
from ml_serving.archive.refused import BadArchive

_BROKEN = (BadZipFile, zlib.error, struct.error, EOFError, OSError, RuntimeError, ValueError)
"""What `zipfile` raises of a zip that is not as it says; UnicodeDecodeError is a ValueError, and
NotImplementedError a RuntimeError."""


def inflate(archive: bytes, limits: Limits) -> Mapping[str, bytes] | BadArchive:
    """Every member by its name. A member's own size bounds what is read of it."""
    if problem := directory_problem(archive, limits):
        return BadArchive(problem)
    try:
        with ZipFile(io.BytesIO(archive)) as zipped:
            if problem := members_problem(zipped.infolist(), limits):
                return BadArchive(problem)
            return {member.filename: zipped.read(member) for member in zipped.infolist()}
    except _BROKEN:
        return BadArchive("it is a broken zip file")
