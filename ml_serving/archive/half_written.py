"""A file appears under its name whole, or not at all."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

HALF = ".half-"
"""No archive begins so: what a power cut interrupted is never taken for one."""


@contextmanager
def half_written(folder: Path) -> Iterator[tuple[BinaryIO, Path]]:
    """A file of no name yet, and where it is; it is gone after the block unless it was moved."""
    folder.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=HALF, dir=folder)
    half = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file, half
    finally:
        half.unlink(missing_ok=True)


def finish(file: BinaryIO, half: Path) -> None:
    """On the disk, and readable by others: a name given from now on is a whole file's."""
    file.flush()
    os.fsync(file.fileno())
    half.chmod(0o644)


def settle(folder: Path) -> None:
    """A name is durable only once its folder is."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
