"""Cases to look at: one's own, and the desk's queue."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tortoise.expressions import Q
from tortoise.queryset import QuerySet

from domains.governance.models import Case
from domains.governance.outcomes import NotYours
from domains.governance.staff import is_staff, may_handle
from domains.governance.views import CaseDetail, CaseView, case_detail, case_view
from domains.governance.vocabulary import CaseKind, CaseState
from domains.governance.who_asks import may_follow
from domains.governance.why import of_rights
from domains.identity import public as identity
from domains.kernel import audit
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids


@dataclass(frozen=True, slots=True)
class QueueFilter:
    """Which cases the desk wants; None wants all. `due_before` are those whose clock runs out."""

    kind: CaseKind | None = None
    state: CaseState | None = None
    assigned_to: UUID | None = None
    due_before: datetime | None = None


async def my_cases(
    actor: Actor, *, limit: int, before: UUID | None, clock: Clock
) -> list[CaseView]:
    """Of oneself, and of those for whom one still may speak; newest first."""
    me = actor.speaks_for
    if me is None:
        return []
    mine = Case.filter(Q(subject_id=me) | Q(applicant_id=me))
    page = mine.filter(id__lt=before) if before is not None else mine
    rows = await page.order_by("-id").limit(limit)
    return [case_view(case) for case in rows if await may_follow(actor, case, at=clock.now())]


async def show_case(
    actor: Actor, *, case_id: UUID, clock: Clock, ids: Ids
) -> CaseDetail | NotYours:
    """One case; the desk's look is audited, one's own is one's own affair."""
    case = await Case.get_or_none(id=case_id)
    if case is None:
        return NotYours()
    if not await may_follow(actor, case, at=clock.now()):
        if not await may_handle(actor, case):
            return NotYours()
        await audit.record(
            actor,
            "governance.case.read",
            subject_id=case.subject_id,
            reference=case.id,
            why=of_rights(actor),
            clock=clock,
            ids=ids,
        )
    return await case_detail(case)


async def rights_queue(
    actor: Actor,
    *,
    wanted: QueueFilter,
    limit: int,
    after: UUID | None,
    clock: Clock,
    ids: Ids,
) -> list[CaseView]:
    """What the desk has to do, oldest first, drafts apart; never one's own family's.

    Each look at the list is audited, each case that it shows by its id.
    """
    if not is_staff(actor) or actor.person_id is None:
        return []
    own = await identity.kin_of(actor.person_id)
    rows = await (
        _wanted(wanted)
        .exclude(subject_id__in=own)
        .exclude(applicant_id__in=own)
        .filter(**({"id__gt": after} if after is not None else {}))
        .order_by("id")
        .limit(limit)
    )
    touched = [(case.subject_id, case.id) for case in rows]
    await audit.record_each(
        actor, "governance.case.list", touched=touched, why=of_rights(actor), clock=clock, ids=ids
    )
    return [case_view(case) for case in rows]


def _wanted(wanted: QueueFilter) -> QuerySet[Case]:
    conditions: dict[str, object] = {
        "kind": wanted.kind,
        "state": wanted.state,
        "assigned_to": wanted.assigned_to,
        "due_at__lt": wanted.due_before,
    }
    chosen = {name: value for name, value in conditions.items() if value is not None}
    return Case.exclude(state=CaseState.DRAFT).filter(**chosen)
