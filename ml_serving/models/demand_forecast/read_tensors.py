"""Rows of an Open Inference Protocol v2 request as windows: the first one that fails refuses it."""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from ml_serving.contract import Datatype, Refusal, Tensor, Tensors, TensorSpec
from ml_serving.models.demand_forecast.read_request import read_fields
from ml_serving.models.demand_forecast.window import Window

INPUTS: Final = (
    TensorSpec("history", Datatype.FP32, (-1, -1)),
    TensorSpec("frequency", Datatype.BYTES, (-1, 1)),
    TensorSpec("start", Datatype.BYTES, (-1, 1)),
    TensorSpec("horizon", Datatype.INT32, (-1, 1)),
)
OUTPUTS: Final = (TensorSpec("quantiles", Datatype.FP32, (-1, -1, 3)),)

_WANTED: Final = "history (rows, steps), and frequency, start and horizon (rows, 1)"


def read_tensors(tensors: Tensors) -> Sequence[Window] | Refusal:
    """One window a row. All rows of a request share a horizon: a tensor has no ragged edge."""
    names = {spec.name for spec in INPUTS}
    if set(tensors) != names:
        return Refusal("an input is missing or not known", _WANTED)
    rows = {len(tensor) if tensor.ndim else -1 for tensor in tensors.values()}
    if len(rows) != 1 or tensors["history"].ndim != 2 or not rows.isdisjoint({-1, 0}):
        return Refusal("the shapes do not fit", _WANTED)
    if any(tensors[name].size != len(tensors[name]) for name in names - {"history"}):
        return Refusal("the shapes do not fit", _WANTED)
    if len(np.unique(tensors["horizon"])) != 1:
        return Refusal("the rows ask for different horizons", "one horizon for all rows")
    return _windows(tensors)


def _windows(tensors: Tensors) -> Sequence[Window] | Refusal:
    windows = []
    for row in range(len(tensors["history"])):
        window = read_fields(
            {
                "history": tensors["history"][row].tolist(),
                "frequency": _word(tensors["frequency"], row),
                "start": _word(tensors["start"], row),
                "horizon": _whole(tensors["horizon"], row),
            }
        )
        if isinstance(window, Refusal):
            return window
        windows.append(window)
    return windows


def _word(tensor: Tensor, row: int) -> str:
    word: Any = tensor.reshape(-1)[row]
    return word.decode("utf-8", "replace") if isinstance(word, bytes) else str(word)


def _whole(tensor: Tensor, row: int) -> Any:
    return tensor.reshape(-1)[row].item()
