"""An archive's file, held open as long as a version is made of it.

A store may give the name another file meanwhile: a folder into which a newer build was copied, a
bucket's cache that was fetched anew. A worker that is born later must find the bytes that were
proven, or the version would never come back from a crash.
"""

import os
from pathlib import Path


class Kept:
    """`path` leads every process of this user to the file itself, whatever its name is now."""

    def __init__(self, handle: int) -> None:
        self._handle = handle
        self.path = f"/proc/{os.getpid()}/fd/{handle}"

    @classmethod
    def of(cls, path: Path) -> "Kept":
        """Raises OSError where it cannot be read."""
        return cls(os.open(path, os.O_RDONLY | os.O_CLOEXEC))

    def close(self) -> None:
        """No worker will be born of it any more. Done twice it is done once."""
        handle, self._handle = self._handle, -1
        if handle >= 0:
            os.close(handle)
