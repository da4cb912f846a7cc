"""One person between two requests: the rhythm, and the last half hour that is still open."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from ml_serving.models.activity_anomaly.channels import Seats, channel_of
from ml_serving.models.activity_anomaly.moments import SLOT_S
from ml_serving.models.activity_anomaly.rhythm import Rhythms
from ml_serving.models.activity_anomaly.sights import minute_bit

LATENESS_S: Final = 1800
"""Events may come this late and in any order; older quarters of an hour are folded for good."""
DRIFT_S: Final = 120
"""A device's clock may run this far ahead."""

Firing = tuple[int, float]
"""Minutes of a slot as a mask, and the second of the last event in it."""
Pending = Mapping[int, Mapping[str, Firing]]
"""Open slots: what each channel did in them."""


@dataclass(frozen=True, slots=True)
class Event:
    """`kind` is motion, door or power; `at` in epoch seconds."""

    at: float
    kind: str
    sensor: str

    @property
    def channel(self) -> str:
        return channel_of(self.kind, self.sensor)


@dataclass(frozen=True, slots=True)
class Person:
    """`slot` is the next to be folded; `unheard_s` of the time since `last_sign` was an outage."""

    slot: int
    pending: Pending
    seats: Seats
    last_sign: float | None
    unheard_s: float
    rhythm: Rhythms

    def heard(self, events: Iterable[Event]) -> "Person":
        """With these events in its open slots: the same whatever their order and repetition."""
        pending = {slot: dict(firings) for slot, firings in self.pending.items()}
        for event in events:
            slot = slot_of(event.at)
            firings = pending.setdefault(slot, {})
            minutes, last = firings.get(event.channel, (0, 0.0))
            second = event.at - slot * SLOT_S
            firings[event.channel] = (minutes | minute_bit(event.at, slot), max(last, second))
        return replace(self, pending=pending)


def slot_of(at: float) -> int:
    return int(at // SLOT_S)
