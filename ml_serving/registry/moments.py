"""How a feature is distributed, in six numbers that are never more, and never an input."""

import math
from collections.abc import Sequence
from dataclasses import astuple, dataclass

from ml_serving.contract import Profile
from ml_serving.registry.description import FeatureDrift

LARGEST = 1e100


@dataclass(frozen=True, slots=True)
class Moments:
    """`m2` is the sum of squared differences from the mean; `outside` counts values beyond the
    low and high of training."""

    count: float
    mean: float
    m2: float
    low: float
    high: float
    outside: float = 0.0

    @property
    def numbers(self) -> Sequence[float]:
        """As they travel; `Moments(*numbers)` reads them."""
        return astuple(self)


def moments_of(values: Sequence[float], profile: Profile | None) -> Moments | None:
    """Of the finite among them, within `LARGEST` so that their squares are, too; None where there
    is none."""
    finite = [max(-LARGEST, min(float(v), LARGEST)) for v in values if math.isfinite(v)]
    if not finite:
        return None
    mean = math.fsum(finite) / len(finite)
    m2 = math.fsum((value - mean) ** 2 for value in finite)
    outside = 0
    if profile is not None:
        outside = sum(not profile.low <= value <= profile.high for value in finite)
    return Moments(len(finite), mean, m2, min(finite), max(finite), outside)


def merged(one: Moments, other: Moments) -> Moments:
    """Of both together (Chan, Golub, LeVeque: Updating formulae, 1979, formula 2.1b)."""
    count = one.count + other.count
    gap = other.mean - one.mean
    return Moments(
        count=count,
        mean=one.mean + gap * other.count / count,
        m2=one.m2 + other.m2 + gap * gap * one.count * other.count / count,
        low=min(one.low, other.low),
        high=max(one.high, other.high),
        outside=one.outside + other.outside,
    )


def beside(seen: Moments, profile: Profile | None) -> FeatureDrift:
    """What was seen, beside training. Where training never varied, a shift is none or infinite."""
    std = math.sqrt(seen.m2 / seen.count)
    return FeatureDrift(
        count=int(seen.count),
        mean=seen.mean,
        std=std,
        low=seen.low,
        high=seen.high,
        shift=None if profile is None else _shift(seen.mean - profile.mean, profile.std),
        outside=None if profile is None else seen.outside / seen.count,
    )


def _shift(gap: float, std: float) -> float:
    if gap == 0.0:
        return 0.0
    return gap / std if std > 0.0 else math.copysign(math.inf, gap)
