"""The forecaster as the model server knows it: read, predict, tell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch

from ml_serving.contract import Archive, Device, Prediction, Refusal, Tensors, TensorSpec
from ml_serving.models.demand_forecast.forecast import Forecaster, forecast
from ml_serving.models.demand_forecast.level import ANY
from ml_serving.models.demand_forecast.read_request import read_request
from ml_serving.models.demand_forecast.read_tensors import INPUTS, OUTPUTS, read_tensors
from ml_serving.models.demand_forecast.rhythm import RHYTHMS
from ml_serving.models.demand_forecast.shipped import forecaster_from
from ml_serving.models.demand_forecast.window import Numbers, Window

FEW_DAYS = 14
"""With less history than this an answer says that it leans on the category."""


@dataclass(frozen=True, slots=True)
class DemandForecast:
    """A loaded archive: one forecaster a rhythm."""

    forecasters: Mapping[str, Forecaster]
    inputs: Sequence[TensorSpec] = INPUTS
    outputs: Sequence[TensorSpec] = OUTPUTS
    rows_a_pass: int | None = None

    def read(self, body: bytes, content_type: str) -> Window | Refusal:
        if content_type.partition(";")[0].strip().lower() not in ("application/json", ""):
            return Refusal("the body is not declared as JSON", "application/json")
        return read_request(body)

    def read_tensors(self, tensors: Tensors) -> Sequence[Window] | Refusal:
        return read_tensors(tensors)

    def features(self, item: Window) -> Mapping[str, float]:
        return describe(item)

    def predict(self, items: Sequence[Window]) -> Sequence[Prediction]:
        answers = forecast(items, self.forecasters)
        return [self._told(w, rows) for w, rows in zip(items, answers, strict=True)]

    def _told(self, window: Window, rows: Numbers) -> Prediction:
        known_days = window.known / window.rhythm.day
        priors = self.forecasters[window.rhythm.name].priors
        return Prediction(
            answer={
                "frequency": window.rhythm.name,
                "unit": f"the history's unit per {window.rhythm.name}",
                "category": window.category if window.category in priors else ANY,
                "cold_start": known_days < FEW_DAYS,
                "times": [str(time) for time in window.ahead],
                "quantiles": {
                    name: [round(float(value), 4) for value in rows[:, column]]
                    for column, name in enumerate(("0.1", "0.5", "0.9"))
                },
            },
            tensors={"quantiles": rows.astype(np.float32)},
            uncertainty=_doubt(rows),
        )


def describe(window: Window) -> Mapping[str, float]:
    """Numbers that describe a request without telling it."""
    known = window.history[np.isfinite(window.history)]
    return {
        "history_days": len(window.history) / window.rhythm.day,
        "horizon_days": window.horizon / window.rhythm.day,
        "gap_share": 1.0 - len(known) / max(len(window.history), 1),
        "zero_share": float((known == 0).mean()) if len(known) else 0.0,
        "log10_level": float(np.log10(known.mean() + 1e-3)) if len(known) else 0.0,
        "weather_known": float(np.isfinite(window.weather[-window.horizon :]).mean()),
    }


def _doubt(rows: Numbers) -> dict[str, Any]:
    """The 80 % band's mean width, in the history's unit and as a share of the median."""
    width = float((rows[:, 2] - rows[:, 0]).mean())
    return {
        "band": 0.8,
        "mean_width": round(width, 4),
        "mean_width_of_median": round(width / max(float(rows[:, 1].mean()), 1e-6), 4),
    }


def load(archive: Archive, device: Device) -> DemandForecast:
    """The model of an archive. So small that a GPU would only add the way there and back: it
    computes on the CPU whatever `device` says, with its number of threads."""
    torch.set_num_threads(device.threads)
    return DemandForecast(
        forecasters={name: forecaster_from(archive, rhythm=name) for name in RHYTHMS}
    )
