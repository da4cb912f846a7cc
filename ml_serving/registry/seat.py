"""A place for one worker, taken again whenever it falls empty."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from ml_serving.registry.description import WorkerState, WorkerStatus
from ml_serving.registry.dispatch import Dispatch
from ml_serving.registry.process import memory_bytes, started
from ml_serving.workers.backoff import Backoff
from ml_serving.workers.opening import Loading, NotOpened, Ready
from ml_serving.workers.worker import Worker


@dataclass(frozen=True, slots=True)
class Terms:
    """What all workers of a version have in common. `hire` makes one that is not started."""

    hire: Callable[[], Worker]
    loading: Loading
    dispatch: Dispatch
    backoff: Backoff
    load_s: float
    threads: int
    dice: Random
    clock: Callable[[], float]


class Seat:
    """`fill` it once; a worker that dies is followed by another, later each time, until it is
    left (`leave`: after its batch) or cleared (`clear`: at once)."""

    def __init__(self, number: int, terms: Terms) -> None:
        self._number = number
        self._terms = terms
        self._worker: Worker | None = None
        self._keeping: asyncio.Task[None] | None = None
        self._is_left = False
        self._state = WorkerState.LOADING
        self._again_at = 0.0
        self._load_s = 1.0
        self._restarts = 0

    async def fill(self, opened: Worker | None = None) -> Ready | NotOpened:
        """By a worker whose archive is open already, or by a new one; ready when this returns."""
        told = await self._start(opened)
        if isinstance(told, Ready):
            self._keeping = asyncio.create_task(self._keep())
        return told

    async def leave(self) -> None:
        """No batch after the one under way."""
        self._is_left = True
        if self._state is not WorkerState.READY or self._worker is None:
            return await self.clear()
        self._state = WorkerState.STOPPING
        self._terms.dispatch.leave(self._worker)
        if self._keeping is not None:
            await asyncio.wait([self._keeping])
        return None

    async def clear(self) -> None:
        """Whatever it does."""
        self._is_left = True
        if self._keeping is not None:
            self._keeping.cancel()
            await asyncio.wait([self._keeping])
        if self._worker is not None and self._worker.pid:
            self._worker.kill()
            end = await asyncio.shield(self._worker.ended)
            self._terms.dispatch.lose(self._worker, end)

    def ready_in(self, now: float) -> float:
        """Seconds, as far as can be told."""
        match self._state:
            case WorkerState.READY:
                return 0.0
            case WorkerState.RESTARTING:
                return max(0.0, self._again_at - now) + self._load_s
            case _:
                return self._load_s

    def status(self) -> WorkerStatus:
        worker = self._worker
        pid = worker.pid if worker is not None else 0
        is_busy = worker is not None and self._terms.dispatch.is_busy(worker)
        return WorkerStatus(
            id=str(self._number),
            pid=pid,
            state=WorkerState.BUSY if is_busy and self._state == "ready" else self._state,
            started=started(pid),
            memory_bytes=memory_bytes(pid),
            restarts=self._restarts,
            threads=self._terms.threads,
            load_s=self._load_s,
            device=worker.device if worker is not None else "",
        )

    async def _start(self, opened: Worker | None) -> Ready | NotOpened:
        worker = self._worker = opened or self._terms.hire()
        began = self._terms.clock()
        try:
            async with asyncio.timeout(self._terms.load_s):
                told = await self._loaded(worker, is_open=opened is not None)
        except TimeoutError:
            told = NotOpened(f"loading took longer than {self._terms.load_s:g} s")
        if isinstance(told, Ready):
            self._load_s = self._terms.clock() - began
            self._state = WorkerState.READY
        else:
            worker.kill()
        return told

    async def _loaded(self, worker: Worker, *, is_open: bool) -> Ready | NotOpened:
        if not is_open:
            opened = await worker.start()
            if isinstance(opened, NotOpened):
                return opened
        return await worker.load(self._terms.loading)

    async def _keep(self) -> None:
        deaths = 0
        while self._worker is not None:
            worker, born = self._worker, self._terms.clock()
            self._terms.dispatch.join(worker)
            end = await asyncio.shield(worker.ended)
            self._state = WorkerState.RESTARTING
            self._terms.dispatch.lose(worker, end)
            if self._is_left:
                return
            lived = self._terms.clock() - born
            steady = lived >= self._terms.backoff.steady_s
            deaths = await self._refill(1 if steady else deaths + 1)

    async def _refill(self, deaths: int) -> int:
        """Try until it is filled; how many deaths in a row it was by then."""
        while True:
            delay = self._terms.backoff.delay(deaths=deaths, dice=self._terms.dice)
            self._again_at = self._terms.clock() + delay
            await asyncio.sleep(delay)
            self._restarts += 1
            if isinstance(await self._start(None), Ready):
                return deaths
            deaths += 1
