"""The models of one server process: who registers, scales or asks them speaks to this face only."""

import asyncio
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from random import Random, SystemRandom
from typing import Any

from ml_serving.batching.ask import Ask, Input, Priority, RawInput, TensorInput, WireTensor
from ml_serving.batching.cores import Cores
from ml_serving.batching.outcome import (
    Answered,
    Crashed,
    Failed,
    Full,
    NotReady,
    Outcome,
    Refused,
    TooLate,
    Unknown,
)
from ml_serving.batching.wishes import BatchWishes
from ml_serving.contract import Store
from ml_serving.registry import change
from ml_serving.registry.book import Book
from ml_serving.registry.cores_here import cores_here
from ml_serving.registry.description import (
    Counts,
    Description,
    Drift,
    FeatureDrift,
    GoldenFailure,
    VersionState,
    WorkerState,
    WorkerStatus,
)
from ml_serving.registry.founding import Foundry, Wished
from ml_serving.registry.predict import predict
from ml_serving.registry.register import Registrar
from ml_serving.registry.registration import (
    Change,
    Done,
    NoSuchVersion,
    NotPossible,
    NotRegistered,
    Registered,
)
from ml_serving.registry.settings import HostSettings
from ml_serving.workers.nursery import Nursery

__all__ = [
    "Answered",
    "Ask",
    "BatchWishes",
    "Change",
    "Counts",
    "Crashed",
    "Description",
    "Done",
    "Drift",
    "Failed",
    "FeatureDrift",
    "Full",
    "GoldenFailure",
    "HostSettings",
    "Input",
    "ModelHost",
    "NoSuchVersion",
    "NotPossible",
    "NotReady",
    "NotRegistered",
    "Nursery",
    "Outcome",
    "Priority",
    "RawInput",
    "Refused",
    "Registered",
    "TensorInput",
    "TooLate",
    "Unknown",
    "VersionState",
    "WireTensor",
    "WorkerState",
    "WorkerStatus",
]


class ModelHost:
    """One for each server process, and an asynchronous context: leaving it ends every worker.

    `store` is where archives are fetched by name, `clock` monotonic seconds, `dice` for jitter,
    `nursery` where workers come from, if that is not to be the host's own.
    """

    def __init__(
        self,
        *,
        store: Store,
        settings: HostSettings | None = None,
        clock: Callable[[], float] = time.monotonic,
        dice: Random | None = None,
        nursery: Nursery | None = None,
    ) -> None:
        settings = settings or HostSettings()
        cores = Cores(settings.cores or cores_here())
        self._store = store
        self._clock = clock
        self._book = Book()
        self._tasks: set[asyncio.Task[None]] = set()
        self._own = Nursery(preload=settings.preload, environment=settings.environment)
        self._registrar = Registrar(
            book=self._book,
            foundry=Foundry(
                settings=settings,
                cores=cores,
                clock=clock,
                dice=dice or SystemRandom(),
                nursery=nursery or self._own,
            ),
            later=self._later,
        )

    async def __aenter__(self) -> "ModelHost":
        return self

    async def __aexit__(self, *_: object) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*(version.end() for version in self._book.all()))
        self._own.close()

    async def register(
        self,
        source: str | Path,
        *,
        workers: int = 1,
        threads: int = 1,
        batch: BatchWishes | Mapping[str, Any] | None = None,
        takes_over: bool = False,
    ) -> Registered | NotRegistered:
        """Load an archive (a `Path`, or a file name in the store) and prove it.

        The first version of a name is its default. `takes_over`: once ready it becomes the
        default, and the version that was drains and goes; no request is lost by it. `batch` goes,
        field by field, over what the archive wishes in `settings.serving`. Raises what the store
        raises when it cannot be reached.
        """
        try:
            path = await asyncio.to_thread(self._find, source)
        except FileNotFoundError:
            return NotRegistered(f"there is no archive {str(source)[:200]!r}")
        wished = Wished(str(source), path, workers, threads, batch, takes_over)
        return await self._registrar.register(wished)

    async def unregister(self, name: str, version: str | None = None) -> Change:
        """Finish what it has, then end its workers; None is the default version. The default
        goes only with the last version of its name, or it is `NotPossible`."""
        return await change.unregister(self._book, name, version)

    async def scale(self, name: str, version: str | None, workers: int) -> Change:
        """That many workers, each ready before this returns; the others finish what they have."""
        return await change.scale(self._book, name, version, workers)

    def set_default(self, name: str, version: str) -> Change:
        """Only a ready version may become it."""
        return change.set_default(self._book, name, version)

    def is_ready(self, name: str, version: str | None = None) -> bool:
        """Whether an ask would find a worker that has proven itself."""
        found = self._book.find(name, version)
        return found is not None and found.is_ready(self._clock())

    def describe(self, name: str | None = None, version: str | None = None) -> list[Description]:
        """What is here: all, those of a name, or one; empty where there is none."""
        return [
            each.describe(is_default=self._book.is_default(each))
            for each in self._book.all(name, version)
        ]

    def drift(self, name: str, version: str | None = None) -> Drift | None:
        """Inputs seen since registration beside those of training; None where it is not here."""
        found = self._book.find(name, version)
        return found.drift() if found is not None else None

    async def predict(self, ask: Ask) -> Outcome:
        """Queue it, ride in a batch, and say what became of it; never raises but on cancellation,
        which frees the slot."""
        return await predict(ask, book=self._book, clock=self._clock)

    def _find(self, source: str | Path) -> Path:
        if isinstance(source, str):
            return self._store.fetch(source)
        if not source.is_file():
            raise FileNotFoundError(source)
        return source

    def _later(self, task: asyncio.Task[None]) -> None:
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
