"""What somebody was told, as it was worded."""

from collections.abc import Sequence
from uuid import UUID

from domains.kernel import personal, sql
from domains.kernel.subject_rights import Section


async def export_person(person_id: UUID) -> Sequence[Section]:
    """An `Exporter`: the inbox, oldest first."""
    rows = await sql.fetch(
        """
        SELECT occurred_at AS at, kind, owner_id, title, body, read_at, retracted_at
        FROM notifications.inbox WHERE person_id = $1 ORDER BY id
        """,
        person_id,
    )
    titles = await personal.open_each([(row["owner_id"], row["title"]) for row in rows])
    bodies = await personal.open_each([(row["owner_id"], row["body"]) for row in rows])
    told = [
        {
            "at": row["at"],
            "kind": row["kind"],
            "title": title,
            "body": body,
            "read_at": row["read_at"],
            "retracted_at": row["retracted_at"],
        }
        for row, title, body in zip(rows, titles, bodies, strict=True)
    ]
    return [Section("notifications.inbox", told)]
