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


def batch_frame(number: int, riders: Sequence[Rider]) -> Frame:
    told = []
    parts: list[Part] = [b""]
    for rider in riders:
        content = rider.content
        if isinstance(content, RawInput):
            told.append([rider.deadline, content.content_type])
            parts.append(content.body)
        else:
            told.append([rider.deadline, content.rows, [_told(each) for each in content.tensors]])
            parts.extend(each.data for each in content.tensors)
    parts[0] = orjson.dumps(told)
    return Frame(Kind.BATCH, number, parts)


def read_batch(frame: Frame) -> Sequence[Rider]:
    """The riders in their order. Bodies are copied, tensors stay where they were received."""
    parts = iter(frame.parts)
    return [_rider(told, parts) for told in orjson.loads(next(parts))]


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
