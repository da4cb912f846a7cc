"""A draft is kept, gone on with, and handed in when it is ready."""

from datetime import timedelta
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.governance.calendar_rows import working_calendar
from domains.governance.open_case import submit
from domains.governance.outcomes import NotPossible, NotYours, ResidentNumberRefused, Stepped
from domains.governance.take_step import lock_case
from domains.governance.timers import set_case_timers
from domains.governance.vocabulary import CaseState
from domains.governance.who_asks import may_follow
from domains.governance.wish import Wish, set_wish
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids

DraftOutcome = Stepped | NotPossible | NotYours | ResidentNumberRefused


async def go_on_with_draft(
    actor: Actor,
    *,
    case_id: UUID,
    wish: Wish,
    hand_in: bool,
    fresh_for: timedelta,
    clock: Clock,
    ids: Ids,
) -> DraftOutcome:
    """Write the draft anew; handed in, it becomes a request whose clock begins now."""
    if wish.shows_resident_number:
        return ResidentNumberRefused()
    async with in_transaction():
        case = await lock_case(case_id)
        if case is None or not await may_follow(actor, case, at=clock.now()):
            return NotYours()
        if case.state is not CaseState.DRAFT:
            return NotPossible(case.state)
        await set_wish(case, wish)
        case.changed_at = clock.now()
        await case.save()
        calendar = await working_calendar()
        await set_case_timers(case, now=clock.now(), calendar=calendar, ids=ids)
        if hand_in:
            await submit(case, actor=actor, fresh_for=fresh_for, clock=clock, ids=ids)
        return Stepped.of(case)
