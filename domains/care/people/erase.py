"""What the people of care leave behind when a consent or a person ends: nothing."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final, LiteralString
from uuid import UUID

from domains.care.people.pause import PAUSE_ENDS
from domains.consent.public import Erased, Purpose
from domains.kernel import sql
from domains.kernel.subject_rights import Kept
from domains.kernel.timers import cancel_timers

SOMEBODY: Final = UUID(int=0)
"""Stands where a row must name whoever acted, and they were erased."""

HERS: Final[tuple[tuple[str, LiteralString], ...]] = (
    ("care.pauses", "DELETE FROM care.pauses WHERE senior_id = $1"),
    ("care.contacts", "DELETE FROM care.contacts WHERE senior_id = $1"),
    ("care.residences", "DELETE FROM care.residences WHERE senior_id = $1"),
    ("care.enrolments", "DELETE FROM care.enrolments WHERE senior_id = $1"),
)

AS_OTHERS: Final[tuple[LiteralString, ...]] = (
    "DELETE FROM care.contacts WHERE person_id = $1",
    "DELETE FROM care.shifts WHERE worker_id = $1",
    "UPDATE care.shifts SET stand_in_id = NULL WHERE stand_in_id = $1",
    "DELETE FROM care.absences WHERE worker_id = $1",
    "UPDATE care.absences SET stand_in_id = NULL WHERE stand_in_id = $1",
)
ACTED: Final[tuple[LiteralString, ...]] = (
    "UPDATE care.absences SET entered_by = $2 WHERE entered_by = $1",
    "UPDATE care.pauses SET asked_by = $2 WHERE asked_by = $1",
)
"""What a guardian, a care worker or staff did for others stays, without them."""


async def erase(senior_id: UUID, purpose: Purpose, at: datetime) -> Sequence[Erased]:  # noqa: ARG001
    """An `Eraser`: with the consent to check-ins the care itself ends, with others nothing here."""
    if purpose is not Purpose.CARE_CHECK_INS:
        return []
    return await _destroy(senior_id)


async def erase_person(person_id: UUID, at: datetime) -> Sequence[Kept]:  # noqa: ARG001
    """A `PersonEraser`: as senior, guardian, care worker and staff. Nothing is kept."""
    await _destroy(person_id)
    for statement in AS_OTHERS:
        await sql.execute(statement, person_id)
    for statement in ACTED:
        await sql.execute(statement, person_id, SOMEBODY)
    return []


async def _destroy(senior_id: UUID) -> list[Erased]:
    rows = await sql.fetch("SELECT id FROM care.enrolments WHERE senior_id = $1", senior_id)
    await cancel_timers(PAUSE_ENDS, [row["id"] for row in rows])
    return [Erased(what, await sql.execute(statement, senior_id)) for what, statement in HERS]
