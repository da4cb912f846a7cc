"""What is wrong, from a picture. Pure: the page says it in words, with what to do."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from notifications.channels.breaker import Circuit, Trouble
from notifications.channels.health import ChannelHealth
from notifications.lanes import Lane
from notifications.operations.picture import Picture

LIMITS: Final[Mapping[Lane, timedelta]] = {
    Lane.SAFETY: timedelta(seconds=10),
    Lane.CARE: timedelta(minutes=1),
    Lane.SERVICE: timedelta(minutes=10),
    Lane.ADVERTISING: timedelta(hours=1),
}
"""So long may the oldest wait in each lane before somebody must look. An alarm usually waits
milliseconds; after a minute its text message goes out."""

QUOTA_NEARLY_USED: Final = 0.9
STUCK_AFTER: Final = 100
"""Events in the outbox: a burst of a few is nothing."""


class Ailment(StrEnum):
    """What is wrong; each has its sentence and its advice in every language."""

    NO_WORKER = "no_worker"
    CREDENTIALS = "credentials"
    CREDENTIALS_WITHOUT_TELEPHONE = "credentials_without_telephone"
    CREDENTIALS_OF_APPLE = "credentials_of_apple"
    CREDENTIALS_OF_A_CHANNEL = "credentials_of_a_channel"
    OUTAGE = "outage"
    LATE_ALARM = "late_alarm"
    LATE_LANE = "late_lane"
    EVENTS_WAIT = "events_wait"
    EVENTS_GIVEN_UP = "events_given_up"
    QUOTA = "quota"
    DEAD_LETTERS = "dead_letters"


@dataclass(frozen=True, slots=True)
class Finding:
    """`is_urgent`: somebody may not hear of an alarm in time. `since` where it is known."""

    ailment: Ailment
    is_urgent: bool
    since: datetime | None = None
    reason: str = ""
    circuit: str = ""
    lane: Lane | None = None
    waited: timedelta = field(default=timedelta(0))
    n: int = 0


def diagnose(picture: Picture) -> list[Finding]:
    """The urgent first; nothing where all is well."""
    found = [
        *_no_worker(picture),
        *(_broken(each, picture) for each in picture.circuits if each.state is Circuit.OPEN),
        *_late(picture),
        *_events(picture),
        *_quota(picture),
        *_dead_letters(picture),
    ]
    return sorted(found, key=lambda finding: not finding.is_urgent)


def _no_worker(picture: Picture) -> Iterator[Finding]:
    if not picture.recent.workers:
        yield Finding(Ailment.NO_WORKER, is_urgent=True, since=picture.recent.last_heard_at)


def _broken(circuit: ChannelHealth, picture: Picture) -> Finding:
    return Finding(
        _ailment_of(circuit, picture),
        is_urgent=True,
        since=circuit.since,
        reason=circuit.reason or "",
        circuit=circuit.circuit,
    )


def _ailment_of(circuit: ChannelHealth, picture: Picture) -> Ailment:
    if circuit.trouble != Trouble.CREDENTIALS:
        return Ailment.OUTAGE
    match circuit.circuit:
        case "fcm" if picture.has_telephone:
            return Ailment.CREDENTIALS
        case "fcm":
            return Ailment.CREDENTIALS_WITHOUT_TELEPHONE
        case "fcm.apns":
            return Ailment.CREDENTIALS_OF_APPLE
        case _:
            return Ailment.CREDENTIALS_OF_A_CHANNEL


def _late(picture: Picture) -> Iterator[Finding]:
    for queue in picture.queues:
        if queue.oldest is not None and queue.oldest > LIMITS[queue.lane]:
            is_alarm = queue.lane is Lane.SAFETY
            ailment = Ailment.LATE_ALARM if is_alarm else Ailment.LATE_LANE
            yield Finding(ailment, is_urgent=is_alarm, lane=queue.lane, waited=queue.oldest)


def _events(picture: Picture) -> Iterator[Finding]:
    if picture.events_waiting >= STUCK_AFTER:
        yield Finding(Ailment.EVENTS_WAIT, is_urgent=True, n=picture.events_waiting)
    if picture.events_given_up:
        yield Finding(Ailment.EVENTS_GIVEN_UP, is_urgent=True, n=picture.events_given_up)


def _quota(picture: Picture) -> Iterator[Finding]:
    if picture.quota_used >= QUOTA_NEARLY_USED:
        yield Finding(Ailment.QUOTA, is_urgent=False, n=round(100 * picture.quota_used))


def _dead_letters(picture: Picture) -> Iterator[Finding]:
    given_up = sum(heap.n for heap in picture.dead_letters)
    if given_up:
        alarms = any(heap.lane is Lane.SAFETY for heap in picture.dead_letters)
        yield Finding(Ailment.DEAD_LETTERS, is_urgent=alarms, n=given_up)
