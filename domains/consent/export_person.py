"""What consent shows of one person: what they said to what, and who used their location."""

from collections.abc import Sequence
from uuid import UUID

from domains.kernel import sql
from domains.kernel.subject_rights import Section


async def export_person(person_id: UUID) -> Sequence[Section]:
    """An `Exporter`: the ledger with the texts as shown, and the location-use record (§24③)."""
    return [await _ledger(person_id), await _uses(person_id)]


async def _ledger(person_id: UUID) -> Section:
    rows = await sql.fetch(
        """
        SELECT at, purpose, action, text_version, text_shown, channel,
            decided_by = $1 AS decided_yourself
        FROM consent.ledger WHERE subject_id = $1 ORDER BY at, id
        """,
        person_id,
    )
    return Section("consent.ledger", [dict(row) for row in rows])


async def _uses(person_id: UUID) -> Section:
    rows = await sql.fetch(
        """
        SELECT at, act, purposes, actor_system AS by_program, receiver_id IS NOT NULL AS given_away
        FROM consent.location_uses WHERE subject_id = $1 ORDER BY at, id
        """,
        person_id,
    )
    return Section("consent.location_uses", [dict(row) for row in rows])
