"""Somebody's own telephone numbers, as they see them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from domains.identity.contact_policy import LineKind, masked
from domains.identity.vocabulary import NAMELESS
from domains.kernel import personal, sql


@dataclass(frozen=True, slots=True)
class ContactNumberView:
    """`shown` hides all but the last digits: a screen is read over shoulders."""

    number_id: UUID
    shown: str = field(repr=False)
    ways: frozenset[LineKind]
    added_at: datetime
    verified_at: datetime | None


async def contact_numbers_of(person_id: UUID) -> Sequence[ContactNumberView]:
    """In the order in which they are tried."""
    rows = await sql.fetch(
        """
        SELECT id, number, sms_line_id, voice_line_id, added_at, verified_at
        FROM identity.contact_numbers WHERE person_id = $1 ORDER BY id
        """,
        person_id,
    )
    numbers = await personal.open_each([(person_id, bytes(row["number"])) for row in rows])
    return [
        ContactNumberView(
            number_id=row["id"],
            shown=masked(number) if number else NAMELESS,
            ways=frozenset(kind for kind in LineKind if row[f"{kind}_line_id"] is not None),
            added_at=row["added_at"],
            verified_at=row["verified_at"],
        )
        for row, number in zip(rows, numbers, strict=True)
    ]
