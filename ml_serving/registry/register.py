"""From an archive's file to a version that is ready, or to why it is not."""

import asyncio
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass

from ml_serving.registry.book import Book
from ml_serving.registry.change import drain
from ml_serving.registry.description import VersionState
from ml_serving.registry.founding import Foundry, Wished
from ml_serving.registry.kept import Kept
from ml_serving.registry.registration import NotRegistered, Registered
from ml_serving.registry.version import Version
from ml_serving.workers.opening import NotOpened, Opened, Ready
from ml_serving.workers.worker import Worker


@dataclass(frozen=True, slots=True)
class Registrar:
    """What every registration needs. `later` keeps a task that nobody waits for."""

    book: Book
    foundry: Foundry
    later: Callable[[asyncio.Task[None]], None]

    async def register(self, wished: Wished) -> Registered | NotRegistered:
        """A worker of its own opens the archive: this process never reads a stranger's file."""
        try:
            archive = Kept.of(wished.path)
        except OSError as error:
            return NotRegistered(f"the archive cannot be read: {type(error).__name__}")
        worker = self.foundry.worker(wished, archive, sha256=None)
        with ExitStack() as undo:
            undo.callback(archive.close)
            entered = self._enter(wished, archive, await self._open(worker))
            if isinstance(entered, NotRegistered):
                worker.kill()
                return entered
            undo.pop_all()
        return await self._make_ready(entered, worker, wished)

    async def _open(self, worker: Worker) -> Opened | NotOpened:
        try:
            async with asyncio.timeout(self.foundry.settings.load_s):
                return await worker.start()
        except TimeoutError:
            return NotOpened(f"opening it took longer than {self.foundry.settings.load_s:g} s")

    def _enter(
        self, wished: Wished, archive: Kept, opened: Opened | NotOpened
    ) -> Version | NotRegistered:
        """The version keeps the archive from now on."""
        if isinstance(opened, NotOpened):
            return NotRegistered(opened.reason)
        name, number = opened.manifest["name"], opened.manifest["version"]
        known = self.book.find(name, number)
        if known is not None and known.state is not VersionState.FAILED:
            return NotRegistered(f"{name} {number} is {known.state} already", is_conflict=True)
        try:
            version = self.foundry.version(wished, archive, opened)
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
