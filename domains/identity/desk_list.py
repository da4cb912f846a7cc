"""The stand-in accounts of a centre, as its desk sees them."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from domains.identity.models import StandIn
from domains.identity.offices_held import holds_office
from domains.identity.open_stand_in import witnessed
from domains.identity.queries import people
from domains.identity.stand_in_policy import STAFF
from domains.kernel import audit
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids


@dataclass(frozen=True, slots=True)
class StandInView:
    """Whom the desk may call up; `stands` is False until a second of staff has seen the proof."""

    stand_in_id: UUID
    person_id: UUID
    display_name: str = field(repr=False)
    stands: bool
    opened_at: datetime


async def stand_ins_of(
    actor: Actor,
    centre_id: UUID,
    *,
    limit: int,
    before: UUID | None,
    clock: Clock,
    ids: Ids,
) -> list[StandInView] | None:
    """Accounts that have not ended, newest first; None for who is no staff of the centre."""
    if not await holds_office(actor, *STAFF, at=clock.now(), unit_id=centre_id):
        return None
    open_ones = StandIn.filter(centre_id=centre_id, ended_at=None)
    if before is not None:
        open_ones = open_ones.filter(id__lt=before)
    rows = await open_ones.order_by("-id").limit(limit)
    touched = [(row.person_id, row.id) for row in rows]
    await audit.record_each(actor, "identity.stand_in.read", touched=touched, clock=clock, ids=ids)
    cards = await people([row.person_id for row in rows])
    return [
        StandInView(
            stand_in_id=row.id,
            person_id=row.person_id,
            display_name=cards[row.person_id].display_name,
            stands=witnessed(row).stands,
            opened_at=row.opened_at,
        )
        for row in rows
    ]
