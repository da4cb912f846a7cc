"""The server's end of a worker's socket."""

import asyncio
from collections.abc import Callable
from typing import cast

from ml_serving.workers.frames import BadFrame, Frame, written
from ml_serving.workers.read_frames import FrameReader

JOINED = 64 * 1024
"""Bytes under which joining the parts costs less than handing each to the kernel."""


class Channel(asyncio.Protocol):
    """`on_frame` for whatever the worker says, `on_end` once when it can say nothing more."""

    def __init__(self, *, on_frame: Callable[[Frame], None], on_end: Callable[[], None]) -> None:
        self._on_frame = on_frame
        self._on_end = on_end
        self._reader = FrameReader()
        self._transport: asyncio.Transport | None = None

    def send(self, frame: Frame) -> None:
        """To a worker that is gone it goes nowhere; its end is told anyway."""
        if self._transport is None:
            return
        parts = written(frame)
        if sum(len(part) for part in parts) <= JOINED:
            self._transport.write(b"".join(parts))
        else:
            self._transport.writelines(parts)

    def close(self) -> None:
        """After what is written: the worker reads its end and goes."""
        if self._transport is not None:
            self._transport.close()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        try:
            for frame in self._reader.feed(data):
                self._on_frame(frame)
        except (BadFrame, ValueError):
            if self._transport is not None:
                self._transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002
        self._transport = None
        self._on_end()
