"""From an archive's file to a version that is ready, or to why it is not."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

from ml_serving.batching.cores import Cores
from ml_serving.batching.wishes import BatchWishes
from ml_serving.registry.book import Book
from ml_serving.registry.change import drain
from ml_serving.registry.crew import Crew
from ml_serving.registry.description import VersionState
from ml_serving.registry.dispatch import Dispatch
from ml_serving.registry.outcomes import Identity
from ml_serving.registry.registration import NotRegistered, Registered
from ml_serving.registry.seat import Terms
from ml_serving.registry.serving_wishes import wishes_of
from ml_serving.registry.settings import NICENESS, HostSettings
from ml_serving.registry.version import Version
from ml_serving.workers.nursery import Nursery
from ml_serving.workers.opening import Loading, NotOpened, Opened, Opening, Ready
from ml_serving.workers.worker import Worker


@dataclass(frozen=True, slots=True)
class Wished:
    """How a version is to be run. `batch` by field goes over what its archive wishes; None: as
    that wishes."""

    source: str
    path: Path
    workers: int
    threads: int
    batch: BatchWishes | Mapping[str, Any] | None
    takes_over: bool


@dataclass(frozen=True, slots=True)
class Registrar:
    """What every registration needs. `later` keeps a task that nobody waits for."""

    book: Book
    settings: HostSettings
    cores: Cores
    clock: Callable[[], float]
    dice: Random
    nursery: Nursery
    later: Callable[[asyncio.Task[None]], None]

    async def register(self, wished: Wished) -> Registered | NotRegistered:
        """A worker of its own opens the archive: this process never reads a stranger's file."""
        worker = self._hire(wished, sha256=None)
        opened = await self._open(worker)
        if isinstance(opened, NotOpened):
            worker.kill()
            return NotRegistered(opened.reason)
        entered = self._enter(wished, opened)
        if isinstance(entered, NotRegistered):
            worker.kill()
            return entered
        return await self._make_ready(entered, worker, wished)

    async def _open(self, worker: Worker) -> Opened | NotOpened:
        try:
            async with asyncio.timeout(self.settings.load_s):
                return await worker.start()
        except TimeoutError:
            return NotOpened(f"opening it took longer than {self.settings.load_s:g} s")

    def _enter(self, wished: Wished, opened: Opened) -> Version | NotRegistered:
        name, number = opened.manifest["name"], opened.manifest["version"]
        known = self.book.find(name, number)
        if known is not None and known.state is not VersionState.FAILED:
            return NotRegistered(f"{name} {number} is {known.state} already", is_conflict=True)
        try:
            version = self._version(wished, opened)
        except ValueError as wrong:
            return NotRegistered(str(wrong))
        if known is not None:
            self.book.strike(known)
        self.book.enter(version)
        return version

    async def _make_ready(
        self, version: Version, worker: Worker, wished: Wished
    ) -> Registered | NotRegistered:
        try:
            told = await version.crew.begin(worker, wished.workers)
        except asyncio.CancelledError:
            await version.crew.clear()
            self.book.strike(version)
            raise
        if isinstance(told, NotOpened):
            version.fail(told)
            await version.crew.clear()
            return NotRegistered(told.reason, told.golden_failures)
        return self._welcome(version, told, takes_over=wished.takes_over)

    def _welcome(self, version: Version, ready: Ready, *, takes_over: bool) -> Registered:
        version.succeed(ready)
        identity = version.identity
        before = self.book.find(identity.name)
        if takes_over or before is None or before.state is VersionState.FAILED:
            self.book.make_default(version)
        if takes_over and before is not version and before is not None and before.takes_asks:
            self.later(asyncio.create_task(drain(self.book, before)))
        is_default = self.book.is_default(version)
        return Registered(identity.name, identity.version, identity.register_id, is_default)

    def _version(self, wished: Wished, opened: Opened) -> Version:
        manifest = opened.manifest
        identity = Identity(manifest["name"], manifest["version"], manifest["register_id"])
        wishes = wished.batch
        if not isinstance(wishes, BatchWishes):
            wishes = replace(wishes_of(manifest), **(wishes or {}))
        dispatch = Dispatch(
            identity,
            wishes=wishes,
            threads=wished.threads,
            cores=self.cores,
            clock=self.clock,
        )
        return Version(
            identity=identity,
            manifest=manifest,
            source=wished.source,
            sha256=opened.sha256,
            wishes=wishes,
            dispatch=dispatch,
            crew=Crew(self._terms(wished, wishes, opened, dispatch)),
        )

    def _terms(
        self, wished: Wished, wishes: BatchWishes, opened: Opened, dispatch: Dispatch
    ) -> Terms:
        return Terms(
            hire=partial(self._hire, wished, sha256=opened.sha256),
            loading=Loading(NICENESS[wishes.priority]),
            dispatch=dispatch,
            backoff=self.settings.backoff,
            load_s=self.settings.load_s,
            threads=wished.threads,
            dice=self.dice,
            clock=self.clock,
        )

    def _hire(self, wished: Wished, *, sha256: str | None) -> Worker:
        opening = Opening(
            path=str(wished.path),
            architectures=self.settings.architectures,
            device=self.settings.device,
            threads=wished.threads,
            memory_bytes=self.settings.memory_bytes,
            sha256=sha256,
        )
        return Worker(opening, nursery=self.nursery)
