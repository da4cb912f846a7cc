"""Who touches a question holds the senior first, as all of care does (`care.lock_senior`)."""

from collections.abc import Collection
from datetime import datetime
from typing import Final
from uuid import UUID

from domains.care.check_ins.models import CheckIn
from domains.care.check_ins.vocabulary import CheckInState
from domains.care.lock_senior import lock_senior

UNANSWERED: Final = [CheckInState.OPEN, CheckInState.MISSED]
"""What an answer may still settle. One that raised is a person's word."""


async def lock_check_in(check_in_id: UUID) -> CheckIn | None:
    """One question, until the commit; None where there is none."""
    found = await CheckIn.get_or_none(id=check_in_id)
    if found is None:
        return None
    await lock_senior(found.senior_id)
    return await CheckIn.select_for_update().get_or_none(id=check_in_id)


async def lock_unanswered(senior_ids: Collection[UUID], *, at: datetime) -> list[CheckIn]:
    """All questions of these seniors that an answer at a moment may still settle."""
    open_to_answer = CheckIn.filter(
        senior_id__in=list(senior_ids), state__in=UNANSWERED, answerable_until__gt=at
    )
    asked = {row.senior_id for row in await open_to_answer}
    for senior_id in sorted(asked):
        await lock_senior(senior_id)
    return await open_to_answer.select_for_update().order_by("senior_id", "id") if asked else []
