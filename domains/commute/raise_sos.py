"""One touch: the child calls for help."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.commute import positions
from domains.commute.events import SosRaised
from domains.commute.models import Sos
from domains.commute.positions import StoredFix
from domains.commute.retention import Retention
from domains.commute.vocabulary import SosState
from domains.consent.public import Act, ConsentMissing, Grant, Purpose, require
from domains.kernel import audit, outbox, sql
from domains.kernel.actor import Actor
from domains.kernel.audit import Why
from domains.kernel.clock import Clock
from domains.kernel.errors import Unauthenticated
from domains.kernel.ids import Ids


@dataclass(frozen=True, slots=True)
class SosOpened:
    """The call is recorded and on its way; `already_open` when a second touch found the first."""

    sos_id: UUID
    raised_at: datetime
    already_open: bool


async def raise_sos(actor: Actor, *, retention: Retention, clock: Clock, ids: Ids) -> SosOpened:
    """Open an SOS of the acting child. It always goes out.

    The last position goes with it only where the consent to alerts stands (위치정보법 §18, §29).
    Touching again while one is open changes nothing: the first call is still sounding.
    """
    if actor.person_id is None:
        raise Unauthenticated
    async with in_transaction():
        await _one_at_a_time(actor.person_id)
        standing = await Sos.filter(child_id=actor.person_id, state=SosState.OPEN).first()
        if standing is not None:
            return SosOpened(standing.id, standing.raised_at, already_open=True)
        last = await _last_position(actor, retention=retention, clock=clock, ids=ids)
        return await _open(actor, actor.person_id, last=last, clock=clock, ids=ids)


async def _one_at_a_time(child_id: UUID) -> None:
    await sql.fetch("SELECT pg_advisory_xact_lock(hashtextextended($1, 1))", f"sos/{child_id}")


async def _last_position(
    actor: Actor, *, retention: Retention, clock: Clock, ids: Ids
) -> StoredFix | None:
    assert actor.person_id is not None
    found = await require(
        actor,
        subject_id=actor.person_id,
        purpose=Purpose.COMMUTE_ALERTS,
        act=Act.USE,
        clock=clock,
        ids=ids,
    )
    match found:
        case Grant():
            return await positions.latest(found, since=clock.now() - retention.raw)
        case ConsentMissing():
            return None


async def _open(
    actor: Actor, child_id: UUID, *, last: StoredFix | None, clock: Clock, ids: Ids
) -> SosOpened:
    now = clock.now()
    sos = await Sos.create(
        id=ids.new(),
        child_id=child_id,
        raised_at=now,
        state=SosState.OPEN,
        lat=last and last.lat,
        lon=last and last.lon,
        position_at=last and last.at,
    )
    event = SosRaised(sos_id=sos.id, child_id=child_id, raised_at=now)
    await outbox.record(event, clock=clock, ids=ids)
    await audit.record(
        actor,
        "commute.sos.raise",
        subject_id=child_id,
        reference=sos.id,
        why=Why.EMERGENCY,
        clock=clock,
        ids=ids,
    )
    return SosOpened(sos.id, now, already_open=False)
