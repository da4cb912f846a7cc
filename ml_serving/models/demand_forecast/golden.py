"""Requests whose answers travel with the weights: so a server sees that it loads them right."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import orjson

from ml_serving.contract import GoldenCase, Refusal
from ml_serving.models.demand_forecast.forecast import Forecaster
from ml_serving.models.demand_forecast.predict import DemandForecast
from ml_serving.models.demand_forecast.window import WEATHER

TOLERANCE_OF_LEVEL = 1e-3
"""Machines round differently: this share of the largest number of an answer."""


def golden_cases(forecasters: Mapping[str, Forecaster]) -> Sequence[GoldenCase]:
    """An ordinary café, a new shop before Seollal, a lunch place by the hour, a shop with gaps."""
    model = DemandForecast(forecasters)
    return [_case(model, name, asked) for name, asked in _requests().items()]


def _case(model: DemandForecast, name: str, asked: Mapping[str, Any]) -> GoldenCase:
    body = orjson.dumps(asked)
    window = model.read(body, "application/json")
    assert not isinstance(window, Refusal), window
    answer = model.predict([window])[0].answer
    largest = max(answer["quantiles"]["0.9"])
    return GoldenCase(
        name=name,
        body=body,
        content_type="application/json",
        answer=answer,
        tolerance=max(TOLERANCE_OF_LEVEL * largest, 1e-3),
    )


def _requests() -> Mapping[str, Mapping[str, Any]]:
    week = np.array([40, 42, 45, 44, 61, 88, 70])
    cafe = [int(v) for v in np.tile(week, 20) + np.arange(140) // 10]
    lunch = np.zeros(24)
    lunch[10:21] = [4, 19, 31, 12, 5, 3, 6, 14, 20, 11, 3]
    rain = {name: [each] * 182 for name, each in zip(WEATHER, (12.0, 70.0, 3.0, 2.0), strict=True)}
    return {
        "cafe-by-day": {
            "frequency": "day", "start": "2026-01-05", "history": cafe, "horizon": 14,
        },
        "new-bakery-before-seollal": {
            "frequency": "day", "start": "2026-02-10", "history": [31, 28, 0],
            "horizon": 10, "category": "bakery",
        },
        "lunch-by-hour": {
            "frequency": "hour", "start": "2026-03-02T00:00",
            "history": [int(v) for v in np.tile(lunch, 21)], "horizon": 24,
        },
        "gaps-rain-and-a-closed-day": {
            "frequency": "day", "start": "2025-08-01",
            "history": [None if day % 11 == 3 else 300 + 20 * (day % 7) for day in range(175)],
            "horizon": 7, "closed": [False] * 180 + [True, False], "weather": rain,
        },
    }  # fmt: skip
