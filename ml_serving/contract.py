"""What a model is to those who serve it, and what an archive is to a model.

Everything between bytes from a stranger and bytes of an answer goes through these few types. No
torch here: the front of the server, the archives' tools and the tests of both do without it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

Tensor: TypeAlias = NDArray[Any]
Tensors: TypeAlias = Mapping[str, Tensor]
Json: TypeAlias = Mapping[str, Any]


class Datatype(StrEnum):
    """The Open Inference Protocol's names, as far as a model of ours speaks them."""

    BOOL = "BOOL"
    UINT8 = "UINT8"
    INT32 = "INT32"
    INT64 = "INT64"
    FP32 = "FP32"
    FP64 = "FP64"
    BYTES = "BYTES"


@dataclass(frozen=True, slots=True)
class TensorSpec:
    """One input or output as Open Inference Protocol metadata tells it; -1 is any size.

    The first axis of every tensor is the batch: one row, one item.
    """

    name: str
    datatype: Datatype
    shape: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Refusal:
    """An input that cannot be answered. `reason` says what was wrong and `expected` what was
    wanted, for people; neither quotes the input back."""

    reason: str
    expected: str


@dataclass(frozen=True, slots=True)
class Prediction:
    """One item's answer: as JSON for `/predictions`, as tensors (without the batch axis) for v2.

    `uncertainty` is what the model says of its own doubt, in the answer's units; None where a
    doubt has no meaning.
    """

    answer: Json
    tensors: Tensors
    uncertainty: Json | None = None


class Model(Protocol):
    """A loaded model. An `Item` is whatever the model makes of one input; the server only counts
    them. Nothing here may depend on what else rides in the batch."""

    @property
    def inputs(self) -> Sequence[TensorSpec]: ...

    @property
    def outputs(self) -> Sequence[TensorSpec]: ...

    @property
    def rows_a_pass(self) -> int | None:
        """Rows beyond which company saves nothing; None: the more, the cheaper each. What is
        computed apart is answered apart, and nobody waits for the last of a batch."""

    def read(self, body: bytes, content_type: str) -> Any | Refusal:
        """An item out of one `/predictions` body (JSON or an image). Never raises on bad input."""

    def read_tensors(self, tensors: Tensors) -> Sequence[Any] | Refusal:
        """Items out of a v2 request's tensors, one for each row of the batch axis."""

    def features(self, item: Any) -> Mapping[str, float]:
        """Numbers that describe an input without telling it, for drift beside the training
        profile: brightness of a picture, length of a history. Never a person's own values."""

    def predict(self, items: Sequence[Any]) -> Sequence[Prediction]:
        """One answer an item, in order, by one forward pass for all of them."""


@dataclass(frozen=True, slots=True)
class GoldenCase:
    """An input whose answer is known. `body` goes through `Model.read`; every number of the
    answer must lie within `tolerance` (absolute) of the same number of `answer`."""

    name: str
    body: bytes
    content_type: str
    answer: Json
    tolerance: float


@dataclass(frozen=True, slots=True)
class Profile:
    """How one input feature was distributed in training."""

    mean: float
    std: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Manifest:
    """`model.json`: what an archive says of itself.

    `architecture` names the code that loads it (a key of `ml_serving.models.catalogue`): an
    archive carries no code. `register_id` is the entry in the public algorithm register
    (AI 기본법). `settings` are the architecture's own (sizes, classes, preprocessing, units).
    """

    name: str
    version: str
    architecture: str
    register_id: str
    licence: str
    training_data: str
    units: Mapping[str, str]
    settings: Json
    metrics: Mapping[str, float]
    profile: Mapping[str, Profile] = field(default_factory=dict)
    description: str = ""


@dataclass(frozen=True, slots=True)
class Archive:
    """An opened, checked archive. `weights` are read from safetensors, never from a pickle."""

    manifest: Manifest
    weights: Tensors
    golden: Sequence[GoldenCase]
    sha256: str


@dataclass(frozen=True, slots=True)
class Device:
    """Where and how wide a model computes: `name` as torch spells it (`cpu`, `cuda:0`)."""

    name: str = "cpu"
    threads: int = 1


class Load(Protocol):
    """`load` of an architecture's `predict.py`."""

    def __call__(self, archive: Archive, device: Device) -> Model: ...


class Store(Protocol):
    """Where archives lie: a folder, or a bucket of S3."""

    def list(self) -> Sequence[str]:
        """File names, `name-version.zip`."""

    def fetch(self, file_name: str) -> Path:
        """A local copy, with the sha256 that was put. Raises `FileNotFoundError`; another OSError
        where the store is out of reach or gave other bytes."""

    def put(self, archive: Path) -> Refusal | None:
        """Keep it under its own name: None once it is kept, or was already there.

        The same name with other bytes is refused, and nothing changes.
        """


def batch_of(rows: Sequence[Tensor]) -> Tensor:
    """Rows as one tensor with the batch axis in front."""
    return np.stack(rows)
