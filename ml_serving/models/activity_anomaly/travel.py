"""Many people, each over their own stretch of slots: a step folds all who have one left."""

from collections.abc import Sequence
from dataclasses import replace

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
    arrived = list(people)
    for index in range(max(map(len, stretches), default=0)):
        going = [n for n, stretch in enumerate(stretches) if index < len(stretch)]
        sights = _together([stretches[n].sights for n in going], index)
        rhythms = _side_by_side([arrived[n].rhythm for n in going])
        stepped = step(rhythms, sights, hazard)
        for row, n in enumerate(going):
            arrived[n] = replace(
                _heard_in(arrived[n], stretches[n], index, stepped.counts[row], outages[n]),
                rhythm=stepped.rhythm[row : row + 1],
            )
    return [_settled(*pair) for pair in zip(arrived, stretches, strict=True)]


def _side_by_side(rhythms: Sequence[Rhythms]) -> Rhythms:
    """As `np.concatenate` does, which for records would first ask what type could hold them all,
    field by field, each time: a fifth of the work of a batch."""
    out = np.empty(len(rhythms), dtype=rhythms[0].dtype)
    for row, each in enumerate(rhythms):
        out[row] = each[0]
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
    person: Person, stretch: Stretch, index: int, counts: NDArray[np.bool_], outages: Outages
) -> Person:
    """When the last sign was, and how long nobody has listened since."""
    if not counts.any():
        return replace(person, unheard_s=person.unheard_s + float(stretch.unheard_s[index]))
    at = (stretch.first + index) * SLOT_S + float(stretch.last[index][counts].max())
    return replace(person, last_sign=at, unheard_s=overlap_s(outages, at, stretch.end_of(index)))


def _settled(person: Person, stretch: Stretch) -> Person:
    slot = stretch.first + len(stretch)
    pending = {at: firings for at, firings in person.pending.items() if at >= slot}
    return replace(person, slot=slot, pending=pending, seats=stretch.seats)
