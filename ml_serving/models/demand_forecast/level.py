"""How much a shop sells at all: its own word, weighed against that of its category.

Everything after this speaks in units of the level, so that the network sees shapes and not sizes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from ml_serving.models.demand_forecast.rhythm import Rhythm
from ml_serving.models.demand_forecast.window import Numbers, Window, last_steps, slots

ANY: Final = "any"
WEEKS_OF_LEVEL: Final = 4
DAY_NOISE: Final = 0.4
"""Variance of one day's log demand around its level: how much one day tells."""

_SHARE_OF_POOLED: Final = 4.0
_LEAST: Final = 1e-6


@dataclass(frozen=True, slots=True)
class Prior:
    """What a category says of a shop nobody has seen: log level a step with its standard
    deviation over shops, and the shape of its week, of mean 1."""

    log_level: float
    spread: float
    profile: Numbers


Priors = Mapping[str, Prior]


@dataclass(frozen=True, slots=True)
class Level:
    """Demand a step, in the shop's units, and the standard deviation of its logarithm."""

    scale: float
    doubt: float
    profile: Numbers


def prior_for(category: str, priors: Priors) -> Prior:
    """That of the category, or of any shop where the category is not known."""
    return priors.get(category, priors[ANY])


def level_of(window: Window, priors: Priors) -> Level:
    """The mean of two normal beliefs on the log scale, each weighed by its precision."""
    prior = prior_for(window.category, priors)
    recent = last_steps(window, WEEKS_OF_LEVEL * window.rhythm.week)
    known = np.isfinite(recent)
    if not known.any():
        return Level(
            scale=float(np.exp(prior.log_level)), doubt=prior.spread, profile=prior.profile
        )
    expected = _expected(window, prior, len(recent))[known].sum()
    ratio = max(recent[known].sum(), 0.5 * min(1.0, recent[known].max() or 1.0)) / expected
    own = prior.spread**2 / (prior.spread**2 + DAY_NOISE / (known.sum() / window.rhythm.day))
    log_scale = own * np.log(ratio) + (1 - own) * prior.log_level
    doubt = float(np.sqrt(1 - own)) * prior.spread
    return Level(scale=float(np.exp(log_scale)), doubt=doubt, profile=prior.profile)


def _expected(window: Window, prior: Prior, count: int) -> Numbers:
    origin = window.ahead[:1]
    times = origin - np.arange(count, 0, -1)
    return np.maximum(prior.profile[slots(times, window.rhythm)], 0.02)


def learn_priors(windows: Sequence[Window], rhythm: Rhythm) -> dict[str, Prior]:
    """Priors out of whole training series, one a shop; `ANY` pools all, and is the widest."""
    by_category: dict[str, list[Window]] = {}
    for window in windows:
        by_category.setdefault(window.category, []).append(window)
    priors = {name: _learn(group, rhythm, spread=0.0) for name, group in by_category.items()}
    return priors | {ANY: _learn(windows, rhythm, spread=1.0)}


def _learn(windows: Sequence[Window], rhythm: Rhythm, *, spread: float) -> Prior:
    levels = [max(float(np.nanmean(window.history)), _LEAST) for window in windows]
    logs = np.log(levels)
    shapes = [_shape(window, rhythm) for window in windows]
    own = (logs.var() * len(logs) + _SHARE_OF_POOLED) / (len(logs) + _SHARE_OF_POOLED)
    profile = np.mean(shapes, axis=0)
    return Prior(
        log_level=float(logs.mean()),
        spread=max(float(np.sqrt(own)), spread),
        profile=profile / profile.mean(),
    )


def _shape(window: Window, rhythm: Rhythm) -> Numbers:
    where = slots(window.times[: len(window.history)], rhythm)
    known = np.isfinite(window.history)
    sums = np.bincount(where[known], weights=window.history[known], minlength=rhythm.week)
    counts = np.bincount(where[known], minlength=rhythm.week)
    shape = (sums + sums.sum() / max(counts.sum(), 1)) / (counts + 1)
    return np.asarray(shape / max(shape.mean(), _LEAST))
