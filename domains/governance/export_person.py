"""What the desk shows of one person: what they asked, what was answered, which copies were made."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from domains.kernel import personal, sql
from domains.kernel.subject_rights import Section


async def export_person(person_id: UUID) -> Sequence[Section]:
    """An `Exporter`."""
    return [await _cases(person_id), await _copies(person_id), await _suspensions(person_id)]


async def _cases(person_id: UUID) -> Section:
    rows = await sql.fetch(
        """
        SELECT kind, state, received_at, last_day, answered_at, request, answer
        FROM governance.cases WHERE subject_id = $1 ORDER BY opened_at, id
        """,
        person_id,
    )
    return Section("governance.cases", [await _opened(person_id, row) for row in rows])


async def _opened(person_id: UUID, row: Any) -> dict[str, object]:
    shown = dict(row)
    for word in ("request", "answer"):
        sealed = shown[word]
        shown[word] = None if sealed is None else await personal.reveal(person_id, bytes(sealed))
    return shown


async def _copies(person_id: UUID) -> Section:
    rows = await sql.fetch(
        """
        SELECT asked_at, ready_at, fetched_at, fetches, destroyed_at
        FROM governance.exports WHERE subject_id = $1 ORDER BY asked_at, id
        """,
        person_id,
    )
    return Section("governance.exports", [dict(row) for row in rows])


async def _suspensions(person_id: UUID) -> Section:
    rows = await sql.fetch(
        """
        SELECT since, lifted_at AS until FROM governance.suspensions
        WHERE subject_id = $1 ORDER BY since, id
        """,
        person_id,
    )
    return Section("governance.suspensions", [dict(row) for row in rows])
