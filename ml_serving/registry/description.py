"""What can be said of the models that are here, for TorchServe's describe and v2's metadata."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from ml_serving.batching.ask import Priority
from ml_serving.batching.wishes import BatchWishes
from ml_serving.contract import TensorSpec


class VersionState(StrEnum):
    """Asks are taken by the ready and nobody else; what drains finishes what it has."""

    LOADING = "loading"
    READY = "ready"
    FAILED = "failed"
    DRAINING = "draining"


class WorkerState(StrEnum):
    """TorchServe's words where it has one, upper case on its wire."""

    LOADING = "loading"
    READY = "ready"
    BUSY = "busy"
    RESTARTING = "restarting"
    STOPPING = "stopping"


@dataclass(frozen=True, slots=True)
class WorkerStatus:
    """One process. `started` is seconds since 1970 as the kernel has it, `memory_bytes` resident;
    both 0 while there is none. `restarts` counts since the version was registered."""

    id: str
    pid: int
    state: WorkerState
    started: float
    memory_bytes: int
    restarts: int
    threads: int
    load_s: float
    device: str

    @property
    def uses_gpu(self) -> bool:
        """`device` is as torch spells it."""
        return self.device.startswith("cuda")


@dataclass(frozen=True, slots=True)
class GoldenFailure:
    """A golden case that did not come out: by how much at worst, and where in the answer."""

    case: str
    off_by: float
    tolerance: float
    where: str


@dataclass(frozen=True, slots=True)
class Counts:
    """Since registration: rows for `rows`, requests for the others."""

    answered: int = 0
    refused: int = 0
    failed: int = 0
    late: int = 0
    full: int = 0
    crashed: int = 0
    rows: int = 0
    batches: int = 0
    crashes: int = 0


@dataclass(frozen=True, slots=True)
class Description:
    """One version. `reason` says why it failed; `manifest` is `model.json` as it was read; `seats`
    is the rows that a batch is given now, which was found to pay: at most `wishes.max_batch`."""

    name: str
    version: str
    is_default: bool
    state: VersionState
    reason: str
    register_id: str
    source: str
    sha256: str
    manifest: Mapping[str, Any]
    inputs: Sequence[TensorSpec]
    outputs: Sequence[TensorSpec]
    wishes: BatchWishes
    wanted_workers: int
    workers: Sequence[WorkerStatus]
    seats: int
    queued_rows: int
    computing_rows: int
    counts: Counts
    golden_failures: Sequence[GoldenFailure] = ()

    @property
    def priority(self) -> Priority:
        return self.wishes.priority


@dataclass(frozen=True, slots=True)
class FeatureDrift:
    """One input feature as seen beside the same in training.

    `shift` is the difference of the means in standard deviations of training; `outside` the share
    seen below training's low or above its high. Both None where training left no profile.
    """

    count: int
    mean: float
    std: float
    low: float
    high: float
    shift: float | None = None
    outside: float | None = None


@dataclass(frozen=True, slots=True)
class Drift:
    """Only these numbers are kept of what was asked, never an input."""

    name: str
    version: str
    features: Mapping[str, FeatureDrift] = field(default_factory=dict)
