"""`python -m ml_serving.bench.bare ARCHIVE CALLS.json THREADS`: the model itself, called in a loop.

Cues: `{"items", "batch"}` calls `predict` on inputs that are read already, and nothing else;
`{"bodies"}` does for each body what any server must: read it, one forward pass, write JSON.
`{"answers": true}` says what the model says to each body.
"""

import json
import sys
import time
from collections.abc import Mapping, Sequence
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import orjson

from ml_serving.bench.calls import Call, archive_of
from ml_serving.bench.cue import perform
from ml_serving.bench.said import spelt, spelt_tensors
from ml_serving.bench.tensor_calls import tensors_of
from ml_serving.contract import Device, Model, Prediction, Refusal
from ml_serving.models.catalogue import loader_of


class Bare:
    """A loaded model and bodies to ask it."""

    def __init__(self, model: Model, calls: Sequence[Call]) -> None:
        self._model, self._calls = model, calls
        self._items = [self._read(call) for call in calls]

    def play(self, cue: Mapping[str, Any]) -> Mapping[str, Any]:
        if "answers" in cue:
            pairs = zip(self._calls, self._one_by_one(), strict=True)
            return {"answers": [_comparable(call, said) for call, said in pairs]}
        if "bodies" in cue:
            return self._bodies(cue["bodies"])
        return self._batches(cue["items"], cue["batch"])

    def _read(self, call: Call) -> Any:
        """Raises ValueError where the model refuses it."""
        if call.head:
            told = self._model.read_tensors(tensors_of(call))
            item = told if isinstance(told, Refusal) else told[0]
        else:
            item = self._model.read(call.body, call.content_type)
        if isinstance(item, Refusal):
            raise ValueError(f"a call of the bench is refused by the model: {item.reason}")
        return item

    def _one_by_one(self) -> Sequence[Prediction]:
        return [self._model.predict([item])[0] for item in self._items]

    def _batches(self, items: int, size: int) -> Mapping[str, Any]:
        endless, count = cycle(self._items), items // size
        batches = [list(islice(endless, size)) for _ in range(count)]
        took: list[float] = []
        began, cpu = time.monotonic(), time.process_time()
        for batch in batches:
            start = time.monotonic()
            self._model.predict(batch)
            took.append(time.monotonic() - start)
        return {**_cost(began, cpu, count * size), "latencies_s": took}

    def _bodies(self, count: int) -> Mapping[str, Any]:
        calls = list(islice(cycle(self._calls), count))
        took: list[float] = []
        began, cpu = time.monotonic(), time.process_time()
        for call in calls:
            start = time.monotonic()
            _written(self._model.predict([self._read(call)])[0])
            took.append(time.monotonic() - start)
        return {**_cost(began, cpu, count), "latencies_s": took}


def _cost(began: float, cpu: float, items: int) -> Mapping[str, float]:
    wall_s, cpu_s = time.monotonic() - began, time.process_time() - cpu
    return {"wall_s": wall_s, "cpu_s": cpu_s, "items": items}


def _written(prediction: Prediction) -> bytes:
    return orjson.dumps(
        {"prediction": prediction.answer, "uncertainty": prediction.uncertainty},
        option=orjson.OPT_SERIALIZE_NUMPY,
    )


def _comparable(call: Call, prediction: Prediction) -> str:
    said = orjson.loads(_written(prediction))
    if call.head:
        return spelt_tensors(prediction.tensors, said["uncertainty"])
    return spelt(said["prediction"], said["uncertainty"])


def main(archive: str, calls: str, threads: str) -> None:
    opened = archive_of(Path(archive))
    model = loader_of(opened.manifest.architecture)(opened, Device(threads=int(threads)))
    told = [Call.of_json(each) for each in json.loads(Path(calls).read_text())]
    name = opened.manifest.name
    perform(Bare(model, [call for call in told if call.model == name]).play)


if __name__ == "__main__":
    main(*sys.argv[1:])
