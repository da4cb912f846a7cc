"""Training rows: windows cut at random origins out of the past, each step ahead a row."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from ml_serving.models.demand_forecast.data.series import Series, cut
from ml_serving.models.demand_forecast.features import Floats, Steps, steps_of
from ml_serving.models.demand_forecast.level import Priors
from ml_serving.models.demand_forecast.rhythm import DAY
from ml_serving.models.demand_forecast.window import Numbers

SHORT_RECORDS: Final = 0.25
"""Share of windows that pretend to be a new shop, with between no and four weeks of history."""

CUT_RECORDS: Final = 0.6
"""Share of the other windows by day that are cut to a length drawn at random: else the length of
a record, and whether last year is known, would tell its date."""

_LONG: Final = 28

WEATHER_AHEAD: Final = 0.5
"""Share of windows that see the weather of the days ahead."""

DOUBT_COSTS: Final = 1.5
"""A shop that may be ten times its level would drown the others in the loss: a row counts less,
the less sure its level is. By what is known beforehand only, so that no quantile is bent."""

STEPS_KEPT: Final = 10
"""Rows kept of one window: its steps say much the same."""

_NEAR: Final = 0.5
"""Share of windows that look no further than a day (hours) or a fortnight (days)."""


@dataclass(frozen=True, slots=True)
class Samples:
    """`target` is demand in units of the level; `weight` what a row counts in the loss."""

    features: Floats
    anchors: Floats
    target: Floats
    weight: Floats

    def __len__(self) -> int:
        return len(self.target)


def draw_samples(
    series: Series, *, windows: int, weight: float, priors: Priors, rng: Generator
) -> Samples:
    """Rows of `windows` windows whose horizons end within the series."""
    drawn = [_draw(series, weight, priors, rng) for _ in range(windows)]
    return join([each for each in drawn if each is not None])


def join(parts: Sequence[Samples]) -> Samples:
    """All rows of all parts."""
    names = Samples.__slots__
    return Samples(**{name: np.concatenate([getattr(p, name) for p in parts]) for name in names})


def rows_of(
    steps: Steps, truth: Numbers, *, weight: float, keep: NDArray[np.int64] | None = None
) -> Samples:
    """A window's rows with what came; steps that nobody recorded are left out."""
    known = np.flatnonzero(np.isfinite(truth)) if keep is None else keep
    return Samples(
        features=steps.features[known],
        anchors=steps.anchors[known],
        target=(truth[known] / steps.scale).astype(np.float32),
        weight=np.full(len(known), weight, dtype=np.float32),
    )


def _draw(series: Series, weight: float, priors: Priors, rng: Generator) -> Samples | None:
    rhythm = series.rhythm
    horizon = _horizon(series, rng)
    origin = int(rng.integers(rhythm.week, len(series.values) - 1))
    window, truth = cut(
        series,
        origin=origin,
        horizon=horizon,
        history=_history(series, origin, rng),
        weather_ahead=bool(rng.random() < WEATHER_AHEAD),
    )
    known = np.flatnonzero(np.isfinite(truth))
    if not len(known):
        return None
    keep = rng.choice(known, size=min(STEPS_KEPT, len(known)), replace=False)
    steps = steps_of(window, priors)
    trust = float(np.exp(-DOUBT_COSTS * steps.doubt))
    return rows_of(steps, truth, weight=weight * trust, keep=keep)


def _horizon(series: Series, rng: Generator) -> int:
    rhythm = series.rhythm
    near = 2 * rhythm.day if rhythm.day > 1 else 14
    return near if rng.random() < _NEAR else rhythm.longest_horizon


def _history(series: Series, origin: int, rng: Generator) -> int | None:
    if rng.random() < SHORT_RECORDS:
        return int(np.expm1(rng.uniform(0, np.log(29)))) * series.rhythm.day
    if series.rhythm is DAY and origin > _LONG and rng.random() < CUT_RECORDS:
        return int(np.exp(rng.uniform(np.log(_LONG), np.log(origin))))
    return None
