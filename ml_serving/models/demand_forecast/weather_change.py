"""Weather as it bears on demand: the forecast for a step, and how it differs from last week."""

from typing import Final

import numpy as np

from ml_serving.models.demand_forecast.window import WEATHER, Numbers, Window

_MIDDLE: Final = np.array([15.0, 60.0, 3.5, 1.4])
_WIDTH: Final = np.array([10.0, 20.0, 2.5, 0.7])

WEATHER_FEATURES: Final = (
    *(f"{name}_{part}" for part in ("ahead", "change", "latest") for name in WEATHER),
    "weather_ahead_known",
    "weather_past_known",
)


def weather_features(window: Window) -> Numbers:
    """(horizon, 14): forecast, forecast less the past week's mean, and yesterday's against that
    week; zeros with a flag where nobody knows."""
    origin = len(window.history)
    if np.isnan(window.weather).all():
        return np.zeros((window.horizon, len(WEATHER_FEATURES)))
    past = _standard(window.weather[max(origin - window.rhythm.week, 0) : origin])
    ahead = _standard(window.weather[origin:])
    usual = _mean(past)
    latest = _mean(past[-window.rhythm.day :]) - usual
    rows = np.tile(np.nan_to_num(latest), (window.horizon, 1))
    seen = np.isfinite(ahead).all(axis=1, keepdims=True)
    known = np.full((window.horizon, 1), float(np.isfinite(usual).all()))
    parts = [np.nan_to_num(ahead), np.nan_to_num(ahead - usual), rows, seen, known]
    return np.concatenate(parts, axis=1)


def _standard(weather: Numbers) -> Numbers:
    return np.asarray((weather - _MIDDLE) / _WIDTH)


def _mean(rows: Numbers) -> Numbers:
    known = np.isfinite(rows)
    count = known.sum(axis=0)
    total = np.where(known, rows, 0.0).sum(axis=0)
    return np.where(count > 0, total / np.maximum(count, 1), np.nan)
