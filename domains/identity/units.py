"""Schools, classes, shops, centres, dongs and districts: where offices and ties are held."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.identity.models import Unit
from domains.identity.vocabulary import UnitKind
from domains.kernel import audit, sql
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids


@dataclass(frozen=True, slots=True)
class UnitCard:
    """As much of a unit as others need to name it."""

    unit_id: UUID
    kind: UnitKind
    name: str
    within_id: UUID | None = None


async def register_unit(actor: Actor, unit: UnitCard, *, clock: Clock, ids: Ids) -> None:
    """Make a unit known under its own domain's id; a known one keeps its kind and its place.

    Only the system registers: the domains that own schools, shops and centres.
    """
    if actor.system is None:
        raise PermissionError("units are registered by their own domains")
    async with in_transaction():
        _, is_new = await Unit.get_or_create(
            id=unit.unit_id,
            defaults={
                "kind": unit.kind,
                "name": unit.name,
                "within_id": unit.within_id,
                "registered_at": clock.now(),
            },
        )
        if is_new:
            await audit.record(
                actor, "identity.unit.register", reference=unit.unit_id, clock=clock, ids=ids
            )


async def units(ids: Collection[UUID]) -> dict[UUID, UnitCard]:
    """The cards of those units that exist among `ids`."""
    rows = await sql.fetch(
        "SELECT id, kind, name, within_id FROM identity.units WHERE id = ANY($1::uuid[])",
        list(ids),
    )
    return {row["id"]: _card(row) for row in rows}


async def units_of(kind: UnitKind) -> list[UnitCard]:
    """All of one kind, by name: what a city has of them is no secret."""
    rows = await sql.fetch(
        "SELECT id, kind, name, within_id FROM identity.units WHERE kind = $1 ORDER BY name, id",
        kind.value,
    )
    return [_card(row) for row in rows]


async def lineage_of(unit_id: UUID) -> list[UnitCard]:
    """The unit and all that it stands within, innermost first; empty when nobody knows it."""
    rows = await sql.fetch(
        """
        WITH RECURSIVE lineage AS (
            SELECT id, kind, name, within_id, 0 AS depth FROM identity.units WHERE id = $1
            UNION ALL
            SELECT u.id, u.kind, u.name, u.within_id, depth + 1
            FROM identity.units u JOIN lineage ON u.id = lineage.within_id WHERE depth < 5
        )
        SELECT id, kind, name, within_id FROM lineage ORDER BY depth
        """,
        unit_id,
    )
    return [_card(row) for row in rows]


def _card(row: dict[str, object]) -> UnitCard:
    return UnitCard(row["id"], UnitKind(row["kind"]), row["name"], row["within_id"])  # type: ignore[arg-type]
