"""What is kept of a learner between two requests, and the words in which it travels."""

import binascii
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray

from ml_serving.contract import Refusal

FORMAT = b"OKT1"
"""To be counted up whenever the order of what follows it changes."""

MOST_TRACES = 256
"""Skills remembered of one learner; the one practised longest ago is forgotten first."""

HEAD = struct.Struct("<4s8sII")
SEAL_BYTES = 8

Values = NDArray[np.float32]
Rows = NDArray[np.intp]
Traces = NDArray[np.void]

BEGIN_ANEW = "the `state` of this model's last answer for the learner, unchanged; or null to begin"
ANOTHER_VERSION = "a state of the version asked; or null, and the learner's answers again"


@dataclass(frozen=True, slots=True)
class Memory:
    """A learner after `answered` questions.

    `traces` has a row for each skill that was practised, by ascending `skill`: its memory's
    `values` as its `last` question left them, counted from 1. Values are kept in single precision
    and rounded to it after every answer, so that it makes no difference whether they travelled
    between two.
    """

    answered: int
    person: Values
    traces: Traces

    def find(self, skills: Sequence[int]) -> tuple[Rows, NDArray[np.bool_]]:
        """Where each skill's trace is, and whether it is there; any row where it is not."""
        ids, sought = self.traces["skill"], np.array(skills, dtype=np.uint64)
        if not len(ids):
            return np.zeros(len(sought), dtype=np.intp), np.zeros(len(sought), dtype=bool)
        rows = np.minimum(np.searchsorted(ids, sought), len(ids) - 1)
        return rows, ids[rows] == sought

    def practised(self, skills: Sequence[int], values: Values, person: Values) -> "Memory":
        """After one more question, of `skills`, left these `values`."""
        now = self.answered + 1
        new = np.empty(len(skills), dtype=self.traces.dtype)
        new["skill"], new["last"], new["values"] = skills, now, values
        others = (self.traces["skill"][:, None] != new["skill"]).all(axis=1)
        traces = np.concatenate([self.traces[others], new])
        if len(traces) > MOST_TRACES:
            traces = traces[np.argsort(traces["last"], kind="stable")[-MOST_TRACES:]]
        return Memory(now, person, traces[np.argsort(traces["skill"])])


def nothing(*, person: int, skill: int) -> Memory:
    """Of somebody who answered no question yet."""
    return Memory(0, np.zeros(person, dtype=np.float32), np.empty(0, dtype=_row(skill)))


def write(memory: Memory, *, weights: bytes) -> str:
    """`weights` are 8 bytes that tell one set of weights from another: no other reads this.

    The seal finds accidents and carelessness. It is no secret and proves nothing about who wrote
    the state: whoever keeps states keeps them where learners cannot write.
    """
    head = HEAD.pack(FORMAT, weights, memory.answered, len(memory.traces))
    body = head + memory.person.astype("<f4").tobytes() + memory.traces.tobytes()
    return binascii.b2a_base64(body + _seal(body), newline=False).decode("ascii")


def read(state: str, *, weights: bytes, person: int, skill: int) -> Memory | Refusal:
    """What `write` wrote of a memory of these widths."""
    try:
        written = binascii.a2b_base64(state, strict_mode=True)
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


def _memory(answered: int, person: Values, traces: Traces) -> Memory | Refusal:
    skills, lasts, values = (traces[name] for name in ("skill", "last", "values"))
    in_time = (lasts > 0) & (lasts <= answered)
    in_order = skills[1:] > skills[:-1]
    finite = np.isfinite(person).all() and np.isfinite(values).all()
    if in_time.all() and in_order.all() and finite:
        return Memory(answered, person, traces)
    return Refusal("the state holds what no state holds", BEGIN_ANEW)


def _row(width: int) -> np.dtype[np.void]:
    return np.dtype([("skill", "<u8"), ("last", "<u4"), ("values", "<f4", (width,))])


def _seal(body: bytes) -> bytes:
    return sha256(b"knowledge-tracing state" + body).digest()[:SEAL_BYTES]
