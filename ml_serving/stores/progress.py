"""How far a transfer has come, for whoever waits."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

Progress: TypeAlias = Callable[[int, int], None]
"""Bytes so far, and bytes in all."""


def silent(_done: int, _all: int) -> None:
    """Nobody waits."""


class Watched(io.BufferedReader):
    """A file that tells how much of it has been read; read again, it tells again."""

    def __init__(self, path: Path, progress: Progress) -> None:
        super().__init__(io.FileIO(path))
        self._all = path.stat().st_size
        self._progress = progress

    def read(self, size: int | None = -1, /) -> bytes:
        body = super().read(size)
        self._progress(self.tell(), self._all)
        return body
