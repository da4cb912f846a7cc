"""The centre keeps the rota of the dongs that it serves."""

from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.care.people.access import centre_serving, speaks_for_centre
from domains.care.people.models import Shift
from domains.care.people.vocabulary import DutyDay
from domains.identity import public as identity
from domains.identity.public import roles as offices
from domains.kernel import audit
from domains.kernel.actor import Actor, Role
from domains.kernel.clock import Clock, seoul_date
from domains.kernel.ids import Ids


@dataclass(frozen=True, slots=True)
class NewShift:
    """Each week on `day`, by the clock in Osan; `last_day` None: until further notice."""

    dong_id: UUID
    worker_id: UUID
    day: DutyDay
    opens: time
    closes: time
    first_day: date
    last_day: date | None = None
    stand_in_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class ShiftKept:
    shift_id: UUID


@dataclass(frozen=True, slots=True)
class NotYourRota:
    """The actor is no staff of the centre that serves the dong, or there is nothing there."""


@dataclass(frozen=True, slots=True)
class NoCareWorker:
    """This person does not hold the office that the rota needs."""

    person_id: UUID


async def enter_shift(
    actor: Actor, shift: NewShift, *, clock: Clock, ids: Ids
) -> ShiftKept | NotYourRota | NoCareWorker:
    """Put somebody who is a care worker of the dong on its rota; a stand-in may be another's."""
    async with in_transaction():
        if not await keeps_rota_of(actor, shift.dong_id, at=clock.now()):
            return NotYourRota()
        stranger = await _without_office(shift, at=clock.now())
        if stranger is not None:
            return NoCareWorker(stranger)
        row = await Shift.create(
            id=ids.new(),
            dong_id=shift.dong_id,
            worker_id=shift.worker_id,
            stand_in_id=shift.stand_in_id,
            day=shift.day,
            opens=shift.opens.isoformat("minutes"),
            closes=shift.closes.isoformat("minutes"),
            first_day=shift.first_day,
            last_day=shift.last_day,
        )
        await audit.record(
            actor,
            "care.rota.enter",
            subject_id=shift.worker_id,
            reference=row.id,
            clock=clock,
            ids=ids,
        )
        return ShiftKept(row.id)


async def end_shift(
    actor: Actor, shift_id: UUID, *, clock: Clock, ids: Ids
) -> ShiftKept | NotYourRota:
    """Today was its last day; one that has not begun is as if it had never been."""
    async with in_transaction():
        row = await Shift.select_for_update().get_or_none(id=shift_id)
        if row is None or not await keeps_rota_of(actor, row.dong_id, at=clock.now()):
            return NotYourRota()
        today = seoul_date(clock.now())
        if row.first_day > today:
            await row.delete()
        else:
            row.last_day = min(row.last_day or today, today)
            await row.save(update_fields=["last_day"])
        await audit.record(
            actor, "care.rota.end", subject_id=row.worker_id, reference=row.id, clock=clock, ids=ids
        )
        return ShiftKept(row.id)


async def keeps_rota_of(actor: Actor, dong_id: UUID, *, at: datetime) -> bool:
    """Whether the actor is staff of the centre that serves the dong now."""
    centre_id = await centre_serving(dong_id)
    return centre_id is not None and await speaks_for_centre(actor, centre_id, at=at)


async def _without_office(shift: NewShift, *, at: datetime) -> UUID | None:
    held = await offices.offices_held(shift.worker_id, at=at)
    if not any(o.role is Role.CARE_WORKER and o.unit_id == shift.dong_id for o in held):
        return shift.worker_id
    if shift.stand_in_id is None:
        return None
    everywhere = await identity.role_holders(Role.CARE_WORKER, at=at)
    return None if shift.stand_in_id in everywhere else shift.stand_in_id
