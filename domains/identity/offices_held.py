"""Which offices somebody holds now, asked of the table: a token may be minutes behind."""

from datetime import datetime
from uuid import UUID

from domains.identity.offices import Office, Rule, may_give
from domains.identity.units import lineage_of
from domains.kernel import sql
from domains.kernel.actor import Actor, Role


async def offices_held(person_id: UUID, *, at: datetime) -> list[Office]:
    """Every office that stands at a moment, city-wide ones and those at one unit."""
    rows = await sql.fetch(
        """
        SELECT id, role, unit_id, starts_at, ends_at FROM identity.role_grants
        WHERE person_id = $1 AND starts_at <= $2 AND (ends_at IS NULL OR ends_at > $2)
        ORDER BY starts_at, id
        """,
        person_id,
        at,
    )
    return [
        Office(row["id"], Role(row["role"]), row["unit_id"], row["starts_at"], row["ends_at"])
        for row in rows
    ]


async def holds_office(
    actor: Actor, *roles: Role, at: datetime, unit_id: UUID | None = None
) -> bool:
    """Whether the actor holds one of the offices now; with `unit_id`, at that very unit.

    Nobody holds one while they speak in the place of somebody at a desk.
    """
    if actor.person_id is None or actor.stand_in_id is not None:
        return False
    return any(
        office.role in roles and office.unit_id == unit_id
        for office in await offices_held(actor.person_id, at=at)
    )


async def may_give_here(actor: Actor, rule: Rule, *, unit_id: UUID | None, at: datetime) -> bool:
    """Whether the actor holds an office that gives this, at a unit of the kind that it is for."""
    if actor.person_id is None or actor.stand_in_id is not None:
        return False
    lineage = [] if unit_id is None else await lineage_of(unit_id)
    if rule.unit is not (lineage[0].kind if lineage else None):
        return False
    held = await offices_held(actor.person_id, at=at)
    return may_give(rule, held=held, lineage=[unit.unit_id for unit in lineage])
