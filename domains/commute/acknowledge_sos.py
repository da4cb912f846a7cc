"""A person takes an SOS; the alarm goes silent on the other phones."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.commute.access import NotYours, is_close_to, is_operator
from domains.commute.events import SosAcknowledged
from domains.commute.models import Sos
from domains.commute.vocabulary import SosState
from domains.kernel import audit, outbox
from domains.kernel.actor import Actor
from domains.kernel.audit import Why
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """Somebody has it; `by_you` is False when another person was faster."""

    sos_id: UUID
    acknowledged_at: datetime
    by_you: bool


async def acknowledge_sos(
    actor: Actor, *, sos_id: UUID, clock: Clock, ids: Ids
) -> Acknowledged | NotYours:
    """Take an open SOS. A guardian of the child or an operator may; the child may not."""
    async with in_transaction():
        sos = await Sos.select_for_update().get_or_none(id=sos_id)
        if sos is None or not await _may_take(actor, sos, clock=clock):
            return NotYours()
        if sos.acknowledged_at is None:
            await _take(actor, sos, clock=clock, ids=ids)
        assert sos.acknowledged_at is not None
        return Acknowledged(sos.id, sos.acknowledged_at, sos.acknowledged_by == actor.person_id)


async def _may_take(actor: Actor, sos: Sos, *, clock: Clock) -> bool:
    if actor.person_id is None or actor.person_id == sos.child_id:
        return False
    if await is_close_to(actor, sos.child_id, clock=clock):
        return True
    return await is_operator(actor, clock=clock)


async def _take(actor: Actor, sos: Sos, *, clock: Clock, ids: Ids) -> None:
    assert actor.person_id is not None
    now = clock.now()
    sos.state, sos.acknowledged_by, sos.acknowledged_at = (
        SosState.ACKNOWLEDGED,
        actor.person_id,
        now,
    )
    await sos.save(update_fields=["state", "acknowledged_by", "acknowledged_at"])
    event = SosAcknowledged(
        sos_id=sos.id,
        child_id=sos.child_id,
        acknowledged_by=actor.person_id,
        acknowledged_at=now,
    )
    await outbox.record(event, clock=clock, ids=ids)
    await audit.record(
        actor,
        "commute.sos.acknowledge",
        subject_id=sos.child_id,
        reference=sos.id,
        why=Why.EMERGENCY,
        clock=clock,
        ids=ids,
    )
