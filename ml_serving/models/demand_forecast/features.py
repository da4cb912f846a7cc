"""What the network sees of one step ahead; LightGBM gets the same numbers in the evaluation."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ml_serving.models.demand_forecast.anchors import ANCHORS, anchors_of
from ml_serving.models.demand_forecast.day_marks import FEAST_REACH, Marks
from ml_serving.models.demand_forecast.holiday_habit import holiday_habit
from ml_serving.models.demand_forecast.last_year import last_year
from ml_serving.models.demand_forecast.level import Priors, level_of
from ml_serving.models.demand_forecast.past import Past
from ml_serving.models.demand_forecast.weather_change import WEATHER_FEATURES, weather_features
from ml_serving.models.demand_forecast.window import Numbers, Window

Floats = NDArray[np.float32]

BEND: Final = 3.0
"""Where `bent` turns from straight to logarithmic: at a third of the usual demand."""


def bent(x: Numbers) -> Numbers:
    """Demand on the network's scale: sums near nothing, ratios where there is much."""
    return np.asarray(np.log1p(BEND * x))


_LONG_KNOWN: Final = 56
"""Days. Where a record ends with the training split, how much more than this is known tells the
date, and nothing that holds after it."""


@dataclass(frozen=True, slots=True)
class Steps:
    """One window as rows for the network. `scale` turns its answer back into the shop's units,
    `doubt` is how unsure the level is (standard deviation of its logarithm)."""

    features: Floats
    anchors: Floats
    scale: float
    doubt: float


def steps_of(window: Window, priors: Priors) -> Steps:
    """Every step ahead of a window: features (horizon, n), bent anchors (horizon, anchors)."""
    past = Past(window=window, level=level_of(window, priors))
    season, season_known = last_year(past)
    habit, habit_seen = holiday_habit(past)
    anchors = bent(anchors_of(past, season=season, habit=habit))
    own = np.stack([season, season_known, habit, np.minimum(habit_seen, 6.0)], axis=1)
    each = [anchors, own, _of_slot(past), _calendar(past.ahead, past), _distance(past)]
    shared = np.tile(np.concatenate([_lately(past), _state(past)]), (window.horizon, 1))
    rows = np.concatenate([*each, weather_features(window), shared], axis=1)
    return Steps(
        features=rows.astype(np.float32),
        anchors=anchors.astype(np.float32),
        scale=past.level.scale,
        doubt=past.level.doubt,
    )


def _of_slot(past: Past) -> Numbers:
    """Doubt about this step of the week, zeros there, and how yesterday's same hour went."""
    seen = past.usual_weeks
    known = np.isfinite(seen)
    count = np.maximum(known.sum(axis=0), 1)
    away = np.where(known, np.abs(seen - past.usual), 0.0).sum(axis=0) / count
    zeros = (known & (seen == 0)).sum(axis=0) / count
    latest = past.recent[-past.rhythm.day :]
    wont = past.usual[-past.rhythm.day :]
    went = np.where(np.isfinite(latest), bent(np.nan_to_num(latest)) - bent(wont), 0.0)
    hours = np.arange(past.window.horizon) % past.rhythm.day
    return np.stack([bent(away)[past.columns], zeros[past.columns], went[hours]], axis=1)


def _calendar(marks: Marks, past: Past) -> Numbers:
    weekdays = marks.weekday[:, None] == np.arange(7)
    feasts = marks.feast_distance[:, None] == np.arange(-FEAST_REACH, FEAST_REACH + 1)
    flags = np.stack([marks.off, marks.holiday, marks.eve, marks.after], axis=1)
    year = 2 * np.pi * (marks.month - 1 + marks.month_day / 31) / 12
    month = 2 * np.pi * marks.month_day / 31
    turns = np.stack([f(a) for a in (year, month) for f in (np.sin, np.cos)], axis=1)
    runs = np.minimum(marks.rest_run, 6)[:, None] / 3
    parts = [weekdays, feasts, flags, turns, runs]
    if past.rhythm.day > 1:
        parts.append(_clock(past))
    return np.concatenate(parts, axis=1).astype(np.float64)


def _clock(past: Past) -> Numbers:
    hour = (past.window.ahead.astype("datetime64[h]").astype(np.int64) % 24)[:, None]
    angle = 2 * np.pi * hour * np.arange(1, 4) / 24
    return np.concatenate([np.sin(angle), np.cos(angle)], axis=1)


def _distance(past: Past) -> Numbers:
    steps = np.arange(past.window.horizon)
    days = steps / past.rhythm.day
    return np.stack([np.log1p(days), np.exp(-steps / 4), np.exp(-days / 3)], axis=1)


def _lately(past: Past) -> Numbers:
    """The last steps one by one against the usual, and whole stretches."""
    latest = past.recent[-past.rhythm.lately :]
    wont = past.usual[-past.rhythm.lately :]
    went = np.where(np.isfinite(latest), bent(np.nan_to_num(latest)) - bent(wont), 0.0)
    return np.concatenate([went, list(past.drift.values())])


def _state(past: Past) -> Numbers:
    """Of the whole shop: noise, zeros, counts, how much is known and how sure the level is."""
    recent = past.recent[-4 * past.rhythm.week :]
    known = np.isfinite(recent)
    count = max(int(known.sum()), 1)
    wont = np.tile(past.usual, 4)
    away = np.abs(np.where(known, recent - wont, 0.0))
    sums = np.where(known, recent, 0.0)
    whole = past.window.history[-4 * past.rhythm.week :]
    counts = float(np.all(whole[np.isfinite(whole)] % 1 == 0)) if known.any() else 0.0
    return np.array(
        [
            bent(away.sum() / count),
            np.sqrt((away**2).sum() / count) / (1 + away.sum() / count),
            (known & (recent == 0)).sum() / count,
            counts,
            counts * np.log(past.level.scale),
            np.log1p(min(past.window.known / past.rhythm.day, _LONG_KNOWN)),
            known.mean(),
            past.level.doubt,
            bent(sums.max(initial=0.0)),
            float(past.nearest_feast().any()),
        ]
    )


def names(*, hourly: bool) -> list[str]:
    """Names of the features in order, for pictures of what matters."""
    lately = 6 if hourly else 7
    clock = [f"{f}{k}" for f in ("sin_hour", "cos_hour") for k in (1, 2, 3)] if hourly else []
    return [
        *ANCHORS,
        *("last_year", "last_year_known", "habit", "habit_seen"),
        *("slot_noise", "slot_zeros", "yesterday"),
        *(f"weekday{day}" for day in range(7)),
        *(f"feast{day:+d}" for day in range(-FEAST_REACH, FEAST_REACH + 1)),
        *("off", "holiday", "eve", "after", "sin_year", "cos_year", "sin_month", "cos_month"),
        *("rest_run", *clock, "log_days_ahead", "near", "days_near"),
        *WEATHER_FEATURES,
        *(f"lately{step}" for step in range(lately)),
        *(f"drift{span}" for span in range(6)),
        *("noise", "peaks", "zeros", "counts", "log_count", "log_days", "known", "doubt"),
        *("maximum", "feast_ahead"),
    ]


FLEETING: Final = (
    ("sin_year", "cos_year"),
    (*(f"feast{day:+d}" for day in range(-FEAST_REACH, FEAST_REACH + 1)), "feast_ahead"),
    ("temperature_c_ahead", "temperature_c_latest"),
)
"""Features by which a record of a year or two can be learnt by heart: its one Christmas, its one
cold November. Training hides each group from half of the rows."""


def fleeting(*, hourly: bool) -> tuple[tuple[int, ...], ...]:
    """Columns of each group."""
    place = {name: number for number, name in enumerate(names(hourly=hourly))}
    return tuple(tuple(place[name] for name in group) for group in FLEETING)


__all__ = ["Floats", "Steps", "bent", "fleeting", "names", "steps_of"]
