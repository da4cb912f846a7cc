"""Many people, each over their own stretch of slots: a step folds all who have one left."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ml_serving.models.activity_anomaly.fold import step
from ml_serving.models.activity_anomaly.hazard import Hazard
from ml_serving.models.activity_anomaly.moments import SLOT_S, Clock
from ml_serving.models.activity_anomaly.outages import Interval, overlap_s
from ml_serving.models.activity_anomaly.person import Person
from ml_serving.models.activity_anomaly.rhythm import Rhythms
from ml_serving.models.activity_anomaly.sights import Sights
from ml_serving.models.activity_anomaly.stretch import Stretch

Outages = Sequence[Interval]


def travel(
    people: Sequence[Person],
    stretches: Sequence[Stretch],
    outages: Sequence[Outages],
    hazard: Hazard,
) -> list[Person]:
    """Everybody at the end of their stretch. Nobody's answer depends on who travels along."""
    if not people:
        return []
    rhythms = _side_by_side(people)
    heard = [Heard(person.last_sign, person.unheard_s) for person in people]
    for index in range(max(map(len, stretches))):
        going = [n for n, stretch in enumerate(stretches) if index < len(stretch)]
        sights = _together([stretches[n].sights for n in going], index)
        stepped = step(rhythms[going], sights, hazard)
        rhythms[going] = stepped.rhythm
        signs = stepped.sign
        for row, n in enumerate(going):
            counts = stepped.counts[row] if signs[row] else None
            heard[n] = _heard_in(heard[n], stretches[n], index, counts, outages[n])
    return [
        _settled(person, stretch, heard[n], rhythms[n : n + 1])
        for n, (person, stretch) in enumerate(zip(people, stretches, strict=True))
    ]


class Heard(NamedTuple):
    """When the last sign was, and how long nobody has listened since."""

    last_sign: float | None
    unheard_s: float


def _side_by_side(people: Sequence[Person]) -> Rhythms:
    """As `np.concatenate` does, which for records would first ask what type could hold them all,
    field by field, each time: a fifth of the work of a batch."""
    out = np.empty(len(people), dtype=people[0].rhythm.dtype)
    for row, person in enumerate(people):
        out[row] = person.rhythm[0]
    return out


def _together(sights: Sequence[Sights], index: int) -> Sights:
    clocks = [each.clock for each in sights]
    return Sights(
        np.stack([each.minutes[index] for each in sights]),
        np.array([each.watched[index] for each in sights]),
        Clock(
            np.array([clock.half_hour[index] for clock in clocks]),
            np.array([clock.free_day[index] for clock in clocks]),
            np.array([clock.day_ends[index] for clock in clocks]),
        ),
    )


def _heard_in(
    heard: Heard,
    stretch: Stretch,
    index: int,
    counts: NDArray[np.bool_] | None,
    outages: Outages,
) -> Heard:
    """After one slot more; `counts` None: nothing in it was a sign of life."""
    if counts is None:
        return Heard(heard.last_sign, heard.unheard_s + float(stretch.unheard_s[index]))
    at = (stretch.first + index) * SLOT_S + float(stretch.last[index][counts].max())
    return Heard(at, overlap_s(outages, at, stretch.end_of(index)))


def _settled(person: Person, stretch: Stretch, heard: Heard, rhythm: Rhythms) -> Person:
    slot = stretch.first + len(stretch)
    pending = {at: firings for at, firings in person.pending.items() if at >= slot}
    return Person(slot, pending, stretch.seats, heard.last_sign, heard.unheard_s, rhythm)
