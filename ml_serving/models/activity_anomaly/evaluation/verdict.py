"""Delays of one detector at one level, and what they amount to."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ml_serving.models.activity_anomaly.evaluation.falls import Fall, places_of
from ml_serving.models.activity_anomaly.evaluation.lifelines import Lifelines
from ml_serving.models.activity_anomaly.moments import SLOT_S

Floats = NDArray[np.float64]
HOUR_S = 3600.0


@dataclass(frozen=True, slots=True)
class Verdict:
    """`delay_h` from the fall and `late_h` from the first sign that did not come, a number a fall;
    infinite where two days passed without an alarm. Alarms that stood before the fall count as no
    delay from then."""

    alarms_per_month: float
    delay_h: Floats
    late_h: Floats

    def of(self, chosen: NDArray[np.bool_]) -> "Verdict":
        return Verdict(self.alarms_per_month, self.delay_h[chosen], self.late_h[chosen])


def judge(lines: Lifelines, falls: Sequence[Fall], level: float) -> Verdict:
    above = lines.fallen > level
    first = np.where(above.any(axis=0), above.argmax(axis=0).astype(np.float64), np.inf)
    alarm_s = (places_of(falls)[0] + first + 1) * SLOT_S
    delay = alarm_s - np.array([fall.at for fall in falls])
    late = np.maximum(alarm_s - np.array([fall.missed_at for fall in falls]), 0.0)
    rate = lines.harmless().alarms_per_month(level)
    return Verdict(rate, delay / HOUR_S, late / HOUR_S)


def within(hours: Floats, limit_h: float) -> float:
    return float((hours <= limit_h).mean()) if len(hours) else float("nan")


def quantile(hours: Floats, share: float) -> float:
    """Hours by which a share of the falls was found; infinite where it never was."""
    return float(np.quantile(hours, share, method="higher")) if len(hours) else float("nan")
