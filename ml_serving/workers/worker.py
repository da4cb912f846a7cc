"""One worker process, from its start to its end, as the server sees it."""

import asyncio
import signal
from collections.abc import Callable
from dataclasses import dataclass

from ml_serving.workers.answer_frames import Answers, read_answers
from ml_serving.workers.batch_frames import Batch, batch_frame
from ml_serving.workers.birth import born, join
from ml_serving.workers.channel import Channel
from ml_serving.workers.frames import Frame, Kind
from ml_serving.workers.nursery import Nursery
from ml_serving.workers.offspring import Offspring
from ml_serving.workers.opening import (
    Loading,
    NotOpened,
    Opened,
    Opening,
    Ready,
    read_not_opened,
    read_opened,
    read_ready,
)
from ml_serving.workers.seen_frames import Features, read_seen

GRACE_S = 1.0
"""How long a worker may live on after its socket ended."""


@dataclass(frozen=True, slots=True)
class End:
    """`status` as the kernel has it: negative for a signal. `was_asked` for: it was closed. It
    `hung`, and was ended for it."""

    status: int
    was_asked: bool = False
    hung: bool = False

    @property
    def is_its_own_fault(self) -> bool:
        """SIGKILL and SIGTERM come from outside, or from a kernel out of memory."""
        from_outside = (0, -signal.SIGKILL, -signal.SIGTERM, -signal.SIGINT)
        return self.hung or self.status not in from_outside


class Worker:
    """`start`, `load`, then `compute` one batch at a time. `ended` is done when it is no more."""

    def __init__(self, opening: Opening, *, nursery: Nursery) -> None:
        loop = asyncio.get_running_loop()
        self._opening = opening
        self._nursery = nursery
        self._channel = Channel(on_frame=self._heard, on_end=self._lost)
        self._process: Offspring | None = None
        self._told: asyncio.Future[Opened | Ready | NotOpened] = loop.create_future()
        self._on_answers: Callable[[Answers], None] | None = None
        self._on_seen: Callable[[Features], None] | None = None
        self._reaping: asyncio.Task[None] | None = None
        self._was_asked = self._hung = False
        self.ended: asyncio.Future[End] = loop.create_future()
        self.device = ""

    @property
    def pid(self) -> int:
        return self._process.pid if self._process is not None else 0

    async def start(self) -> Opened | NotOpened:
        """Open the archive. Cancelled, it leaves no process."""
        try:
            self._process, ours = await born(self._nursery)
            await join(self._channel, ours)
        except OSError as error:
            return NotOpened(f"no worker could be started: {type(error).__name__}")
        told = await self._exchange(self._opening.frame())
        return NotOpened("a worker spoke out of turn") if isinstance(told, Ready) else told

    async def load(self, wanted: Loading) -> Ready | NotOpened:
        """Load the model and prove it. Cancelled, it leaves no process."""
        told = await self._exchange(wanted.frame())
        if isinstance(told, Opened):
            return NotOpened("a worker spoke out of turn")
        if isinstance(told, Ready):
            self.device = told.device
        return told

    def compute(
        self,
        batch: Batch,
        *,
        on_answers: Callable[[Answers], None],
        on_seen: Callable[[Features], None],
    ) -> None:
        """One batch. Its answers come once or a few at a time, then what was seen; or `ended`
        comes."""
        self._on_answers, self._on_seen = on_answers, on_seen
        self._channel.send(batch_frame(batch))

    def close(self) -> None:
        """No more batches: it goes by itself."""
        self._was_asked = True
        self._channel.close()

    def hang(self) -> None:
        """It says nothing and is ended."""
        self._hung = True
        self.kill()

    def kill(self) -> None:
        """Nobody wants it."""
        if self._process is not None:
            self._process.kill()

    async def _exchange(self, frame: Frame) -> Opened | Ready | NotOpened:
        if self._told.done():
            self._told = asyncio.get_running_loop().create_future()
        if self.ended.done():
            return NotOpened(_how(self.ended.result()))
        self._channel.send(frame)
        try:
            return await self._told
        except asyncio.CancelledError:
            self.kill()
            raise

    def _heard(self, frame: Frame) -> None:
        match frame.kind:
            case Kind.ANSWERS:
                if self._on_answers is not None:
                    self._on_answers(read_answers(frame))
            case Kind.SEEN:
                if self._on_seen is not None:
                    self._on_seen(read_seen(frame))
            case Kind.OPENED:
                self._tell(read_opened(frame.parts[0]))
            case Kind.READY:
                self._tell(read_ready(frame.parts[0]))
            case Kind.FAILED:
                self._tell(read_not_opened(frame.parts[0]))
            case _:
                raise ValueError("a frame that no worker sends")

    def _tell(self, told: Opened | Ready | NotOpened) -> None:
        if not self._told.done():
            self._told.set_result(told)

    def _lost(self) -> None:
        self._reaping = asyncio.get_running_loop().create_task(self._reap())

    async def _reap(self) -> None:
        """A worker that hung up may live on, or its socket have broken: it is ended either way."""
        assert self._process is not None
        try:
            async with asyncio.timeout(GRACE_S):
                status = await asyncio.shield(self._process.ended)
        except TimeoutError:
            self.kill()
            status = await self._process.ended
        end = End(status, self._was_asked, self._hung)
        self.ended.set_result(end)
        self._tell(NotOpened(_how(end)))


def _how(end: End) -> str:
    if end.status < 0:
        return f"its worker was ended by signal {-end.status} while loading"
    return f"its worker ended with status {end.status} while loading"
