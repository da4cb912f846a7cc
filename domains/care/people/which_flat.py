"""In which of her flats she lived at a moment: what is noticed in one is no matter of the next."""

from datetime import datetime
from uuid import UUID

from domains.kernel import sql


async def flat_at(senior_id: UUID, *, at: datetime) -> UUID | None:
    """The residence; None where none is known of that moment."""
    rows = await sql.fetch(
        """
        SELECT id FROM care.residences
        WHERE senior_id = $1 AND since <= $2 AND (until IS NULL OR until > $2)
        ORDER BY since DESC LIMIT 1
        """,
        senior_id,
        at,
    )
    return rows[0]["id"] if rows else None
