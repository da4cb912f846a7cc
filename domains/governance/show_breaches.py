"""The breach record, for the data-protection officer."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from domains.governance.breaches import Facts, Told, facts_of, missing
from domains.governance.models import Breach
from domains.governance.staff import is_dpo
from domains.governance.vocabulary import BreachState
from domains.kernel import audit
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids


@dataclass(frozen=True, slots=True)
class BreachView:
    """A breach, and who must still hear of it."""

    breach_id: UUID
    state: BreachState
    facts: Facts = field(repr=False)
    found_at: datetime
    due_at: datetime
    people_told_at: datetime | None
    commission_told_at: datetime | None
    closed_at: datetime | None
    missing: frozenset[Told]


async def show_breaches(
    actor: Actor, *, limit: int, before: UUID | None, clock: Clock, ids: Ids
) -> Sequence[BreachView]:
    """Newest first; empty for everybody else. The look is audited."""
    if not is_dpo(actor):
        return []
    await audit.record(actor, "governance.breach.list", clock=clock, ids=ids)
    page = Breach.filter(id__lt=before) if before is not None else Breach.all()
    return [_view(breach) for breach in await page.order_by("-id").limit(limit)]


def _view(breach: Breach) -> BreachView:
    return BreachView(
        breach_id=breach.id,
        state=breach.state,
        facts=facts_of(breach),
        found_at=breach.found_at,
        due_at=breach.due_at,
        people_told_at=breach.people_told_at,
        commission_told_at=breach.commission_told_at,
        closed_at=breach.closed_at,
        missing=missing(breach),
    )
