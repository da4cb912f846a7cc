"""Nobody has answered yet: ask again, and in the end tell people."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from domains.care.check_ins import policy
from domains.care.check_ins.ask import tell
from domains.care.check_ins.lock import lock_check_in
from domains.care.check_ins.models import CheckIn
from domains.care.check_ins.plan import Step
from domains.care.check_ins.settle import settle
from domains.care.check_ins.stored_plan import steps_from_row
from domains.care.check_ins.tell_people import tell_of_silence
from domains.care.check_ins.timers import FOLLOW, GRACED, STEP
from domains.care.check_ins.vocabulary import AskBy, CheckInState
from domains.care.people.read_plans import care_plan
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from domains.kernel.timers import Timer, set_timer


async def follow_when_due(timer: Timer, *, clock: Clock, ids: Ids) -> None:
    """The timer FOLLOW: one step of an open check-in. A pause that began meanwhile calls it off.
    After a companion's last ring nothing follows here: the case waits, and goes on."""
    row = await lock_check_in(timer.about)
    if row is None or row.state is not CheckInState.OPEN:
        return
    if not await _is_still_asked(row.senior_id, clock=clock):
        await settle(row, CheckInState.CALLED_OFF, clock=clock, ids=ids)
        return
    steps = steps_from_row(row.steps)
    number = _last_due(steps, int(timer.facts[STEP] or 0), waited=clock.now() - row.asked_at)
    step = steps[number]
    if step.by is not None:
        await _remind(row, step.by, number, clock=clock, ids=ids)
    elif _was_held_up(timer, clock=clock):
        await _grant_grace(row, number, clock=clock, ids=ids)
    else:
        await settle(row, CheckInState.MISSED, clock=clock, ids=ids)
        await tell_of_silence(row, clock=clock, ids=ids)


def _last_due(steps: Sequence[Step], number: int, *, waited: timedelta) -> int:
    """A reminder that we missed is not made up for where the next one is due, too: a telephone does
    not ring four times because we were away."""
    due = [at for at in range(number, len(steps)) if steps[at].by and steps[at].after <= waited]
    return due[-1] if due else number


async def _is_still_asked(senior_id: UUID, *, clock: Clock) -> bool:
    care = await care_plan(senior_id, at=clock.now())
    return care is not None and not care.is_paused


async def _remind(row: CheckIn, by: AskBy, number: int, *, clock: Clock, ids: Ids) -> None:
    await tell(row, by=by, times=number + 2, clock=clock, ids=ids)
    for after in steps_from_row(row.steps)[number + 1 : number + 2]:
        due_at = row.asked_at + after.after
        await set_timer(FOLLOW, row.id, due_at=due_at, facts={STEP: number + 1}, clock=clock)


def _was_held_up(timer: Timer, *, clock: Clock) -> bool:
    """Whether we come late to this by our own fault, and for the first time."""
    return not timer.facts.get(GRACED) and clock.now() - timer.due_at > policy.LATE


async def _grant_grace(row: CheckIn, number: int, *, clock: Clock, ids: Ids) -> None:
    """While we were away she may have answered in vain: nobody is woken by a restart."""
    await tell(row, by=AskBy.PUSH, times=number + 2, clock=clock, ids=ids)
    due_at = clock.now() + policy.GRACE
    facts = {STEP: number, GRACED: True}
    await set_timer(FOLLOW, row.id, due_at=due_at, facts=facts, clock=clock)
