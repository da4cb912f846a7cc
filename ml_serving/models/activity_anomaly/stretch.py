"""Consecutive slots of one person, laid out to be folded."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ml_serving.models.activity_anomaly.channels import CHANNELS, Seats
from ml_serving.models.activity_anomaly.moments import SLOT_S, Calendar
from ml_serving.models.activity_anomaly.outages import Interval, overlap_s
from ml_serving.models.activity_anomaly.person import Firing, Person
from ml_serving.models.activity_anomaly.sights import Sights

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Slots `first`, `first + 1`, … until the instant `until`, at which the last may be cut short.

    `sights` has the slots on its first axis, and so have `last` (the second of each channel's last
    event in its slot) and `unheard_s`. `seats` are those taken after it.
    """

    first: int
    until: float
    sights: Sights
    last: Floats
    unheard_s: Floats
    seats: Seats

    def __len__(self) -> int:
        return len(self.unheard_s)

    def end_of(self, index: int) -> float:
        return min((self.first + index + 1) * SLOT_S, self.until)


def stretch_of(
    person: Person, *, until: float, calendar: Calendar, outages: Sequence[Interval]
) -> Stretch:
    """What `person` has pending from their next slot until an instant (epoch seconds)."""
    slots = range(person.slot, max(person.slot, -int(-until // SLOT_S)))
    spans = [(slot * SLOT_S, min((slot + 1) * SLOT_S, until)) for slot in slots]
    unheard = np.array([overlap_s(outages, *span) for span in spans], dtype=np.float64)
    lengths = np.array([end - start for start, end in spans], dtype=np.float64)
    seats = _seats(person, slots)
    minutes = np.zeros((len(slots), CHANNELS), dtype=np.uint16)
    last = np.zeros((len(slots), CHANNELS), dtype=np.float64)
    for row, slot in enumerate(slots):
        _lay(person.pending.get(slot, {}), seats, minutes[row], last[row])
    sights = Sights(minutes, (lengths - unheard) / SLOT_S, calendar.clock(slots))
    return Stretch(person.slot, until, sights, last, unheard, seats)


def _seats(person: Person, slots: Sequence[int]) -> Seats:
    """In the order of the slots that first heard of a sensor."""
    seats = person.seats
    for slot in slots:
        seats = seats.taken_by(person.pending.get(slot, {}))
    return seats


def _lay(
    firings: Mapping[str, Firing], seats: Seats, minutes: NDArray[np.uint16], last: Floats
) -> None:
    for channel, (mask, second) in firings.items():
        column = seats.column(channel)
        minutes[column] |= mask
        last[column] = max(last[column], second)
