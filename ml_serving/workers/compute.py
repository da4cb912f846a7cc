"""A batch through a model: read, forward pass by forward pass, written for the wire."""

import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import orjson

from ml_serving.batching.ask import RawInput
from ml_serving.contract import Model, Prediction, Profile
from ml_serving.registry.moments import moments_of
from ml_serving.workers.answer_frames import Answers, Given, Raised, Reply
from ml_serving.workers.batch_frames import Batch, Rider
from ml_serving.workers.out_of_memory import is_out_of_memory
from ml_serving.workers.read_riders import Read, read_rider
from ml_serving.workers.seen_frames import Features
from ml_serving.workers.tensors import as_wire

Predicted: TypeAlias = Sequence[Prediction] | Raised


@dataclass(frozen=True, slots=True)
class Computed:
    """What goes to those who asked, and the items that it was computed of."""

    answers: Answers
    items: Sequence[Any]


@dataclass(frozen=True, slots=True)
class Computer:
    """One model. `clock` is monotonic seconds."""

    model: Model
    profile: Mapping[str, Profile]
    clock: Callable[[], float]

    def passes(self, batch: Batch) -> Iterator[Computed]:
        """One reply for each rider, in order; those of one pass at a time. Raises only for want of
        memory."""
        riders, together = batch.riders, self.model.rows_a_pass or len(batch.riders)
        for start in range(0, len(riders), together):
            yield self._computed(riders[start : start + together], batch.seats)

    def seen(self, items: Sequence[Any]) -> Features:
        """What the features of these items come to. Who asked has an answer though this fails."""
        try:
            return self._moments(items)
        except Exception:
            traceback.print_exc()
            return {}

    def _computed(self, riders: Sequence[Rider], seats: int) -> Computed:
        started = self.clock()
        readings = [read_rider(self.model, rider, now=started) for rider in riders]
        reads = [each for each in readings if isinstance(each, Read)]
        predicted = iter(self._predict(reads, seats))
        replies: list[Reply] = [
            self._written(rider, next(predicted)) if isinstance(reading, Read) else reading
            for rider, reading in zip(riders, readings, strict=True)
        ]
        items = [item for read in reads for item in read.items]
        return Computed(Answers(replies, self.clock() - started, len(items)), items)

    def _predict(self, reads: Sequence[Read], seats: int) -> Sequence[Predicted]:
        """All in one pass; where that raises, each by itself, so that one spoils no other."""
        together = self._forward([item for read in reads for item in read.items], seats)
        if isinstance(together, Raised):
            if len(reads) == 1:
                return [together]
            return [self._forward(read.items, seats) for read in reads]
        rows = iter(together)
        return [[next(rows) for _ in read.items] for read in reads]

    def _forward(self, items: Sequence[Any], seats: int) -> Predicted:
        given: list[Prediction] = []
        try:
            for start in range(0, len(items), seats):
                given += self.model.predict(items[start : start + seats])
        except Exception as error:
            return _raised(error)
        return given if len(given) == len(items) else Raised("WrongCount")

    def _written(self, rider: Rider, predicted: Predicted) -> Reply:
        if isinstance(predicted, Raised):
            return predicted
        try:
            if isinstance(rider.content, RawInput):
                return Given(_json(predicted[0].answer), _json(predicted[0].uncertainty))
            return self._as_tensors(predicted)
        except Exception as error:
            return _raised(error)

    def _as_tensors(self, predicted: Sequence[Prediction]) -> Given:
        uncertainty = _json([each.uncertainty for each in predicted])
        tensors = [
            as_wire(spec, [each.tensors[spec.name] for each in predicted])
            for spec in self.model.outputs
        ]
        return Given(b"", uncertainty, tensors)

    def _moments(self, items: Sequence[Any]) -> Features:
        seen: dict[str, list[float]] = {}
        for item in items:
            for name, value in self.model.features(item).items():
                seen.setdefault(name, []).append(value)
        found = {name: moments_of(values, self.profile.get(name)) for name, values in seen.items()}
        return {name: moments.numbers for name, moments in found.items() if moments is not None}


def _json(value: object) -> bytes:
    return orjson.dumps(value, option=orjson.OPT_SERIALIZE_NUMPY)


def _raised(error: Exception) -> Raised:
    if is_out_of_memory(error):
        raise error
    return Raised(type(error).__name__)
