"""The monthly review of the access records (개인정보의 안전성 확보조치 기준 §8②)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.kernel import audit, sql
from domains.kernel.actor import Actor
from domains.kernel.audit import Why
from domains.kernel.clock import SEOUL, Clock, seoul_date
from domains.kernel.ids import Ids
from domains.kernel.sealing.stream import first_id_at

MASS_READ = 300
"""Other people read about by one person in one day: more than an office's ordinary work."""

NIGHT_FROM, NIGHT_TO = 22, 6
"""Hours in Osan between which a person's look at others is unusual."""


@dataclass(frozen=True, slots=True)
class ActionCount:
    action: str
    count: int


@dataclass(frozen=True, slots=True)
class MassRead:
    """One person who read about many in one day."""

    actor_id: UUID
    day: date
    subjects: int


@dataclass(frozen=True, slots=True)
class NightReads:
    """One person who read about others at night."""

    actor_id: UUID
    count: int


@dataclass(frozen=True, slots=True)
class MonthReview:
    """One month in figures, what is unusual in it, and who has looked at it."""

    month: date
    total: int
    by_people: int
    by_system: int
    on_behalf: int
    actions: Sequence[ActionCount]
    mass_reads: Sequence[MassRead]
    night_reads: Sequence[NightReads]
    reviewed_at: datetime | None
    reviewed_by: UUID | None


@dataclass(frozen=True, slots=True)
class Reviewed:
    month: date
    reviewed_at: datetime


@dataclass(frozen=True, slots=True)
class MonthNotOver:
    """A month is reviewed once it is over."""


@dataclass(frozen=True, slots=True)
class ReviewedBefore:
    reviewed_at: datetime


async def review_months(actor: Actor, *, months: int, clock: Clock, ids: Ids) -> list[MonthReview]:
    """The last `months` months, this one first, in Osan's calendar; the look is traced."""
    await audit.record(actor, "kernel.audit.review", why=Why.REVIEW, clock=clock, ids=ids)
    month = seoul_date(clock.now()).replace(day=1)
    found = []
    for _ in range(months):
        found.append(await _review_of(month))
        month = (month - timedelta(days=1)).replace(day=1)
    return found


async def mark_reviewed(
    actor: Actor, *, month: date, clock: Clock, ids: Ids
) -> Reviewed | MonthNotOver | ReviewedBefore:
    """Note who has looked through a month, once; the note is as append-only as the audit."""
    first, now = month.replace(day=1), clock.now()
    if seoul_date(now) < _next(first):
        return MonthNotOver()
    async with in_transaction():
        noted = await sql.execute(
            """
            INSERT INTO kernel.audit_reviews (month, reviewed_by, reviewed_at)
            VALUES ($1, $2, $3) ON CONFLICT DO NOTHING
            """,
            first,
            actor.person_id,
            now,
        )
        if noted == 0:
            return ReviewedBefore((await _note(first))["reviewed_at"])
        await audit.record(
            actor, "kernel.audit.mark_reviewed", why=Why.REVIEW, clock=clock, ids=ids
        )
    return Reviewed(first, now)


async def _review_of(month: date) -> MonthReview:
    begin, stop = _first_id(month), _first_id(_next(month))
    actions = await sql.fetch(_ACTIONS, begin, stop)
    mass = await sql.fetch(_MASS, begin, stop, MASS_READ)
    night = await sql.fetch(_NIGHT, begin, stop, NIGHT_FROM, NIGHT_TO)
    note = await _note(month)
    return MonthReview(
        month=month,
        total=sum(row["total"] for row in actions),
        by_people=sum(row["people"] for row in actions),
        by_system=sum(row["system"] for row in actions),
        on_behalf=sum(row["behalf"] for row in actions),
        actions=[ActionCount(row["action"], row["total"]) for row in actions],
        mass_reads=[MassRead(row["actor_id"], row["day"], row["subjects"]) for row in mass],
        night_reads=[NightReads(row["actor_id"], row["n"]) for row in night],
        reviewed_at=None if note is None else note["reviewed_at"],
        reviewed_by=None if note is None else note["reviewed_by"],
    )


async def _note(month: date) -> Any:
    found = await sql.fetch(
        "SELECT reviewed_at, reviewed_by FROM kernel.audit_reviews WHERE month = $1", month
    )
    return found[0] if found else None


def _next(month: date) -> date:
    return (month + timedelta(days=31)).replace(day=1)


def _first_id(day: date) -> UUID:
    return first_id_at(datetime.combine(day, time(), SEOUL))


_ACTIONS = """
SELECT action, count(*) AS total, count(actor_id) AS people, count(actor_system) AS system,
       count(on_behalf_of) AS behalf
FROM kernel.audit WHERE id >= $1 AND id < $2 GROUP BY action ORDER BY total DESC, action
"""

_MASS = """
SELECT actor_id, (at AT TIME ZONE 'Asia/Seoul')::date AS day,
       count(DISTINCT subject_id) AS subjects
FROM kernel.audit
WHERE id >= $1 AND id < $2 AND actor_id IS NOT NULL AND subject_id <> actor_id
  AND action LIKE '%.read%'
GROUP BY 1, 2 HAVING count(DISTINCT subject_id) >= $3 ORDER BY subjects DESC, day LIMIT 100
"""

_NIGHT = """
SELECT actor_id, count(*) AS n
FROM kernel.audit
WHERE id >= $1 AND id < $2 AND actor_id IS NOT NULL AND subject_id <> actor_id
  AND action LIKE '%.read%' AND why IS DISTINCT FROM 'family'
  AND (extract(hour FROM at AT TIME ZONE 'Asia/Seoul') >= $3
       OR extract(hour FROM at AT TIME ZONE 'Asia/Seoul') < $4)
GROUP BY 1 ORDER BY n DESC LIMIT 100
"""
