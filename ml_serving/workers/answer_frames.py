"""What a worker says of a batch: one answer for each rider, times, and features seen."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import orjson

from ml_serving.batching.ask import WireTensor
from ml_serving.contract import Datatype, Refusal
from ml_serving.workers.frames import Frame, Kind, Part


@dataclass(frozen=True, slots=True)
class Given:
    """An answer ready for the wire: JSON for a raw input, tensors for a v2 request."""

    answer: bytes
    uncertainty: bytes
    tensors: Sequence[WireTensor] = ()


@dataclass(frozen=True, slots=True)
class Late:
    """Its deadline had passed when the worker took it; it was not computed."""


@dataclass(frozen=True, slots=True)
class Raised:
    """The model raised on it; the name of the exception."""

    kind: str


Reply: TypeAlias = Given | Refusal | Late | Raised


@dataclass(frozen=True, slots=True)
class Answers:
    """`features` maps a feature to what `registry.moments` counts of it, for this batch."""

    replies: Sequence[Reply]
    computed_s: float
    rows: int
    features: Mapping[str, Sequence[float]]


def answer_frame(number: int, answers: Answers) -> Frame:
    told: list[list[Any]] = []
    parts: list[Part] = [b""]
    for reply in answers.replies:
        match reply:
            case Given(answer=answer, uncertainty=uncertainty, tensors=tensors):
                told.append(["given", [[t.name, t.datatype, t.shape] for t in tensors]])
                parts += [answer, uncertainty, *(t.data for t in tensors)]
            case Refusal(reason=reason, expected=expected):
                told.append(["refused", reason, expected])
            case Late():
                told.append(["late"])
            case Raised(kind=kind):
                told.append(["raised", kind])
    parts[0] = orjson.dumps([told, answers.computed_s, answers.rows, answers.features])
    return Frame(Kind.ANSWERS, number, parts)


def read_answers(frame: Frame) -> Answers:
    """Raises ValueError for what no worker of ours says."""
    parts = iter(frame.parts)
    told, computed_s, rows, features = orjson.loads(next(parts))
    return Answers([_reply(each, parts) for each in told], computed_s, rows, features)


def _reply(told: list[Any], parts: Iterator[Part]) -> Reply:
    match told:
        case ["given", list(tensors)]:
            answer, uncertainty = bytes(next(parts)), bytes(next(parts))
            return Given(answer, uncertainty, [_tensor(each, next(parts)) for each in tensors])
        case ["refused", str(reason), str(expected)]:
            return Refusal(reason, expected)
        case ["late"]:
            return Late()
        case ["raised", str(kind)]:
            return Raised(kind)
        case _:
            raise ValueError("a reply that no worker gives")


def _tensor(told: list[Any], data: Part) -> WireTensor:
    name, datatype, shape = told
    return WireTensor(name, Datatype(datatype), tuple(shape), bytes(data))
