"""What a home leaves behind when its consent or its person ends: nothing, and nobody is let in."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final, LiteralString
from uuid import UUID

from domains.care.homes.registry import note_destruction
from domains.consent.public import Erased, Purpose
from domains.kernel import sql
from domains.kernel.subject_rights import Kept

ENDS_WITH: Final = frozenset({Purpose.CARE_HOME_SENSORS, Purpose.CARE_CHECK_INS})
"""Without check-ins there is no care, and without care no reason to listen."""

BY_DEVICE: Final[tuple[tuple[str, LiteralString], ...]] = (
    (
        "care.sequences",
        "DELETE FROM care.sequences WHERE device_id IN "
        "(SELECT id FROM care.devices WHERE home_id = ANY($1::uuid[]))",
    ),
    (
        "care.mistrusts",
        "DELETE FROM care.mistrusts WHERE device_id IN "
        "(SELECT id FROM care.devices WHERE home_id = ANY($1::uuid[]))",
    ),
)
BY_HOME: Final[tuple[tuple[str, LiteralString], ...]] = (
    ("care.sensor_events", "DELETE FROM care.sensor_events WHERE home_id = ANY($1::uuid[])"),
    ("care.listening", "DELETE FROM care.listening WHERE home_id = ANY($1::uuid[])"),
    ("care.home_hours", "DELETE FROM care.home_hours WHERE home_id = ANY($1::uuid[])"),
    ("care.pairing_codes", "DELETE FROM care.pairing_codes WHERE home_id = ANY($1::uuid[])"),
    ("care.devices", "DELETE FROM care.devices WHERE home_id = ANY($1::uuid[])"),
    ("care.spots", "DELETE FROM care.spots WHERE home_id = ANY($1::uuid[])"),
    ("care.homes", "DELETE FROM care.homes WHERE id = ANY($1::uuid[])"),
)


async def erase(senior_id: UUID, purpose: Purpose, at: datetime) -> Sequence[Erased]:  # noqa: ARG001
    """An `Eraser`."""
    return await _destroy(senior_id) if purpose in ENDS_WITH else []


async def erase_person(person_id: UUID, at: datetime) -> Sequence[Kept]:  # noqa: ARG001
    """A `PersonEraser`. Nothing is kept."""
    await _destroy(person_id)
    return []


async def _destroy(senior_id: UUID) -> list[Erased]:
    """The registry comes first: from here on no batch writes what is deleted below."""
    rows = await sql.fetch("SELECT id FROM care.homes WHERE senior_id = $1", senior_id)
    homes = [row["id"] for row in rows]
    if not homes:
        return []
    await note_destruction()
    return [
        Erased(what, await sql.execute(statement, homes)) for what, statement in BY_DEVICE + BY_HOME
    ]
