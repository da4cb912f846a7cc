"""What a worker says of a batch, or of its next pass: an answer for each rider, and times."""

from collections.abc import Iterator, Sequence
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
    """Of one pass: its riders are the next of their batch. `rows` are those that were computed."""

    replies: Sequence[Reply]
    computed_s: float
    rows: int


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
    parts[0] = orjson.dumps([told, answers.computed_s, answers.rows])
    return Frame(Kind.ANSWERS, number, parts)


def read_answers(frame: Frame) -> Answers:
    """Raises ValueError for what no worker of ours says."""
    parts = iter(frame.parts)
    told, computed_s, rows = orjson.loads(next(parts))
    return Answers([_reply(each, parts) for each in told], computed_s, rows)


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
