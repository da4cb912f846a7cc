"""AutoETS and AutoARIMA of statsforecast, fitted anew at every origin on that series alone."""

import warnings
from collections.abc import Callable
from typing import Any, Final

import numpy as np
from statsforecast.models import AutoARIMA, AutoETS

from ml_serving.models.demand_forecast.evaluation.rivals.gaps import filled
from ml_serving.models.demand_forecast.evaluation.tasks import Case
from ml_serving.models.demand_forecast.rhythm import HOUR
from ml_serving.models.demand_forecast.window import Numbers

HOURS_SEEN: Final = 24 * 7 * 6
"""AutoETS by the hour: six weeks, season of a day (its longest is 24 steps)."""

BAND: Final = 80


def auto_ets(case: Case) -> Numbers:
    """Season of a day for hours, of a week for days; the whole past of days."""
    season = case.window.rhythm.day if case.window.rhythm is HOUR else case.window.rhythm.week
    return _forecast(case, lambda: AutoETS(season_length=season))


def auto_arima(case: Case) -> Numbers:
    """Days alone. Stepwise search with approximated likelihoods: its own defaults for speed."""
    return _forecast(
        case, lambda: AutoARIMA(season_length=case.window.rhythm.week, approximation=True)
    )


def _forecast(case: Case, model: Callable[[], Any]) -> Numbers:
    past = filled(case.window)
    if case.window.rhythm is HOUR:
        past = past[-HOURS_SEEN:]
    with warnings.catch_warnings(action="ignore"):
        told = model().forecast(y=past, h=case.window.horizon, level=[BAND])
    rows = np.stack([told[f"lo-{BAND}"], told["mean"], told[f"hi-{BAND}"]], axis=1)
    return np.maximum.accumulate(np.maximum(np.nan_to_num(rows), 0.0), axis=1)
