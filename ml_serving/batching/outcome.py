"""What becomes of an ask. Every member is expected; whoever matches them is exhaustive."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from ml_serving.batching.ask import WireTensor


@dataclass(frozen=True, slots=True)
class Answered:
    """A prediction and where it comes from.

    For a `RawInput`, `answer` is a JSON value, ready for the wire; for a `TensorInput` it is empty
    and `tensors` hold the rows. `uncertainty` is a JSON value, `b"null"` where there is none, and
    for tensors an array with one for each row. Times are in seconds: `latency_s` all of it from
    the ask, `queued_s` the part before a worker took it, `computed_s` the batch's in the worker,
    of `batch_rows` rows.
    """

    model: str
    version: str
    register_id: str
    answer: bytes
    uncertainty: bytes
    tensors: Sequence[WireTensor]
    latency_s: float
    queued_s: float
    computed_s: float
    batch_rows: int


@dataclass(frozen=True, slots=True)
class Refused:
    """The input is at fault (4xx): what was wrong, and what was expected."""

    reason: str
    expected: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """No such model (`version` None) or no such version (404)."""

    name: str
    version: str | None


@dataclass(frozen=True, slots=True)
class NotReady:
    """Known, but without a worker that could answer in time (503)."""

    retry_after_s: float


@dataclass(frozen=True, slots=True)
class Full:
    """The queue holds all it may (429 or 503)."""

    retry_after_s: float


@dataclass(frozen=True, slots=True)
class TooLate:
    """The deadline passed first; nothing was computed for it in vain that could be spared (504)."""


@dataclass(frozen=True, slots=True)
class Crashed:
    """The worker died with this in its hands (503). A prediction changes nothing, so whoever asks
    may ask again; the host itself did so once already where the deadline allowed."""

    retry_after_s: float


@dataclass(frozen=True, slots=True)
class Failed:
    """The model raised on this input, and will again (500). `reason` names the kind of error."""

    reason: str


Outcome: TypeAlias = Answered | Refused | Unknown | NotReady | Full | TooLate | Crashed | Failed
