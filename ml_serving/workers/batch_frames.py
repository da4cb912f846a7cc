"""A batch as it goes to the worker: every input as its sender wrote it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import orjson

from ml_serving.batching.ask import Input, RawInput, TensorInput, WireTensor
from ml_serving.contract import Datatype
from ml_serving.workers.frames import Frame, Kind, Part


@dataclass(frozen=True, slots=True)
class Rider:
    """One input of a batch and the monotonic second after which nobody waits for it."""

    content: Input
    deadline: float


@dataclass(frozen=True, slots=True)
class Batch:
    """`seats` is the most rows of one forward pass: a request of more is computed in turns."""

    number: int
    riders: Sequence[Rider]
    seats: int


def batch_frame(batch: Batch) -> Frame:
    told: list[list[object]] = []
    parts: list[Part] = [b""]
    for rider in batch.riders:
        content = rider.content
        if isinstance(content, RawInput):
            told.append([rider.deadline, content.content_type])
            parts.append(content.body)
        else:
            told.append([rider.deadline, content.rows, [_told(each) for each in content.tensors]])
            parts.extend(each.data for each in content.tensors)
    parts[0] = orjson.dumps([batch.seats, told])
    return Frame(Kind.BATCH, batch.number, parts)


def read_batch(frame: Frame) -> Batch:
    """The riders in their order. Bodies are copied, tensors stay where they were received."""
    parts = iter(frame.parts)
    seats, riders = orjson.loads(next(parts))
    return Batch(frame.number, [_rider(told, parts) for told in riders], seats)


def _rider(told: list[object], parts: Iterator[Part]) -> Rider:
    match told:
        case [float(deadline), str(content_type)]:
            return Rider(RawInput(bytes(next(parts)), content_type), deadline)
        case [float(deadline), int(rows), list(tensors)]:
            content = TensorInput([_tensor(each, next(parts)) for each in tensors], rows)
            return Rider(content, deadline)
        case _:
            raise ValueError("a rider that nobody wrote")


def _told(tensor: WireTensor) -> list[object]:
    return [tensor.name, tensor.datatype, tensor.shape]


def _tensor(told: list[object], data: Part) -> WireTensor:
    name, datatype, shape = told
    return WireTensor(str(name), Datatype(str(datatype)), tuple(shape), data)  # type: ignore[arg-type]
