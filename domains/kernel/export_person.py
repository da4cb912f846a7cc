"""What the kernel shows of one person: who did what in their affairs."""

from collections.abc import Sequence
from uuid import UUID

from domains.kernel import sql
from domains.kernel.subject_rights import Section


async def export_person(person_id: UUID) -> Sequence[Section]:
    """An `Exporter`: the trail of accesses, newest first; other people stay unnamed."""
    rows = await sql.fetch(
        """
        SELECT at, action, actor_id = $1 AS yourself, actor_system FROM kernel.audit
        WHERE subject_id = $1 OR actor_id = $1 ORDER BY at DESC, id DESC
        """,
        person_id,
    )
    return [
        Section(
            "kernel.audit",
            [
                {
                    "at": row["at"],
                    "what": row["action"],
                    "by": "you" if row["yourself"] else row["actor_system"] or "somebody else",
                }
                for row in rows
            ],
        )
    ]
