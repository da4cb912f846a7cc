"""119 hears under the same call that she lives, or is, elsewhere than it was told."""

from uuid import UUID

from tortoise.expressions import Q

from domains.care.cases.models import EmergencyCall
from domains.kernel.clock import Clock


async def tell_where_again(case_id: UUID, *, flat: UUID | None = None, clock: Clock) -> None:
    """Within the caller's transaction, which holds the case: all that 119 may have heard in it, or
    what happened in one flat of hers (a Residence). A try that is under way with what was known
    before settles nothing (`keep_answer`)."""
    calls = EmergencyCall.filter(case_id=case_id, dropped_at=None, ending=None)
    if flat is not None:
        calls = calls.filter(Q(residence_id=flat) | Q(residence_id=None))
    await calls.update(taken_at=None, try_at=clock.now())
