"""A home, what befalls it, and how its people answer. Format only: both towns fill it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from domains.care.cases.vocabulary import ConcernKind
from ml_serving.models.activity_anomaly.recorded_home import By, RecordedHome

HOUR: Final = 3600.0
DAY: Final = 24 * HOUR
LIES_FOR: Final = 2 * DAY
"""Somebody whom nobody finds for so long was not found by us."""
AWAY_AFTER: Final = 3 * DAY
"""In hospital, as was told."""
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Incident:
    """At `at` (epoch s) something happened. An INACTIVITY is a person who lies still from then on;
    `how` says out of what: awake (at home, out of bed and bathroom), asleep, bathroom. Of the
    others a sensor tells."""

    kind: ConcernKind
    at: float
    how: str = ""


@dataclass(frozen=True, slots=True)
class Manners:
    """How somebody who is well answers, as chances; minutes are means of an exponential."""

    hears_awake: float
    hears_asleep: float
    hears_out: float
    answers_in_min: float
    answers_check_in: float
    check_in_h: float
    guardians: int
    guardian_settles: float
    """That a guardian who is asked reaches her, or whoever saw her, before the next is asked."""


@dataclass(frozen=True, slots=True)
class Household:
    """`celsius` are readings of one thermometer at `measured_at`."""

    record: RecordedHome
    has_pet: bool
    appliances: frozenset[str]
    incidents: Sequence[Incident]
    measured_at: Floats
    celsius: Floats
    manners: Manners


def sensed(household: Household, lying: Floats) -> NDArray[np.intp]:
    """Which events there are at all: where she lies (spans [N, 2]), and until she is back from
    hospital, nothing is hers and nobody comes by; fridge and cat go on."""
    record = household.record
    by_people = (record.by == By.PERSON) | (record.by == By.OTHER_PERSON)
    gone = np.zeros(len(record.at), dtype=bool)
    for since, until in lying:
        gone |= (record.at >= since) & (record.at < until)
    return np.flatnonzero(~(by_people & gone))


def next_of_hers(record: RecordedHome, at: float) -> float:
    """When she would have given a sign next, had nothing happened; never: infinity."""
    first = int(np.searchsorted(record.at, at, side="right"))
    hers = np.flatnonzero(record.by[first:] == By.PERSON)
    return float(record.at[first + hers[0]]) if len(hers) else float("inf")


def without(spans: Floats, others: Floats) -> Floats:
    """What is left of spans [N, 2] outside of others, both in order and apart."""
    edges = np.unique(np.concatenate([spans.ravel(), others.ravel()]))
    pieces = np.stack([edges[:-1], edges[1:]], axis=1)
    middles = pieces.mean(axis=1)
    keep = [holds(spans, at) and not holds(others, at) for at in middles]
    return np.asarray(pieces[np.asarray(keep, dtype=bool)])


def holds(spans: Floats, at: float) -> bool:
    """Whether a moment lies in one of the spans."""
    index = int(np.searchsorted(spans[:, 0], at, side="right")) - 1
    return index >= 0 and bool(at < spans[index, 1])
