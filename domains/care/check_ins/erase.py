"""What check-ins leave behind when their consent or the person ends: nothing."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final, LiteralString
from uuid import UUID

from domains.care.check_ins.models import CheckIn
from domains.care.check_ins.timers import ASK, FOLLOW
from domains.consent.public import Erased, Purpose
from domains.kernel import sql
from domains.kernel.subject_rights import Kept
from domains.kernel.timers import cancel_timers

HERS: Final[tuple[tuple[str, LiteralString], ...]] = (
    ("care.check_in_answers", "DELETE FROM care.check_in_answers WHERE senior_id = $1"),
    ("care.check_ins", "DELETE FROM care.check_ins WHERE senior_id = $1"),
    ("care.check_in_plans", "DELETE FROM care.check_in_plans WHERE senior_id = $1"),
)


async def erase(senior_id: UUID, purpose: Purpose, at: datetime) -> Sequence[Erased]:  # noqa: ARG001
    """An `Eraser`."""
    return await _destroy(senior_id) if purpose is Purpose.CARE_CHECK_INS else []


async def erase_person(person_id: UUID, at: datetime) -> Sequence[Kept]:  # noqa: ARG001
    """A `PersonEraser`. Who changed another's plan is forgotten; the plan stays."""
    await _destroy(person_id)
    await sql.execute(
        "UPDATE care.check_in_plans SET changed_by = NULL WHERE changed_by = $1", person_id
    )
    return []


async def _destroy(senior_id: UUID) -> list[Erased]:
    """Her plan is locked first: no question is put meanwhile that would outlive it."""
    await sql.fetch("SELECT FROM care.check_in_plans WHERE senior_id = $1 FOR UPDATE", senior_id)
    open_ones = await CheckIn.filter(senior_id=senior_id, settled_at=None)
    await cancel_timers(FOLLOW, [row.id for row in open_ones])
    await cancel_timers(ASK, [senior_id])
    return [Erased(what, await sql.execute(statement, senior_id)) for what, statement in HERS]
