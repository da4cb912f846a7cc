"""Somebody stays with her: while they do, silence says nothing and what stirs may be theirs."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.care.events import LongVisitTold, VisitEnded
from domains.care.judgement.access import may_tell
from domains.care.judgement.fixed_timer import LIMIT_S
from domains.care.judgement.models import Visit
from domains.care.judgement.watch_homes import look_at_senior
from domains.kernel import audit, outbox, sql
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids

LONGEST: Final = timedelta(days=30)
FURTHEST: Final = timedelta(days=90)
"""A feast may be told of a season ahead."""
TOLD_TO_ALL: Final = timedelta(days=1)
"""A silence that does not count for longer is no affair of one alone: it may be told wrongly."""
APART: Final = timedelta(seconds=LIMIT_S)
"""Two visits with less between them are one: no silence becomes too long in so little."""


@dataclass(frozen=True, slots=True)
class VisitTold:
    visit_id: UUID
    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class NoSuchVisit:
    """It ends before it begins, is over, lasts too long, or lies too far ahead."""


@dataclass(frozen=True, slots=True)
class NotYourHome:
    """The actor has nothing to say of this home, or there is none: the same answer."""


async def tell_visit(
    actor: Actor, *, senior_id: UUID, since: datetime, until: datetime, clock: Clock, ids: Ids
) -> VisitTold | NoSuchVisit | NotYourHome:
    """She, a guardian whom she wants asked, or her centre says it; a long one that she did not say,
    in one piece or in several, is told to her and her guardians. Smoke, gas, a fall and SOS ring
    all the same."""
    now = clock.now()
    begins = max(since, now)
    if not begins < until <= begins + LONGEST or begins > now + FURTHEST:
        return NoSuchVisit()
    async with in_transaction():
        if not await may_tell(actor, senior_id, at=now):
            return NotYourHome()
        row = await Visit.create(
            id=ids.new(),
            senior_id=senior_id,
            since=begins,
            until=until,
            told_by=actor.speaks_for or actor.person_id,
        )
        await _noted(actor, "care.visit.tell", row, clock, ids)
        if row.told_by != senior_id and await _joined(row, now=now) > TOLD_TO_ALL:
            event = LongVisitTold(visit_id=row.id, senior_id=senior_id, since=begins, until=until)
            await outbox.record(event, clock=clock, ids=ids)
        return VisitTold(row.id, begins, until)


async def _joined(told: Visit, *, now: datetime) -> timedelta:
    """For how long no silence could become too long, by what others than she have said: pieces of a
    long visit are that visit. Whoever tells another at once waits for her enrolment."""
    rows = await sql.fetch(
        """
        SELECT upper(span) - lower(span) - $4::interval AS lasts FROM (
            SELECT unnest(range_agg(tstzrange(since, until + $4::interval))) AS span
            FROM care.visits
            WHERE senior_id = $1 AND told_by <> $1 AND since < until AND until > $3
        ) AS joined WHERE span @> $2::timestamptz
        """,
        *(told.senior_id, told.since, now - FURTHEST, APART),
    )
    lasts: timedelta = rows[0]["lasts"]
    return lasts


async def end_visit(
    actor: Actor, visit_id: UUID, *, clock: Clock, ids: Ids
) -> VisitTold | NotYourHome:
    """They have left sooner: her silence counts again from now on, and nobody reads otherwise."""
    now = clock.now()
    async with in_transaction():
        row = await Visit.select_for_update().get_or_none(id=visit_id)
        if row is None or not await may_tell(actor, row.senior_id, at=now):
            return NotYourHome()
        if row.until > now:
            row.since, row.until = min(row.since, now), now
            await row.save(update_fields=["since", "until"])
            await _noted(actor, "care.visit.end", row, clock, ids)
            event = VisitEnded(visit_id=row.id, senior_id=row.senior_id)
            await outbox.record(event, clock=clock, ids=ids)
        return VisitTold(row.id, row.since, row.until)


async def _noted(actor: Actor, what: str, row: Visit, clock: Clock, ids: Ids) -> None:
    await look_at_senior(row.senior_id, clock=clock)
    await audit.record(
        actor, what, subject_id=row.senior_id, reference=row.id, clock=clock, ids=ids
    )
