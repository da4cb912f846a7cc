"""If the silence goes on: how its score will grow, and when a sign of life is to be expected."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ml_serving.models.activity_anomaly.fold import RECENT_SLOTS, SUREST
from ml_serving.models.activity_anomaly.hazard import Hazard, features
from ml_serving.models.activity_anomaly.moments import SLOT_S, SLOTS_A_DAY, Calendar
from ml_serving.models.activity_anomaly.rhythm import Rhythms

Floats = NDArray[np.float64]
AHEAD_SLOTS: Final = SLOTS_A_DAY


@dataclass(frozen=True, slots=True)
class Outlook:
    """`seconds` of the pieces of the day ahead and the `pressure` that each adds to the score."""

    seconds: Floats
    pressure: Floats

    def wait_s(self) -> float:
        """Mean time until the next sign of life, as far as the day ahead goes."""
        before = np.concatenate([[0.0], self.pressure.cumsum()[:-1]])
        return float((np.exp(-before) * self.seconds).sum())

    def until_s(self, gain: float) -> float | None:
        """When the score will have grown by `gain`; None if not within the day ahead."""
        if gain <= 0:
            return 0.0
        reached = np.concatenate([[0.0], self.pressure.cumsum()])
        if reached[-1] < gain:
            return None
        return float(np.interp(gain, reached, np.concatenate([[0.0], self.seconds.cumsum()])))


@dataclass(frozen=True, slots=True)
class Wait:
    """One person in a silence: `slot` is the present one, of which `rest_s` remain and will add
    `rest_pressure`."""

    rhythm: Rhythms
    slot: int
    rest_s: float
    rest_pressure: float
    calendar: Calendar


def foresee(waits: Sequence[Wait], hazard: Hazard) -> list[Outlook]:
    """The day ahead of each, by one pass for all."""
    if not waits:
        return []
    days = [_day_ahead(wait) for wait in waits]
    pressure = -np.log1p(-hazard(np.concatenate(days)))
    seconds = np.full(AHEAD_SLOTS, float(SLOT_S))
    return [
        Outlook(np.append(wait.rest_s, seconds), np.append(wait.rest_pressure, day))
        for wait, day in zip(waits, pressure.reshape(len(waits), AHEAD_SLOTS), strict=True)
    ]


def _day_ahead(wait: Wait) -> Floats:
    """What the network will see at the start of each slot, if no sign comes until then."""
    ahead = np.arange(AHEAD_SLOTS)
    clock = wait.calendar.clock(range(wait.slot + 1, wait.slot + 1 + AHEAD_SLOTS))
    silent = np.repeat(wait.rhythm, AHEAD_SLOTS)
    since = ahead + wait.rest_s / SLOT_S
    usual = silent["usual"][ahead, clock.free_day, clock.half_hour].astype(np.float64)
    missed = -np.log1p(-np.minimum(usual, SUREST))
    silent["elapsed"] += since
    silent["missed"] += missed.cumsum() - missed
    silent["recent"] *= np.exp(-since[:, None] / RECENT_SLOTS)
    return features(silent, clock)
