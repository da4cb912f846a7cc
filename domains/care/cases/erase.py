"""What cases leave behind when a consent or a person ends: nothing of hers."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final, LiteralString
from uuid import UUID

from domains.care.cases.forget_signals import forget_signals_of
from domains.care.cases.keep_position import forget_positions_of
from domains.care.cases.next_step import TOPIC
from domains.care.cases.open_case import open_case_of
from domains.consent.public import Erased, Purpose
from domains.kernel import sql
from domains.kernel.subject_rights import Kept
from domains.kernel.timers import cancel_timers

SOMEBODY: Final = UUID(int=0)
"""Stands where a row must name whoever acted, and they were erased."""

AS_OTHERS: Final[tuple[LiteralString, ...]] = (
    "DELETE FROM care.case_asked WHERE person_id = $1",
    "UPDATE care.cases SET taken_by = NULL WHERE taken_by = $1",
    "UPDATE care.cases SET ended_by = NULL WHERE ended_by = $1",
    "UPDATE care.emergency_calls SET confirmed_by = NULL WHERE confirmed_by = $1",
)
ACTED: Final[LiteralString] = "UPDATE care.case_acts SET done_by = $2 WHERE done_by = $1"
"""What somebody did for others stays, without them."""


async def erase(senior_id: UUID, purpose: Purpose, at: datetime) -> Sequence[Erased]:  # noqa: ARG001
    """An `Eraser`: with the consent to check-ins the care itself ends. An open case ends with it:
    whom it asked finds that they are asked no more. With the one to sensors what they told goes,
    with the one to her location where she was; and the cases stay."""
    match purpose:
        case Purpose.CARE_CHECK_INS:
            return await _destroy(senior_id)
        case Purpose.CARE_HOME_SENSORS:
            return [Erased("care.case_signals", await forget_signals_of(senior_id))]
        case Purpose.CARE_LOCATION:
            return [Erased("care.case_positions", await forget_positions_of(senior_id))]
        case _:
            return []


async def erase_person(person_id: UUID, at: datetime) -> Sequence[Kept]:  # noqa: ARG001
    """A `PersonEraser`: as senior, and as whoever was asked or acted. Nothing is kept."""
    await _destroy(person_id)
    for statement in AS_OTHERS:
        await sql.execute(statement, person_id)
    await sql.execute(ACTED, person_id, SOMEBODY)
    return []


async def _destroy(senior_id: UUID) -> list[Erased]:
    """Steps, concerns, acts and calls go with their case. Whoever raises a concern, or asks her,
    at this moment waits for the commit, and finds her gone."""
    await open_case_of(senior_id)
    rows = await sql.fetch(
        "SELECT id FROM care.cases WHERE senior_id = $1 ORDER BY id FOR UPDATE", senior_id
    )
    case_ids = [row["id"] for row in rows]
    await cancel_timers(TOPIC, case_ids)
    await sql.execute("DELETE FROM care.case_asked WHERE case_id = ANY($1::uuid[])", case_ids)
    gone = await sql.execute("DELETE FROM care.cases WHERE senior_id = $1", senior_id)
    return [Erased("care.cases", gone)]
