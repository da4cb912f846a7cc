"""What a worker is told when it begins, and what it says of itself before it answers."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

import orjson

from ml_serving.contract import Datatype, TensorSpec
from ml_serving.registry.description import GoldenFailure
from ml_serving.workers.frames import Frame, Kind, Part

AUTO = "auto"
"""The first accelerator on which the golden cases come out, else the processor."""


@dataclass(frozen=True, slots=True)
class Opening:
    """Which archive, and the room to run it in.

    `architectures` is the list of those it may name, each with the module that loads it: an
    archive brings no code, and chooses only from this. `sha256` is what the file must have, once
    that is known. `device` as torch spells it, or `AUTO`.
    """

    path: str
    architectures: Mapping[str, str]
    device: str = AUTO
    threads: int = 1
    memory_bytes: int | None = None
    sha256: str | None = None

    def frame(self) -> Frame:
        return Frame(Kind.OPEN, 0, [orjson.dumps(asdict(self))])


@dataclass(frozen=True, slots=True)
class Loading:
    """Go on: this archive is wanted. `niceness` is added to the server's own."""

    niceness: int

    def frame(self) -> Frame:
        return Frame(Kind.LOAD, 0, [orjson.dumps(asdict(self))])


@dataclass(frozen=True, slots=True)
class Opened:
    """The archive is sound, and this is what it says of itself. Its model is not loaded yet."""

    manifest: Mapping[str, Any]
    sha256: str

    def frame(self) -> Frame:
        return Frame(Kind.OPENED, 0, [orjson.dumps(asdict(self))])


@dataclass(frozen=True, slots=True)
class Ready:
    """Every golden case came out, alone and in company."""

    inputs: Sequence[TensorSpec]
    outputs: Sequence[TensorSpec]
    load_s: float
    device: str

    def frame(self) -> Frame:
        return Frame(Kind.READY, 0, [orjson.dumps(asdict(self))])


@dataclass(frozen=True, slots=True)
class NotOpened:
    """`reason` is for the operator; the worker ends."""

    reason: str
    golden_failures: Sequence[GoldenFailure] = field(default=())

    def frame(self) -> Frame:
        return Frame(Kind.FAILED, 0, [orjson.dumps(asdict(self))])


def read_opening(part: Part) -> Opening:
    return Opening(**orjson.loads(part))


def read_loading(part: Part) -> Loading:
    return Loading(**orjson.loads(part))


def read_opened(part: Part) -> Opened:
    return Opened(**orjson.loads(part))


def read_ready(part: Part) -> Ready:
    told = orjson.loads(part)
    return Ready(_specs(told["inputs"]), _specs(told["outputs"]), told["load_s"], told["device"])


def read_not_opened(part: Part) -> NotOpened:
    told = orjson.loads(part)
    failures = [GoldenFailure(**_finite(each)) for each in told["golden_failures"]]
    return NotOpened(told["reason"], failures)


def _specs(told: Sequence[Mapping[str, Any]]) -> Sequence[TensorSpec]:
    return [
        TensorSpec(each["name"], Datatype(each["datatype"]), tuple(each["shape"])) for each in told
    ]


def _finite(told: Mapping[str, Any]) -> dict[str, Any]:
    """JSON has no infinity: an answer of another shape is off by null."""
    return {**told, "off_by": float("inf") if told["off_by"] is None else told["off_by"]}
