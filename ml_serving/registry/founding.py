"""What a version is made of: its line, its workers to be, and the archive that it keeps."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

from ml_serving.batching.cores import Cores
from ml_serving.batching.wishes import BatchWishes
from ml_serving.registry.crew import Crew
from ml_serving.registry.dispatch import Dispatch
from ml_serving.registry.kept import Kept
from ml_serving.registry.outcomes import Identity
from ml_serving.registry.seat import Terms
from ml_serving.registry.serving_wishes import wishes_of
from ml_serving.registry.settings import NICENESS, HostSettings
from ml_serving.registry.version import Version
from ml_serving.workers.nursery import Nursery
from ml_serving.workers.opening import Loading, Opened, Opening
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
class Foundry:
    """Where workers and versions come from; one for each host."""

    settings: HostSettings
    cores: Cores
    clock: Callable[[], float]
    dice: Random
    nursery: Nursery

    def worker(self, wished: Wished, archive: Kept, *, sha256: str | None) -> Worker:
        """Not started. `sha256` is what its file must have, once that is known."""
        opening = Opening(
            path=archive.path,
            architectures=self.settings.architectures,
            device=self.settings.device,
            threads=wished.threads,
            memory_bytes=self.settings.memory_bytes,
            sha256=sha256,
        )
        return Worker(opening, nursery=self.nursery)

    def version(self, wished: Wished, archive: Kept, opened: Opened) -> Version:
        """Without workers. Raises ValueError with what nobody may wish."""
        manifest, wishes = opened.manifest, _wishes(wished, opened)
        identity = Identity(manifest["name"], manifest["version"], manifest["register_id"])
        dispatch = Dispatch(
            identity,
            wishes=wishes,
            threads=wished.threads,
            cores=self.cores,
            clock=self.clock,
        )
        hire = partial(self.worker, wished, archive, sha256=opened.sha256)
        return Version(
            identity=identity,
            manifest=manifest,
            source=wished.source,
            sha256=opened.sha256,
            archive=archive,
            wishes=wishes,
            dispatch=dispatch,
            crew=Crew(self._terms(wished, wishes, hire, dispatch)),
        )

    def _terms(
        self, wished: Wished, wishes: BatchWishes, hire: Callable[[], Worker], dispatch: Dispatch
    ) -> Terms:
        return Terms(
            hire=hire,
            loading=Loading(NICENESS[wishes.priority]),
            dispatch=dispatch,
            backoff=self.settings.backoff,
            load_s=self.settings.load_s,
            threads=wished.threads,
            dice=self.dice,
            clock=self.clock,
        )


def _wishes(wished: Wished, opened: Opened) -> BatchWishes:
    if isinstance(wished.batch, BatchWishes):
        return wished.batch
    return replace(wishes_of(opened.manifest), **(wished.batch or {}))
