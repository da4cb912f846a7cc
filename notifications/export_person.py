"""What somebody was told, as it was worded."""

from collections.abc import Sequence
from uuid import UUID

from domains.kernel import sql
from domains.kernel.subject_rights import Section


async def export_person(person_id: UUID) -> Sequence[Section]:
    """An `Exporter`: the inbox, oldest first."""
    rows = await sql.fetch(
        """
        SELECT occurred_at AS at, kind, title, body, read_at, retracted_at
        FROM notifications.inbox WHERE person_id = $1 ORDER BY id
        """,
        person_id,
    )
    return [Section("notifications.inbox", [dict(row) for row in rows])]
