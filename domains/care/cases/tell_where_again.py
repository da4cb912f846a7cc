"""119 hears under the same call that she lives, or is, elsewhere than it was told.

Both within the caller's transaction, which holds the case.
"""

from uuid import UUID

from tortoise.expressions import Q
from tortoise.queryset import QuerySet

from domains.care.cases.models import EmergencyCall
from domains.kernel.clock import Clock


async def tell_where_she_is(case_id: UUID, *, clock: Clock) -> None:
    """A newer position of hers. What 119 has taken it has, door and all: nobody need telephone
    because it does not hear of this one at once. What it has not taken goes out with it."""
    now, calls = clock.now(), _going_on(case_id)
    await calls.update(tell_again_at=now)
    await calls.filter(taken_at__isnull=False).update(try_at=now)


async def tell_right_door(case_id: UUID, *, flat: UUID | None, clock: Clock) -> None:
    """Of what happened in one flat of hers (a Residence) 119 has a wrong address, and so has
    nothing to set out by: until it hears the right one the call counts as not taken. A try that is
    under way with what was known before settles nothing (`keep_answer`)."""
    there = _going_on(case_id).filter(Q(residence_id=flat) | Q(residence_id=None))
    await there.update(taken_at=None, try_at=clock.now())


def _going_on(case_id: UUID) -> QuerySet[EmergencyCall]:
    return EmergencyCall.filter(case_id=case_id, dropped_at=None, ending=None)
