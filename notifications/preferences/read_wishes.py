"""The wishes of many people at once, for the gate."""

from collections.abc import Collection
from typing import Final, LiteralString
from uuid import UUID

from domains.kernel import sql
from notifications.preferences.wishes import COLUMNS, Wishes, wishes_of

_EACH: Final[LiteralString] = (
    f"SELECT person_id, {COLUMNS} FROM notifications.preferences "  # noqa: S608 - our literal
    "WHERE person_id = ANY($1::uuid[])"
)


async def wishes_of_each(person_ids: Collection[UUID]) -> dict[UUID, Wishes]:
    """Whoever never wished for anything is left out."""
    rows = await sql.fetch(_EACH, list(person_ids))
    return {row["person_id"]: wishes_of(row) for row in rows}
