"""What is kept of a learner between two requests, and the words in which it travels."""

import base64
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray

from ml_serving.contract import Refusal

FORMAT = b"OKT1"
MOST_TRACES = 256
"""Skills remembered of one learner; the one practised longest ago is forgotten first."""

HEAD = struct.Struct("<4s8sII")
SEAL_BYTES = 8

Values = NDArray[np.float32]

BEGIN_ANEW = "the `state` of this model's last answer for the learner, unchanged; or null to begin"
ANOTHER_VERSION = "a state of the version asked; or null, and the learner's answers again"


@dataclass(frozen=True, slots=True)
class Trace:
    """One skill's memory, as it was left after the learner's `last` question of it (from 1)."""

    values: Values
    last: int


@dataclass(frozen=True, slots=True)
class Memory:
    """A learner after `answered` questions. Values are kept in single precision and rounded to
    it after every answer, so that it makes no difference whether they travelled between two."""

    answered: int
    person: Values
    traces: Mapping[int, Trace] = field(default_factory=dict)


def write(memory: Memory, *, weights: bytes) -> str:
    """`weights` are 8 bytes that tell one set of weights from another: no other reads this.

    The seal finds accidents and carelessness. It is no secret and proves nothing about who wrote
    the state: whoever keeps states keeps them where learners cannot write.
    """
    head = HEAD.pack(FORMAT, weights, memory.answered, len(memory.traces))
    body = head + memory.person.astype("<f4").tobytes() + _table(memory.traces).tobytes()
    return base64.b64encode(body + _seal(body)).decode("ascii")


def read(state: str, *, weights: bytes, person: int, skill: int) -> Memory | Refusal:
    """What `write` wrote of a memory of these widths."""
    try:
        written = base64.b64decode(state, validate=True)
    except ValueError:
        return Refusal("the state is no base64", BEGIN_ANEW)
    body, seal = written[:-SEAL_BYTES], written[-SEAL_BYTES:]
    if len(body) < HEAD.size or not body.startswith(FORMAT):
        return Refusal("the state is none of this model's", BEGIN_ANEW)
    if seal != _seal(body):
        return Refusal("the state was changed or cut on its way", BEGIN_ANEW)
    _, written_by, answered, traces = HEAD.unpack_from(body)
    if written_by != weights:
        return Refusal("the state was written by another version", ANOTHER_VERSION)
    first, row = HEAD.size + 4 * person, _row(skill)
    if traces > MOST_TRACES or len(body) != first + traces * row.itemsize:
        return Refusal("the state has another size than it says", BEGIN_ANEW)
    values = np.frombuffer(body[HEAD.size : first], dtype="<f4")
    return _memory(answered, values, np.frombuffer(body[first:], dtype=row))


def _memory(answered: int, person: Values, table: NDArray[np.void]) -> Memory | Refusal:
    skills, lasts, values = (table[name] for name in ("skill", "last", "values"))
    in_time = (lasts > 0) & (lasts <= answered)
    if not (in_time.all() and np.isfinite(person).all() and np.isfinite(values).all()):
        return Refusal("the state holds what no state holds", BEGIN_ANEW)
    traces = map(Trace, values, lasts.tolist())
    return Memory(answered, person, dict(zip(skills.tolist(), traces, strict=True)))


def _table(traces: Mapping[int, Trace]) -> NDArray[np.void]:
    if not traces:
        return np.empty(0, dtype=_row(0))
    held = [(skill, trace.last, trace.values) for skill, trace in sorted(traces.items())]
    return np.array(held, dtype=_row(len(held[0][2])))


def _row(width: int) -> np.dtype[np.void]:
    return np.dtype([("skill", "<u8"), ("last", "<u4"), ("values", "<f4", (width,))])


def _seal(body: bytes) -> bytes:
    return sha256(b"knowledge-tracing state" + body).digest()[:SEAL_BYTES]
