"""Ready means right: a model's golden inputs must give their golden answers, whatever rides along.

A worker proves its model with `prove` before it is ready; the tests of each model call the same.
"""

import math
from collections.abc import Iterator, Sequence
from typing import Any

import orjson

from ml_serving.contract import GoldenCase, Model, Prediction, Refusal
from ml_serving.registry.description import GoldenFailure


def prove(model: Model, cases: Sequence[GoldenCase]) -> Sequence[GoldenFailure]:
    """Every case by itself, then all of them in one batch, and in a batch turned round with the
    first one twice. Empty where all numbers lie within their case's tolerance each time; else the
    first failure of each case.

    An archive without a golden case proves nothing and fails.
    """
    if not cases:
        return [GoldenFailure("none", math.inf, 0.0, "the archive holds no golden case")]
    items = []
    for case in cases:
        item = model.read(case.body, case.content_type)
        if isinstance(item, Refusal):
            return [GoldenFailure(case.name, math.inf, case.tolerance, f"refused: {item.reason}")]
        items.append(item)
    numbered = range(len(cases))
    batches = [*([each] for each in numbered), list(numbered), [*reversed(numbered), 0]]
    failures: dict[str, GoldenFailure] = {}
    for batch in batches:
        for failure in _worst_of_batch(model, cases, items, batch):
            failures.setdefault(failure.case, failure)
    return list(failures.values())


def _worst_of_batch(
    model: Model, cases: Sequence[GoldenCase], items: Sequence[Any], batch: Sequence[int]
) -> Sequence[GoldenFailure]:
    predictions = model.predict([items[each] for each in batch])
    if len(predictions) != len(batch):
        told = f"{len(predictions)} answers for {len(batch)} items"
        return [GoldenFailure("all", math.inf, 0.0, told)]
    pairs = zip([cases[each] for each in batch], predictions, strict=True)
    found = [_worst(case, prediction, len(batch)) for case, prediction in pairs]
    return [failure for failure in found if failure is not None]


def _worst(case: GoldenCase, prediction: Prediction, rows: int) -> GoldenFailure | None:
    got = orjson.loads(orjson.dumps(prediction.answer, option=orjson.OPT_SERIALIZE_NUMPY))
    off_by, where = max(differences(case.answer, got), default=(0.0, ""))
    if off_by <= case.tolerance:
        return None
    company = "" if rows == 1 else f" in a batch of {rows}"
    return GoldenFailure(case.name, off_by, case.tolerance, f"{where or 'answer'}{company}")


def differences(expected: Any, got: Any, where: str = "") -> Iterator[tuple[float, str]]:
    """How far each number is off, and where; infinity for whatever is not of the same kind."""
    match expected, got:
        case dict(), dict() if expected.keys() == got.keys():
            for key, value in expected.items():
                yield from differences(value, got[key], f"{where}.{key}".lstrip("."))
        case list() | tuple(), list() if len(expected) == len(got):
            for index, (one, other) in enumerate(zip(expected, got, strict=True)):
                yield from differences(one, other, f"{where}[{index}]")
        case bool() | str() | None, _:
            yield (0.0 if expected == got and type(expected) is type(got) else math.inf, where)
        case int() | float(), int() | float() if not isinstance(got, bool):
            gap = abs(expected - got)
            yield (math.inf if math.isnan(gap) else gap, where)
        case _:
            yield (math.inf, where)
