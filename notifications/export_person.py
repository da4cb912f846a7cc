"""What somebody was told, as it was worded."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from domains.kernel import personal, sql
from domains.kernel.subject_rights import Section

TOLD = ("at", "kind", "read_at", "retracted_at")


async def export_person(person_id: UUID) -> Sequence[Section]:
    """An `Exporter`: the inbox, oldest first."""
    rows = await sql.fetch(
        """
        SELECT occurred_at AS at, kind, owner_id, title, body, read_at, retracted_at
        FROM notifications.inbox WHERE person_id = $1 ORDER BY id
        """,
        person_id,
    )
    return [Section("notifications.inbox", await _worded(rows))]


async def _worded(rows: Sequence[Any]) -> list[Mapping[str, object]]:
    """Texts opened under the key of whom they speak; None where that person is forgotten."""
    titles = await personal.open_each([(row["owner_id"], row["title"]) for row in rows])
    bodies = await personal.open_each([(row["owner_id"], row["body"]) for row in rows])
    return [
        {**{word: row[word] for word in TOLD}, "title": title, "body": body}
        for row, title, body in zip(rows, titles, bodies, strict=True)
    ]
