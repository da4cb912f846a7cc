"""A code by which a new device becomes one of a home: shown once, good once, for minutes."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.care.homes.access import NotYourHome, SensorsNotWanted, plan_to_tend
from domains.care.homes.models import Device, Home, PairingCode
from domains.care.homes.vocabulary import Room
from domains.care.lock_senior import lock_senior
from domains.kernel import audit
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from domains.kernel.written_code import digest_of, new_code


@dataclass(frozen=True, slots=True)
class PairingStarted:
    """Type or scan the code into the device before it ends."""

    pairing_id: UUID
    code: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class NoSuchDevice:
    """No device of this home that is in use."""


StartOutcome = PairingStarted | NotYourHome | SensorsNotWanted | NoSuchDevice


async def start_pairing(
    actor: Actor,
    *,
    senior_id: UUID,
    room: Room,
    replaces: UUID | None = None,
    within: timedelta,
    clock: Clock,
    ids: Ids,
) -> StartOutcome:
    """`replaces` names a device whose place the new one takes, with all that was told there. Of two
    who begin at once the second waits, and finds the home that the first opened; so does whoever
    begins while she moves out, and may look after her no more by then."""
    async with in_transaction():
        await lock_senior(senior_id)
        plan = await plan_to_tend(actor, senior_id, clock=clock)
        if isinstance(plan, NotYourHome | SensorsNotWanted):
            return plan
        home = await _home_of(senior_id, clock=clock, ids=ids)
        if replaces is not None and not await _is_in_use(replaces, home):
            return NoSuchDevice()
        code = new_code()
        pairing = await PairingCode.create(
            id=ids.new(),
            code_hash=digest_of(code),
            home_id=home.id,
            room=room,
            replaces=replaces,
            issued_at=clock.now(),
            expires_at=clock.now() + within,
        )
        await audit.record(
            actor,
            "care.home.start_pairing",
            subject_id=senior_id,
            reference=pairing.id,
            clock=clock,
            ids=ids,
        )
        return PairingStarted(pairing.id, code, pairing.expires_at)


async def _home_of(senior_id: UUID, *, clock: Clock, ids: Ids) -> Home:
    """Hers, opened now where she has none."""
    home = await Home.get_or_none(senior_id=senior_id, closed_at=None)
    return home or await Home.create(id=ids.new(), senior_id=senior_id, opened_at=clock.now())


async def _is_in_use(device_id: UUID, home: Home) -> bool:
    return await Device.exists(id=device_id, home_id=home.id, retired_at=None)
