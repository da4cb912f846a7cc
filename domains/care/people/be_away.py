"""A care worker is on holiday, or ill: somebody stands in, or the rota says that nobody does."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.care.people.access import is_of_centre
from domains.care.people.keep_rota import NoCareWorker, NotYourRota
from domains.care.people.models import Absence, ServedDong
from domains.identity import public as identity
from domains.identity.public import roles as offices
from domains.kernel import audit
from domains.kernel.actor import Actor, Role
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids


@dataclass(frozen=True, slots=True)
class AbsenceEntered:
    absence_id: UUID


@dataclass(frozen=True, slots=True)
class NoSuchDays:
    """The last day lies before the first."""


async def enter_absence(
    actor: Actor,
    *,
    worker_id: UUID,
    first_day: date,
    last_day: date,
    stand_in_id: UUID | None,
    clock: Clock,
    ids: Ids,
) -> AbsenceEntered | NoSuchDays | NotYourRota | NoCareWorker:
    """Whole days in Osan. The worker says it, or a centre whose rota they are on."""
    if last_day < first_day:
        return NoSuchDays()
    async with in_transaction():
        if not await _may_say(actor, worker_id, at=clock.now()):
            return NotYourRota()
        everywhere = await identity.role_holders(Role.CARE_WORKER, at=clock.now())
        if stand_in_id is not None and (stand_in_id not in everywhere or stand_in_id == worker_id):
            return NoCareWorker(stand_in_id)
        row = await Absence.create(
            id=ids.new(),
            worker_id=worker_id,
            stand_in_id=stand_in_id,
            first_day=first_day,
            last_day=last_day,
            entered_by=actor.person_id,
        )
        await _note(actor, row, "care.absence.enter", clock, ids)
        return AbsenceEntered(row.id)


async def take_back_absence(
    actor: Actor, absence_id: UUID, *, clock: Clock, ids: Ids
) -> AbsenceEntered | NotYourRota:
    """They are there after all."""
    async with in_transaction():
        row = await Absence.select_for_update().get_or_none(id=absence_id)
        if row is None or not await _may_say(actor, row.worker_id, at=clock.now()):
            return NotYourRota()
        await row.delete()
        await _note(actor, row, "care.absence.take_back", clock, ids)
        return AbsenceEntered(absence_id)


async def _may_say(actor: Actor, worker_id: UUID, *, at: datetime) -> bool:
    if actor.stand_in_id is not None or actor.person_id is None:
        return False
    dongs = {
        office.unit_id
        for office in await offices.offices_held(worker_id, at=at)
        if office.role is Role.CARE_WORKER
    }
    if actor.person_id == worker_id:
        return bool(dongs)
    served = await ServedDong.filter(dong_id__in=[dong for dong in dongs if dong])
    return any([await is_of_centre(actor.person_id, area.centre_id, at=at) for area in served])


async def _note(actor: Actor, row: Absence, what: str, clock: Clock, ids: Ids) -> None:
    await audit.record(
        actor, what, subject_id=row.worker_id, reference=row.id, clock=clock, ids=ids
    )
