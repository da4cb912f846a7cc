"""Objects as files of one folder: for a development machine, and for tests."""

import asyncio
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import ParamSpec, TypeVar

from domains.kernel.object_store import ObjectsUnavailable, checked_key, checked_prefix

_HALF = ".half-"
"""No key begins so: a write that a power cut interrupted is never listed."""

P = ParamSpec("P")
T = TypeVar("T")


class FileObjects:
    """One file an object. A write is whole and on the disk before the caller goes on."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder.resolve()

    async def put(self, key: str, body: bytes, *, content_type: str) -> None:  # noqa: ARG002
        await _apart(self._write, checked_key(key), body, os.replace)

    async def put_new(self, key: str, body: bytes, *, content_type: str) -> bool:  # noqa: ARG002
        return await _apart(self._write, checked_key(key), body, os.link)

    async def get(self, key: str) -> bytes | None:
        try:
            return await _apart((self._folder / checked_key(key)).read_bytes)
        except FileNotFoundError:
            return None

    async def delete(self, key: str) -> None:
        await _apart((self._folder / checked_key(key)).unlink, missing_ok=True)

    async def list(self, prefix: str) -> list[str]:
        return await _apart(_keys, self._folder, checked_prefix(prefix))

    def _write(self, key: str, body: bytes, place: Callable[[str, Path], None]) -> bool:
        home = self._folder / key
        home.parent.mkdir(parents=True, exist_ok=True)
        with _half_written(home.parent, body) as half:
            try:
                place(half, home)
            except FileExistsError:
                return False
        _settle(home.parent)
        return True


async def _apart(act: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """In a thread; what is not there stays itself, what else a disk does is an outage."""
    try:
        return await asyncio.to_thread(act, *args, **kwargs)
    except FileNotFoundError:
        raise
    except OSError as fault:
        raise ObjectsUnavailable(type(fault).__name__) from fault


def _keys(folder: Path, prefix: str) -> list[str]:
    keys = (
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith(_HALF)
    )
    return sorted(key for key in keys if key.startswith(prefix))


@contextmanager
def _half_written(folder: Path, body: bytes) -> Iterator[str]:
    handle, half = tempfile.mkstemp(prefix=_HALF, dir=folder)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
        yield half
    finally:
        Path(half).unlink(missing_ok=True)


def _settle(folder: Path) -> None:
    """A name is durable only once its folder is."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
