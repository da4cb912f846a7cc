"""The city says which centre looks after the seniors of a dong."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.care.events import CareAskedFor, SeniorWentOver
from domains.care.people.models import ServedDong
from domains.identity.public import roles as offices
from domains.kernel import audit, outbox, sql
from domains.kernel.actor import Actor, Role
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids


@dataclass(frozen=True, slots=True)
class DongServed:
    """From now on; seniors who live there go over to this centre."""

    dong_id: UUID
    centre_id: UUID
    went_over: int


@dataclass(frozen=True, slots=True)
class NoSuchArea:
    """No dong and centre of these ids."""


async def serve_dong(
    actor: Actor, *, dong_id: UUID, centre_id: UUID, clock: Clock, ids: Ids
) -> DongServed | NoSuchArea:
    """Put a dong into a centre's hands, or into another's. Raises PermissionError: the gateway
    admits officers alone.

    The dong and its enrolments are held, and no senior: whatever is noticed of one meanwhile waits
    for nothing here. Her open case follows in its own transaction (`care.bring_case_along`), by an
    event for each, so that none is lost if we stop in between. Who moves there, or asks to be cared
    for there, is with the centre that has the dong when they commit.
    """
    if actor.system is None and not actor.has(Role.OFFICER):
        raise PermissionError("only the city divides its dongs")
    known = await offices.units([dong_id, centre_id])
    if _kinds(known, dong_id, centre_id) != (offices.UnitKind.DONG, offices.UnitKind.CENTRE):
        return NoSuchArea()
    async with in_transaction():
        await ServedDong.update_or_create(
            dong_id=dong_id, defaults={"centre_id": centre_id, "since": clock.now()}
        )
        went_over = await _hand_over(dong_id, centre_id, clock=clock, ids=ids)
        await audit.record(actor, "care.dong.serve", reference=dong_id, clock=clock, ids=ids)
        return DongServed(dong_id, centre_id, went_over)


def _kinds(
    known: dict[UUID, offices.UnitCard], *unit_ids: UUID
) -> tuple[offices.UnitKind | None, ...]:
    return tuple(known[unit].kind if unit in known else None for unit in unit_ids)


async def _hand_over(dong_id: UUID, centre_id: UUID, *, clock: Clock, ids: Ids) -> int:
    """How many. Who lives there is read once all who lived there are held: who moves away at this
    moment is waited for, and is the other dong's; who moves in holds the dong, or waits for us."""
    await _hold_enrolments_in(dong_id)
    rows = await sql.fetch(
        """
        UPDATE care.enrolments SET centre_id = $2
        WHERE centre_id <> $2 AND id IN (
            SELECT enrolment_id FROM care.residences WHERE dong_id = $1 AND until IS NULL)
        RETURNING id, senior_id, stands_since
        """,
        dong_id,
        centre_id,
    )
    await outbox.record_all([_news(row, centre_id) for row in rows], clock=clock, ids=ids)
    return len(rows)


async def _hold_enrolments_in(dong_id: UUID) -> None:
    await sql.fetch(
        """
        SELECT FROM care.enrolments e
        JOIN care.residences r ON r.enrolment_id = e.id AND r.until IS NULL
        WHERE r.dong_id = $1 ORDER BY e.senior_id FOR UPDATE OF e
        """,
        dong_id,
    )


def _news(row: Any, centre_id: UUID) -> CareAskedFor | SeniorWentOver:
    """Of who still waits for a yes the centre that has her now is told."""
    enrolment_id, senior_id = row["id"], row["senior_id"]
    if row["stands_since"] is None:
        return CareAskedFor(enrolment_id=enrolment_id, senior_id=senior_id, centre_id=centre_id)
    return SeniorWentOver(enrolment_id=enrolment_id, senior_id=senior_id)
