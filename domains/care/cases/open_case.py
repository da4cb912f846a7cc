"""Cases, locked as all of care locks (`domains.care.lock_senior`): she first, then the row."""

from uuid import UUID

from domains.care.cases.models import Case
from domains.care.lock_senior import lock_senior


async def open_case_of(senior_id: UUID) -> Case | None:
    """The one open case of somebody. She is locked until the caller's transaction ends, whether
    there is one or not: two concerns at once would open two, or lose the graver."""
    await lock_senior(senior_id)
    return await Case.select_for_update().get_or_none(senior_id=senior_id, ended_at=None)


async def lock_case(case_id: UUID) -> Case | None:
    """One case, over or not; None where there is none, or she left while we waited."""
    found = await Case.get_or_none(id=case_id)
    if found is None:
        return None
    await lock_senior(found.senior_id)
    return await Case.select_for_update().get_or_none(id=case_id)
