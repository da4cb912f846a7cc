"""Rivals that know no gaps get them filled: with last week's step, or with the mean."""

import numpy as np

from ml_serving.models.demand_forecast.window import Numbers, Window


def filled(window: Window) -> Numbers:
    """The whole history without NaN, of at least one week."""
    week = window.rhythm.week
    past = window.history
    if len(past) < week:
        past = np.concatenate([np.full(week - len(past), np.nan), past])
    past = past.copy()
    mean = float(np.nanmean(past)) if np.isfinite(past).any() else 0.0
    for step in np.flatnonzero(np.isnan(past)):
        past[step] = past[step - week] if step >= week else mean
    return past
