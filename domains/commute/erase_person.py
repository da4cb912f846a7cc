"""What commute holds of one person is destroyed, whichever purpose it was held under."""

from collections.abc import Sequence
from datetime import datetime
from typing import LiteralString
from uuid import UUID

from domains.commute import positions
from domains.kernel import sql
from domains.kernel.subject_rights import Kept

OWN_ROWS: tuple[LiteralString, ...] = (
    "DELETE FROM commute.tracks WHERE child_id = $1",
    "DELETE FROM commute.crossings WHERE child_id = $1",
    "DELETE FROM commute.arrival_watches WHERE child_id = $1",
    "DELETE FROM commute.watched_places WHERE child_id = $1",
    "DELETE FROM commute.sos WHERE child_id = $1",
    "UPDATE commute.sos SET acknowledged_by = NULL WHERE acknowledged_by = $1",
)

OWN_PLACES: tuple[LiteralString, ...] = (
    "DELETE FROM commute.watched_places WHERE place_id IN "
    "(SELECT id FROM commute.places WHERE owner_id = $1)",
    "DELETE FROM commute.crossings WHERE place_id IN "
    "(SELECT id FROM commute.places WHERE owner_id = $1)",
    "DELETE FROM commute.places WHERE owner_id = $1",
)
"""A family's own place is its owner's: it goes with them, and with it who crossed it."""


async def erase_person(person_id: UUID, at: datetime) -> Sequence[Kept]:  # noqa: ARG001
    """A `PersonEraser`. Nothing is kept; that somebody answered another's SOS stays, not who."""
    await positions.destroy(person_id)
    for statement in (*OWN_ROWS, *OWN_PLACES):
        await sql.execute(statement, person_id)
    return []
