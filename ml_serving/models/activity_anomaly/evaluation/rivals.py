"""The two that are in use elsewhere: a fixed timer, and a quantile of silences by the hour."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ml_serving.models.activity_anomaly.evaluation.falls import (
    HORIZON_SLOTS,
    Fall,
    minutes_after,
    places_of,
)
from ml_serving.models.activity_anomaly.evaluation.lifelines import Lifelines
from ml_serving.models.activity_anomaly.moments import SLOTS_A_DAY
from ml_serving.models.activity_anomaly.rehearsal.lay_out import Street

Floats = NDArray[np.float64]
HOURS: Final = 24
EIGHT_HOURS: Final = 32.0
"""In slots: the fixed timer as it is sold."""
QUANTILES: Final = (0.9, 0.95, 0.99, 1.0)
MEMORY_DAYS: Final = 120


def timer(street: Street, falls: Sequence[Fall], counted: Floats) -> Lifelines:
    """Slots of silence since any event of any sensor; outages stop it, as they stop ours."""
    sign = np.asarray((street.minutes > 0).any(axis=2))
    usual = np.zeros(sign.shape)
    silence = np.zeros(sign.shape[1])
    for slot in range(len(street)):
        silence = np.where(sign[slot], 0.0, silence + street.watched[slot])
        usual[slot] = silence
    return Lifelines(usual, sign, counted, _after_falls(street, falls, usual))


def _after_falls(street: Street, falls: Sequence[Fall], usual: Floats) -> Floats:
    start, homes = places_of(falls)
    silence = usual[start - 1, homes]
    fallen = np.zeros((HORIZON_SLOTS, len(falls)))
    for ahead in range(HORIZON_SLOTS):
        sign = (minutes_after(street, falls, ahead) > 0).any(axis=1)
        silence = np.where(sign, 0.0, silence + street.watched[start + ahead, homes])
        fallen[ahead] = silence
    return fallen


def by_the_hour(
    street: Street, falls: Sequence[Fall], silences: Lifelines, quantile: float
) -> Lifelines:
    """Silence over the quantile of this person's silences at this hour of the day, learnt from all
    days before (the last 120); one more slot, so that nobody's is nothing."""
    days, homes = len(street) // SLOTS_A_DAY, silences.usual.shape[1]
    quarters = SLOTS_A_DAY // HOURS
    longest = silences.usual.reshape(days, HOURS, quarters, homes).max(axis=2)
    usual = np.ones((days, HOURS, homes))
    for day in range(1, days):
        known = longest[max(0, day - MEMORY_DAYS) : day]
        usual[day] = np.quantile(known, quantile, axis=0) + 1.0
    ratio = silences.usual / np.repeat(usual.reshape(days * HOURS, homes), quarters, axis=0)
    return replace(silences, usual=ratio, fallen=silences.fallen / _known(falls, usual, quarters))


def _known(falls: Sequence[Fall], usual: Floats, quarters: int) -> Floats:
    """As learnt by the day of the fall, for the hours after it."""
    start, homes = places_of(falls)
    hours = (np.arange(HORIZON_SLOTS)[:, None] + start) // quarters % HOURS
    return np.asarray(usual[start // SLOTS_A_DAY, hours, homes])
