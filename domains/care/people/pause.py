"""Hospital or travel: everything is quiet until a day that was said, and begins again by itself."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.care.events import CarePaused, CareResumed
from domains.care.people.access import NotYourSenior, enrolment_of
from domains.care.people.models import Enrolment, Pause
from domains.care.people.speaks_for_her import speaks_for_her
from domains.care.people.vocabulary import PauseReason
from domains.kernel import audit, outbox
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from domains.kernel.timers import Timer, cancel_timer, set_timer

PAUSE_ENDS: Final = "care.pause_ends"
"""The timer; about an enrolment, since there is one pause at a time."""

LONGEST: Final = timedelta(days=90)
"""Whoever is away for longer is asked again: a pause that nobody remembers helps nobody."""


@dataclass(frozen=True, slots=True)
class Paused:
    pause_id: UUID
    until: datetime


@dataclass(frozen=True, slots=True)
class NoSuchTerm:
    """The end has passed, or lies too far ahead."""

    latest: datetime


@dataclass(frozen=True, slots=True)
class Resumed:
    """`changed` is False where nothing was paused."""

    senior_id: UUID
    changed: bool


async def pause_care(
    actor: Actor,
    *,
    senior_id: UUID,
    reason: PauseReason,
    until: datetime,
    clock: Clock,
    ids: Ids,
) -> Paused | NoSuchTerm | NotYourSenior:
    """Be quiet until then; said again, it moves the end. The senior, a contact who sees her
    check-ins or her centre says it; the others are told. What else it ends: `care.pause_care`."""
    now = clock.now()
    if not now < until <= now + LONGEST:
        return NoSuchTerm(now + LONGEST)
    async with in_transaction():
        enrolment = await enrolment_of(senior_id, at=clock.now())
        if enrolment is None or not await speaks_for_her(actor, enrolment, at=now):
            return NotYourSenior()
        pause = await _open(actor, enrolment, reason, until, now=now, ids=ids)
        await set_timer(PAUSE_ENDS, enrolment.id, due_at=until, clock=clock)
        await _note(actor, "care.pause.set", pause, clock, ids)
        event = CarePaused(
            pause_id=pause.id, senior_id=senior_id, until=until, asked_by=pause.asked_by
        )
        await outbox.record(event, clock=clock, ids=ids)
        return Paused(pause.id, until)


async def resume_care(
    actor: Actor, senior_id: UUID, *, clock: Clock, ids: Ids
) -> Resumed | NotYourSenior:
    """She is back sooner."""
    async with in_transaction():
        enrolment = await enrolment_of(senior_id, at=clock.now())
        if enrolment is None or not await speaks_for_her(actor, enrolment, at=clock.now()):
            return NotYourSenior()
        pause = await Pause.get_or_none(enrolment_id=enrolment.id, ended_at=None)
        if pause is None:
            return Resumed(senior_id, changed=False)
        await cancel_timer(PAUSE_ENDS, enrolment.id)
        await _note(actor, "care.pause.end", pause, clock, ids)
        await _end(pause, at=clock.now(), by=actor.speaks_for, clock=clock, ids=ids)
        return Resumed(senior_id, changed=True)


async def resume_when_due(timer: Timer, *, clock: Clock, ids: Ids) -> None:
    """The day has come: care goes on, and guardians hear it. Whoever asked for the plan meanwhile
    has read the end beside the present, so nothing waited for this."""
    pause = await Pause.select_for_update().get_or_none(enrolment_id=timer.about, ended_at=None)
    if pause is not None and pause.until <= clock.now():
        await _end(pause, at=pause.until, by=None, clock=clock, ids=ids)


async def _open(
    actor: Actor,
    enrolment: Enrolment,
    reason: PauseReason,
    until: datetime,
    *,
    now: datetime,
    ids: Ids,
) -> Pause:
    standing = await Pause.get_or_none(enrolment_id=enrolment.id, ended_at=None)
    if standing is not None and standing.until > now:
        standing.reason, standing.until = reason, until
        standing.asked_by = _speaker(actor)
        await standing.save()
        return standing
    if standing is not None:
        standing.ended_at = standing.until
        await standing.save(update_fields=["ended_at"])
    return await Pause.create(
        id=ids.new(),
        enrolment_id=enrolment.id,
        senior_id=enrolment.senior_id,
        reason=reason,
        since=now,
        until=until,
        asked_by=_speaker(actor),
    )


def _speaker(actor: Actor) -> UUID:
    assert actor.speaks_for is not None
    return actor.speaks_for


async def _end(pause: Pause, *, at: datetime, by: UUID | None, clock: Clock, ids: Ids) -> None:
    pause.ended_at = at
    await pause.save(update_fields=["ended_at"])
    event = CareResumed(pause_id=pause.id, senior_id=pause.senior_id, at=at, resumed_by=by)
    await outbox.record(event, clock=clock, ids=ids)


async def _note(actor: Actor, what: str, pause: Pause, clock: Clock, ids: Ids) -> None:
    await audit.record(
        actor, what, subject_id=pause.senior_id, reference=pause.id, clock=clock, ids=ids
    )
