"""The city says which centre looks after the seniors of a dong."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.care.people.enrol import tell_of_application
from domains.care.people.models import ServedDong
from domains.identity.public import roles as offices
from domains.kernel import audit, sql
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
    admits officers alone. What is open about them goes over in `care.serve_dong`."""
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


async def seniors_living_in(dong_id: UUID) -> Sequence[UUID]:
    """In the order in which seniors are locked."""
    rows = await sql.fetch(
        """
        SELECT senior_id FROM care.residences WHERE dong_id = $1 AND until IS NULL
        ORDER BY senior_id
        """,
        dong_id,
    )
    return [row["senior_id"] for row in rows]


def _kinds(
    known: dict[UUID, offices.UnitCard], *unit_ids: UUID
) -> tuple[offices.UnitKind | None, ...]:
    return tuple(known[unit].kind if unit in known else None for unit in unit_ids)


async def _hand_over(dong_id: UUID, centre_id: UUID, *, clock: Clock, ids: Ids) -> int:
    """How many; of whom still waits for a yes the centre that has her now is told."""
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
    for row in rows:
        if row["stands_since"] is None:
            await tell_of_application(row["id"], row["senior_id"], centre_id, clock=clock, ids=ids)
    return len(rows)
