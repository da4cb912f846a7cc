"""What is true in one home over the year, and what of it can be heard."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final

import numpy as np

from domains.care.cases.vocabulary import ConcernKind
from domains.care.judgement.heard import Climate, Emergency
from domains.care.ports import Deaf, DeafCause, Sign, SignKind
from ml_serving.models.activity_anomaly.recorded_home import By
from tests.ml_serving.care_year.household import (
    AWAY_AFTER,
    LIES_FOR,
    Household,
    Incident,
    holds,
)

KINDS: Final = (SignKind.MOTION, SignKind.DOOR, SignKind.POWER)
NOTICED_S: Final = 15 * 60.0
"""A home whose heartbeats stay out for so long counts as deaf, from the first one on."""
NOBODYS: Final = (By.PET, By.APPLIANCE)


class Life:
    """Times are epoch seconds. Incidents happen when `befall` says so, and end with `is_found`."""

    def __init__(self, household: Household) -> None:
        self._household = household
        self._record = household.record
        self._next_event = self._next_reading = 0
        self._lies_since: float | None = None
        self._gone_until = -1.0
        self._pauses = [(float(start), float(end)) for start, end in self._record.pauses]

    @property
    def lies(self) -> bool:
        return self._lies_since is not None

    def befall(self, incident: Incident) -> None:
        if incident.kind is ConcernKind.INACTIVITY:
            self._lies_since, self._gone_until = incident.at, incident.at + LIES_FOR

    def is_found(self, now: float) -> None:
        """In hospital for some days, as is told, and back as before."""
        self._lies_since, self._gone_until = None, now + AWAY_AFTER
        self._pauses.append((now, now + AWAY_AFTER))

    def is_paused(self, now: float) -> bool:
        return any(start <= now < end for start, end in self._pauses)

    def signs(self, until: float) -> list[Sign]:
        """Those since the last call; hers are missing while she lies, or is away for it."""
        record, names = self._record, self._household.record.sensors
        last = int(np.searchsorted(record.at, until, side="left"))
        span = range(self._next_event, last)
        self._next_event = max(last, self._next_event)
        return [
            Sign(moment(record.at[i]), KINDS[record.kind[i]], names[record.sensor[i]])
            for i in span
            if self._is_heard(i)
        ]

    def _is_heard(self, event: int) -> bool:
        since = -1.0 if self._lies_since is None else self._lies_since
        was_gone = since <= self._record.at[event] < self._gone_until
        return not (was_gone and self._record.by[event] not in NOBODYS)

    def climate(self, until: float) -> list[Climate]:
        home = self._household
        last = int(np.searchsorted(home.measured_at, until, side="left"))
        span = range(self._next_reading, last)
        self._next_reading = max(last, self._next_reading)
        readings = ((home.measured_at[i], home.celsius[i]) for i in span)
        return [
            Climate(moment(at), round(float(celsius), 1), "thermometer")
            for at, celsius in readings
            if not holds(self._record.outages, at)
        ]

    def emergency(self, incident: Incident) -> Emergency:
        """As it comes in: at once, or when the home can be heard again."""
        heard_at = float(incident.at)
        for start, end in self._record.outages:
            heard_at = float(end) if start <= incident.at < end else heard_at
        return Emergency(moment(incident.at), incident.kind, "sensor", moment(heard_at))

    def stirred(self, since: float, until: float) -> bool:
        """Whether anything of people was heard in a span that is past, that no pet can have given:
        the house cannot tell their steps apart."""
        first, last = np.searchsorted(self._record.at, (since, until))
        return any(self._answers(i) and self._is_heard(i) for i in range(int(first), int(last)))

    def _answers(self, event: int) -> bool:
        is_motion = KINDS[self._record.kind[event]] is SignKind.MOTION
        may_be_a_pets = self._household.has_pet and is_motion
        return self._record.by[event] not in NOBODYS and not may_be_a_pets

    def is_deaf(self, now: float) -> bool:
        return any(each.since <= moment(now) <= each.until for each in self._deaf(now - 1.0, now))

    def deaf(self, since: float, now: float) -> tuple[Deaf, ...]:
        """As it is known at a moment: a hole that has just begun is not yet."""
        return tuple(self._deaf(since, now))

    def _deaf(self, since: float, now: float) -> Iterator[Deaf]:
        for start, end in self._record.outages:
            if start < now and end > since and (now >= end or now - start >= NOTICED_S):
                yield Deaf(moment(start), moment(min(end, now)), DeafCause.HOME)
        for start, end in self._pauses:
            if start < now and end > since:
                yield Deaf(moment(start), moment(end), DeafCause.PAUSED)


def moment(at: float) -> datetime:
    return datetime.fromtimestamp(float(at), UTC)
