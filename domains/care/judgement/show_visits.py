"""Who is with her, or will be, as it was told: so that a visit told wrongly is found and ended."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.care.judgement.access import may_read_what_was_told
from domains.care.judgement.models import Visit
from domains.identity import public as identity
from domains.kernel import audit
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids


@dataclass(frozen=True, slots=True)
class VisitView:
    """`told_by` None: they were erased. Whoever reads it may end it."""

    visit_id: UUID
    since: datetime
    until: datetime
    told_by: str | None = field(repr=False)
    told_by_reader: bool


async def show_visits(
    actor: Actor, senior_id: UUID, *, clock: Clock, ids: Ids
) -> Sequence[VisitView] | None:
    """Those that are not over, the first to begin first. None for who may not tell one, or where
    there is no such care. The look is traced."""
    async with in_transaction():
        if not await may_read_what_was_told(actor, senior_id, at=clock.now()):
            return None
        await audit.record(actor, "care.visits.read", subject_id=senior_id, clock=clock, ids=ids)
        rows = await Visit.filter(senior_id=senior_id, until__gt=clock.now()).order_by(
            "since", "id"
        )
    names = await identity.people({row.told_by for row in rows})
    return [
        VisitView(
            visit_id=row.id,
            since=row.since,
            until=row.until,
            told_by=names[row.told_by].display_name if row.told_by in names else None,
            told_by_reader=row.told_by == (actor.speaks_for or actor.person_id),
        )
        for row in rows
    ]
