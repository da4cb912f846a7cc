"""A case that went over to others: who had a part in it until then may say what they did."""

from datetime import datetime
from uuid import UUID

from domains.care.cases.access import NotYourCase
from domains.care.cases.models import Case
from domains.care.cases.open_case import lock_case
from domains.care.people.looked_after import looked_after
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock


async def case_of_before(
    actor: Actor, case_id: UUID, *, at: datetime, clock: Clock
) -> Case | NotYourCase:
    """The case, locked for the transaction, for whose office it was at a moment that is past, and
    who holds that office still. What they did then was done, wherever she lives since."""
    case = await lock_case(case_id)
    if case is None or at < case.opened_at or actor.person_id in (None, case.senior_id):
        return NotYourCase()
    if actor.stand_in_id is not None:
        return NotYourCase()
    if not await looked_after(actor, case.senior_id, at=at, now=clock.now()):
        return NotYourCase()
    return case
