"""A danger becomes a call, which a loop in each worker tells (`tell_119`)."""

from datetime import datetime
from uuid import UUID

from tortoise.expressions import Q
from tortoise.queryset import QuerySet

from domains.care.cases.events import EmergencyNotSent
from domains.care.cases.levels import CRIES
from domains.care.cases.models import Case, CaseConcern, EmergencyCall
from domains.care.cases.untold import untold
from domains.care.cases.vocabulary import ConcernKind
from domains.care.people.which_flat import flat_at
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids


async def let_119_hear(
    case: Case, *, confirmed_by: UUID | None = None, clock: Clock, ids: Ids
) -> None:
    """Within the caller's transaction, which holds the case's lock. Once for each danger, however
    often this is called: of what comes again in the same flat they hear under the call that they
    have not taken yet, else under a new one."""
    now = clock.now()
    for concern in await untold(case):
        sent_by = confirmed_by if concern.kind is case.kind else None
        flat = await flat_at(case.senior_id, at=now if sent_by else await _was_at(concern, now=now))
        waits = _waiting(case, concern.kind, flat)
        if await waits.update(told_of=concern.id, residence_id=flat, try_at=now):
            continue
        await EmergencyCall.create(
            id=ids.new(),
            case_id=case.id,
            senior_id=case.senior_id,
            kind=concern.kind,
            told_of=concern.id,
            residence_id=flat,
            confirmed_by=sent_by,
            asked_at=now,
            try_at=now,
        )


async def _was_at(concern: CaseConcern, *, now: datetime) -> datetime:
    """What is told at once is where she lives now, and so is she for whom a human sends. A fall
    waited for her answer first, or for a human's word: it is where she cried last."""
    if concern.kind not in CRIES:
        return now
    cries = CaseConcern.filter(case_id=concern.case_id, kind__in=list(CRIES))
    latest = await cries.order_by("-raised_at").first()
    return now if latest is None else latest.raised_at


def _waiting(case: Case, kind: ConcernKind, flat: UUID | None) -> QuerySet[EmergencyCall]:
    of_kind = EmergencyCall.filter(case_id=case.id, kind=kind, taken_at=None, dropped_at=None)
    return of_kind.filter(Q(residence_id=flat) | Q(residence_id=None))


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
