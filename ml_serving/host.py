"""The models of one server process: who registers, scales or asks them speaks to this face only.

A thin beginning: everything happens in this process, one item a batch.
"""

import asyncio
import time
from collections.abc import Sequence
from pathlib import Path

import orjson

from ml_serving.archive import open_archive
from ml_serving.batching.ask import Ask, Input, Priority, RawInput, TensorInput, WireTensor
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
from ml_serving.contract import Archive, Device, Model, Refusal, Store
from ml_serving.models.catalogue import loader_of
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
from ml_serving.registry.registration import (
    Change,
    Done,
    NoSuchVersion,
    NotPossible,
    NotRegistered,
    Registered,
)

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
    "Input",
    "ModelHost",
    "NoSuchVersion",
    "NotPossible",
    "NotReady",
    "NotRegistered",
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
    """One for each server process, and an asynchronous context: leaving it ends every worker."""

    def __init__(self, *, store: Store) -> None:
        self._store = store
        self._loaded: dict[tuple[str, str], tuple[Archive, Model, BatchWishes, str]] = {}
        self._default: dict[str, str] = {}

    async def __aenter__(self) -> "ModelHost":
        return self

    async def __aexit__(self, *_: object) -> None:
        self._loaded.clear()

    async def register(
        self,
        source: str | Path,
        *,
        workers: int = 1,
        threads: int = 1,
        batch: BatchWishes | None = None,
        takes_over: bool = False,
    ) -> Registered | NotRegistered:
        """Load an archive (a `Path`, or a file name in the store) and prove it.

        The first version of a name is its default. `takes_over`: once ready it becomes the
        default, and the version that was drains and goes; no request is lost by it.
        """
        path = source if isinstance(source, Path) else self._store.fetch(source)
        archive = open_archive(path)
        if not isinstance(archive, Archive):
            return NotRegistered(str(archive))
        manifest = archive.manifest
        load = loader_of(manifest.architecture)
        model = await asyncio.to_thread(load, archive, Device(threads=threads))
        key = (manifest.name, manifest.version)
        self._loaded[key] = (archive, model, batch or BatchWishes(), str(source))
        if takes_over or manifest.name not in self._default:
            self._default[manifest.name] = manifest.version
        is_default = self._default[manifest.name] == manifest.version
        return Registered(*key, manifest.register_id, is_default)

    async def unregister(self, name: str, version: str | None = None) -> Change:
        """Finish what it has, then end its workers; None is the default version. The default
        goes only with the last version of its name, or it is `NotPossible`."""
        self._loaded.pop((name, version or self._default[name]))
        return Done()

    async def scale(self, name: str, version: str | None, workers: int) -> Change:
        """That many workers, each ready before this returns; the others finish what they have."""
        return Done()

    def set_default(self, name: str, version: str) -> Change:
        """Only a ready version may become it."""
        self._default[name] = version
        return Done()

    def is_ready(self, name: str, version: str | None = None) -> bool:
        """Whether an ask would find a worker that has proven itself."""
        return (name, version or self._default.get(name, "")) in self._loaded

    def describe(self, name: str | None = None, version: str | None = None) -> list[Description]:
        """What is here: all, those of a name, or one; empty where there is none."""
        wanted = [key for key in self._loaded if name in (None, key[0])]
        return [self._describe(key) for key in wanted if version in (None, key[1])]

    def drift(self, name: str, version: str | None = None) -> Drift | None:
        """Inputs seen since registration beside those of training; None where it is not here."""
        key = (name, version or self._default.get(name, ""))
        return Drift(*key) if key in self._loaded else None

    async def predict(self, ask: Ask) -> Outcome:
        """Queue it, ride in a batch, and say what became of it; never raises but on cancellation,
        which frees the slot."""
        started = time.monotonic()
        found = self._loaded.get((ask.name, ask.version or self._default.get(ask.name, "")))
        if found is None or not isinstance(ask.content, RawInput):
            return Unknown(ask.name, ask.version)
        archive, model, _, _ = found
        item = model.read(ask.content.body, ask.content.content_type)
        if isinstance(item, Refusal):
            return Refused(item.reason, item.expected)
        given = (await asyncio.to_thread(model.predict, [item]))[0]
        took = time.monotonic() - started
        return Answered(
            model=archive.manifest.name,
            version=archive.manifest.version,
            register_id=archive.manifest.register_id,
            answer=orjson.dumps(given.answer, option=orjson.OPT_SERIALIZE_NUMPY),
            uncertainty=orjson.dumps(given.uncertainty, option=orjson.OPT_SERIALIZE_NUMPY),
            tensors=(),
            latency_s=took,
            queued_s=0.0,
            computed_s=took,
            batch_rows=1,
        )

    def _describe(self, key: tuple[str, str]) -> Description:
        archive, model, wishes, source = self._loaded[key]
        workers: Sequence[WorkerStatus] = ()
        return Description(
            name=key[0],
            version=key[1],
            is_default=self._default.get(key[0]) == key[1],
            state=VersionState.READY,
            reason="",
            register_id=archive.manifest.register_id,
            source=source,
            sha256=archive.sha256,
            manifest={},
            inputs=model.inputs,
            outputs=model.outputs,
            wishes=wishes,
            wanted_workers=1,
            workers=workers,
            queued_rows=0,
            computing_rows=0,
            counts=Counts(),
        )
