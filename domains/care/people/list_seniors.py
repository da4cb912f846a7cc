"""Whom a centre cares for, and whom a care worker looks after: by name, and no deeper."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.care.people.access import speaks_for_centre
from domains.care.people.on_duty import stands_in
from domains.identity import public as identity
from domains.identity.public import roles as offices
from domains.kernel import audit, sql
from domains.kernel.actor import Actor, Role
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids


@dataclass(frozen=True, slots=True)
class SeniorRow:
    """`stands` is False for who asked in the app and waits for the centre's yes. `since` is when
    she became the business of the dong's care workers; None while she is not."""

    enrolment_id: UUID
    senior_id: UUID
    name: str = field(repr=False)
    dong_id: UUID
    stands: bool
    asked_at: datetime
    since: datetime | None
    paused_until: datetime | None


async def seniors_of_centre(
    actor: Actor, centre_id: UUID, *, limit: int, after: UUID | None, clock: Clock, ids: Ids
) -> list[SeniorRow] | None:
    """In the order in which they came; None for who is no staff of the centre."""
    if not await speaks_for_centre(actor, centre_id, at=clock.now()):
        return None
    rows = await sql.fetch(
        """
        SELECT e.id, e.senior_id, e.stands_since, e.asked_at, r.dong_id, r.since, p.until
        FROM care.enrolments e
        JOIN care.residences r ON r.enrolment_id = e.id AND r.until IS NULL
        LEFT JOIN care.pauses p ON p.enrolment_id = e.id AND p.ended_at IS NULL AND p.until > $2
        WHERE e.centre_id = $1 AND ($3::uuid IS NULL OR e.id > $3) ORDER BY e.id LIMIT $4
        """,
        centre_id,
        clock.now(),
        after,
        limit,
    )
    return await _named(actor, rows, clock=clock, ids=ids)


async def seniors_of_worker(
    actor: Actor, *, limit: int, after: UUID | None, clock: Clock, ids: Ids
) -> list[SeniorRow]:
    """Of the dongs whose care worker the actor is, and of those where they stand in now."""
    rows = await sql.fetch(
        """
        SELECT e.id, e.senior_id, e.stands_since, e.asked_at, r.dong_id, r.since, p.until
        FROM care.enrolments e
        JOIN care.residences r ON r.enrolment_id = e.id AND r.until IS NULL
        LEFT JOIN care.pauses p ON p.enrolment_id = e.id AND p.ended_at IS NULL AND p.until > $2
        WHERE r.dong_id = ANY($1::uuid[]) AND e.stands_since <= $2
          AND ($3::uuid IS NULL OR e.id > $3) ORDER BY e.id LIMIT $4
        """,
        sorted(await dongs_of_worker(actor, at=clock.now())),
        clock.now(),
        after,
        limit,
    )
    return await _named(actor, rows, clock=clock, ids=ids)


async def dongs_of_worker(actor: Actor, *, at: datetime) -> set[UUID]:
    """Where the actor is a care worker, and where they stand in at the moment."""
    if actor.person_id is None or actor.stand_in_id is not None:
        return set()
    held = [
        office.unit_id
        for office in await offices.offices_held(actor.person_id, at=at)
        if office.role is Role.CARE_WORKER and office.unit_id is not None
    ]
    if not held:
        return set()
    served = await sql.fetch("SELECT dong_id FROM care.served_dongs")
    dongs = [row["dong_id"] for row in served]
    return {*held, *await stands_in(actor.person_id, dongs, at=at)}


async def _named(actor: Actor, rows: Sequence[Any], *, clock: Clock, ids: Ids) -> list[SeniorRow]:
    """Each one shown leaves a trace."""
    touched = [(row["senior_id"], row["id"]) for row in rows]
    async with in_transaction():
        await audit.record_each(actor, "care.seniors.read", touched=touched, clock=clock, ids=ids)
    cards = await identity.people([row["senior_id"] for row in rows])
    return [_row(row, cards) for row in rows]


def _row(row: Any, cards: Mapping[UUID, identity.PersonCard]) -> SeniorRow:
    return SeniorRow(
        enrolment_id=row["id"],
        senior_id=row["senior_id"],
        name=cards[row["senior_id"]].display_name,
        dong_id=row["dong_id"],
        stands=row["stands_since"] is not None,
        asked_at=row["asked_at"],
        since=row["stands_since"] and max(row["stands_since"], row["since"]),
        paused_until=row["until"],
    )
