"""Who belongs to somebody's family, as far as the relations tell."""

from uuid import UUID

from domains.identity.offices import BETWEEN_PEOPLE
from domains.kernel import sql

STEPS = 4
"""A child's other parent is two ties away, that parent's other child three, its parent four."""


async def kin_of(person_id: UUID) -> frozenset[UUID]:
    """The person and their family, through ties that stand and ties that ended."""
    rows = await sql.fetch(
        """
        WITH RECURSIVE kin(id, steps) AS (
            SELECT $1::uuid, 0
            UNION
            SELECT CASE WHEN r.holder_id = kin.id THEN r.subject_id ELSE r.holder_id END, steps + 1
            FROM kin JOIN identity.relations r
                ON (r.holder_id = kin.id OR r.subject_id = kin.id) AND r.kind = ANY($2::text[])
            WHERE steps < $3
        )
        SELECT DISTINCT id FROM kin
        """,
        person_id,
        sorted(BETWEEN_PEOPLE),
        STEPS,
    )
    return frozenset(row["id"] for row in rows)
