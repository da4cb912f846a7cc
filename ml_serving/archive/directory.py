"""The zip's own table of contents, checked before Python's reader believes it.

`zipfile` makes an object of every entry that a directory lists, however many; its size is read
here first (APPNOTE 6.3.10, section 4.3.16).
"""

import struct

from ml_serving.archive.limits import Limits

_END = struct.Struct("<4s4H2LH")
_LOCATOR = b"PK\x06\x07"
_LONGEST_ENTRY = 512
"""46 bytes, a name, and the little that archivers add."""


def directory_problem(archive: bytes, limits: Limits) -> str | None:
    """Why the directory is not to be read; None where it may be."""
    start = len(archive) - _END.size
    if start < 0 or archive[start : start + 4] != b"PK\x05\x06":
        return "it is no zip file, or not a whole one, or one with a comment"
    if archive[max(0, start - 20) :].startswith(_LOCATOR):
        return "it is a zip64 file; none of our archives is that large"
    _, disk, first_disk, here, entries, size, offset, comment = _END.unpack_from(archive, start)
    if disk or first_disk or here != entries or comment:
        return "it is one part of a zip in several parts"
    if entries > limits.members or size > limits.members * _LONGEST_ENTRY:
        return f"it holds more than {limits.members} files"
    if offset + size != start:
        return "something stands beside its files that its directory does not tell of"
    return None
