"""A danger becomes a call, which a loop in each worker tells (`tell_119`)."""

from uuid import UUID

from domains.care.cases.events import EmergencyNotSent
from domains.care.cases.models import Case, EmergencyCall
from domains.care.cases.untold import untold
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids


async def let_119_hear(
    case: Case, *, confirmed_by: UUID | None = None, clock: Clock, ids: Ids
) -> None:
    """Within the caller's transaction, which holds the case's lock. Once for each danger, however
    often this is called: of what comes again they hear under the call that they have not taken
    yet, or under a new one."""
    now = clock.now()
    for concern in await untold(case):
        of_kind = EmergencyCall.filter(case_id=case.id, kind=concern.kind)
        waits = of_kind.filter(taken_at=None, dropped_at=None)
        if await waits.update(told_of=concern.id, try_at=now):
            continue
        await EmergencyCall.create(
            id=ids.new(),
            case_id=case.id,
            senior_id=case.senior_id,
            kind=concern.kind,
            told_of=concern.id,
            confirmed_by=confirmed_by if concern.kind is case.kind else None,
            asked_at=now,
            try_at=now,
        )


async def not_sent(case: Case) -> list[EmergencyNotSent]:
    """Of what 119's system had refused before people were asked: they hear that it is being called,
    and would wait for nobody."""
    tried = EmergencyCall.filter(case_id=case.id, last_error__isnull=False)
    waits = tried.filter(reference=None, taken_at=None, dropped_at=None)
    return [
        EmergencyNotSent(
            call_id=call.id, case_id=case.id, senior_id=case.senior_id, since=call.asked_at
        )
        for call in await waits.order_by("id")
    ]
