"""A case is over: 119 is told no more of it, and where it may have heard of it, how it ended."""

from typing import assert_never

from domains.care.cases.acts import SETTLING
from domains.care.cases.models import Case, CaseAct, EmergencyCall
from domains.care.cases.vocabulary import ActKind, CallEnding, CaseEnd
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids


async def end_calls(case: Case, end: CaseEnd, *, clock: Clock, ids: Ids) -> None:
    """Within the transaction that ends the case. What never went out is dropped, and leaves
    `sent_at` empty; each call that did gets an ending of its own, under an id of its own. Where
    she was nobody need know any more."""
    now = clock.now()
    untold = EmergencyCall.filter(case_id=case.id, taken_at=None, dropped_at=None)
    await untold.update(dropped_at=now)
    await EmergencyCall.filter(case_id=case.id).update(tell_again_at=None)
    ending = await _ending_of(case, end)
    if ending is None:
        return
    for call in await EmergencyCall.filter(case_id=case.id, sent_at__isnull=False).order_by("id"):
        await EmergencyCall.filter(id=call.id).update(
            ending=ending, ending_id=ids.new(), try_at=now, tries=0, last_error=None
        )


async def _ending_of(case: Case, end: CaseEnd) -> CallEnding | None:
    """None where they know it themselves, or where nobody may call them off: she left."""
    match end:
        case CaseEnd.FALSE_ALARM:
            return CallEnding.FALSE_ALARM
        case CaseEnd.ACT:
            return None if await _is_in_their_hands(case) else CallEnding.ALL_CLEAR
        case CaseEnd.LIFE | CaseEnd.PAUSED:
            return CallEnding.ALL_CLEAR
        case CaseEnd.LEFT:
            return None
        case unreachable:
            assert_never(unreachable)


async def _is_in_their_hands(case: Case) -> bool:
    done = CaseAct.filter(case_id=case.id, kind__in=list(SETTLING), at__gt=case.observed_at)
    latest = await done.order_by("-at", "-id").first()
    return latest is not None and latest.kind is ActKind.EMERGENCY_TOOK_OVER
