"""What came of a try, and when the next one is."""

from datetime import datetime, timedelta
from typing import Final

import structlog
from tortoise.expressions import Q
from tortoise.transactions import in_transaction

from domains.care.cases.emergency import EmergencyEvent, NotTaken, TakenBy119
from domains.care.cases.events import EmergencyNotSent, EmergencySentAfterAll, PositionGiven
from domains.care.cases.models import EmergencyCall
from domains.kernel import outbox
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids

log = structlog.get_logger()

FIRST_RETRY: Final = timedelta(seconds=5)
LONGEST_RETRY: Final = timedelta(minutes=1)
COMPLETED_AFTER: Final = timedelta(seconds=30)
"""What could not be opened is tried again."""
ENDING_WORTH: Final = timedelta(hours=6)
"""After that nobody is on the way any more who could be told to turn round."""


async def keep_answer(
    call: EmergencyCall,
    answer: TakenBy119 | NotTaken,
    event: EmergencyEvent,
    *,
    clock: Clock,
    ids: Ids,
) -> None:
    """To a call that was told as `event`. What the end of its case wrote meanwhile stands: only its
    own next try moves. Where 119 has it already, and was only to hear more, a failure is nobody's
    business but ours."""
    if isinstance(answer, TakenBy119):
        async with in_transaction():
            await _keep_taken(call, answer, event, clock=clock, ids=ids)
        return
    now = clock.now()
    hers = EmergencyCall.filter(id=call.id)
    async with in_transaction():
        log.warning("care.119_did_not_take_it", error=answer.value, tries=call.tries)
        await hers.filter(ending=None).update(try_at=now + _patience(call))
        waits = hers.filter(taken_at=None, ending=None)
        is_first = await waits.filter(last_error=None).update(last_error=answer.value)
        if is_first:
            await _let_people_telephone(call, since=now, clock=clock, ids=ids)
        else:
            await waits.update(last_error=answer.value)


async def _keep_taken(
    call: EmergencyCall, answer: TakenBy119, event: EmergencyEvent, *, clock: Clock, ids: Ids
) -> None:
    now = clock.now()
    if event.position is not None:
        given = PositionGiven(case_id=call.case_id, senior_id=call.senior_id)
        await outbox.record(given, clock=clock, ids=ids)
    await EmergencyCall.filter(id=call.id).update(reference=answer.reference)
    if event.is_complete:
        await _stop_people_telephoning(call, clock=clock, ids=ids)
        await _keep_what_they_know(call, event, at=now)
    is_whole = event.is_complete and not event.lacks_position
    same_try = EmergencyCall.filter(id=call.id, ending=None, try_at=call.try_at)
    await same_try.update(try_at=now if is_whole else now + COMPLETED_AFTER)


async def _keep_what_they_know(call: EmergencyCall, event: EmergencyEvent, *, at: datetime) -> None:
    """What came again meanwhile, or is known better, is still to be told."""
    as_told = Q(told_of=call.told_of) & (Q(try_at=call.try_at) | Q(ending__isnull=False))
    hers = EmergencyCall.filter(as_told, id=call.id)
    if event.lacks_position:
        await hers.filter(taken_at=None).update(tell_again_at=at)
    else:
        await hers.filter(tell_again_at=call.tell_again_at).update(tell_again_at=None)
    await hers.filter(taken_at=None).update(taken_at=at)


async def keep_answer_to_ending(
    call: EmergencyCall, answer: TakenBy119 | NotTaken, *, ended_at: datetime, clock: Clock
) -> None:
    """To how it ended. Without a link people telephoned, and people call off."""
    now = clock.now()
    is_over = answer is NotTaken.SWITCHED_OFF or now - ended_at > ENDING_WORTH
    if isinstance(answer, TakenBy119) or is_over:
        await EmergencyCall.filter(id=call.id).update(ending_taken_at=now)
        return
    log.warning("care.119_did_not_take_the_end", error=answer.value, tries=call.tries)
    await EmergencyCall.filter(id=call.id).update(
        try_at=now + _patience(call), last_error=answer.value
    )


def _patience(call: EmergencyCall) -> timedelta:
    failures: int = min(max(call.tries, 1) - 1, 6)
    return min(LONGEST_RETRY, FIRST_RETRY * (1 << failures))


async def _let_people_telephone(
    call: EmergencyCall, *, since: datetime, clock: Clock, ids: Ids
) -> None:
    """At the first failure: a machine may go on trying, nobody waits for it."""
    event = EmergencyNotSent(
        call_id=call.id, case_id=call.case_id, senior_id=call.senior_id, since=since
    )
    await outbox.record(event, clock=clock, ids=ids)


async def _stop_people_telephoning(call: EmergencyCall, *, clock: Clock, ids: Ids) -> None:
    """Whoever heard that nothing goes out hears that it has, where to and to whom included: once,
    though two workers tell it. What fails afterwards is a failure anew."""
    failed = EmergencyCall.filter(id=call.id, ending=None, last_error__not_isnull=True)
    if await failed.update(last_error=None):
        event = EmergencySentAfterAll(
            call_id=call.id, case_id=call.case_id, senior_id=call.senior_id
        )
        await outbox.record(event, clock=clock, ids=ids)
