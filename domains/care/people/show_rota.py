"""The rota of a dong: who is on duty now, the week, and who will be away."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import Final
from uuid import UUID

from domains.care.people.access import centre_serving
from domains.care.people.keep_rota import keeps_rota_of
from domains.care.people.list_seniors import dongs_of_worker
from domains.care.people.models import Absence, Shift
from domains.care.people.on_duty import on_duty
from domains.care.people.vocabulary import DutyDay
from domains.identity import public as identity
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock, seoul_date

AHEAD: Final = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class ShiftView:
    shift_id: UUID
    worker_id: UUID
    worker: str = field(repr=False)
    stand_in: str | None = field(repr=False)
    day: DutyDay
    opens: time
    closes: time
    first_day: date
    last_day: date | None


@dataclass(frozen=True, slots=True)
class AbsenceView:
    absence_id: UUID
    worker: str = field(repr=False)
    stand_in: str | None = field(repr=False)
    first_day: date
    last_day: date


@dataclass(frozen=True, slots=True)
class RotaView:
    """`on_duty` None: nobody would be asked now, and the centre is at once."""

    dong_id: UUID
    on_duty: str | None = field(repr=False)
    next: str | None = field(repr=False)
    shifts: Sequence[ShiftView]
    absences: Sequence[AbsenceView]


async def show_rota(actor: Actor, dong_id: UUID, *, clock: Clock) -> RotaView | None:
    """For the centre that serves the dong, and its care workers; None for everybody else."""
    now, today = clock.now(), seoul_date(clock.now())
    if not await may_see_rota(actor, dong_id, clock):
        return None
    shifts = [
        row
        for row in await Shift.filter(dong_id=dong_id).order_by("day", "opens", "id")
        if row.last_day is None or row.last_day >= today
    ]
    workers = {row.worker_id for row in shifts}
    people = workers | {row.stand_in_id for row in shifts if row.stand_in_id is not None}
    absences = await Absence.filter(
        worker_id__in=people, last_day__gte=today, first_day__lte=today + AHEAD
    ).order_by("first_day", "id")
    duty = await on_duty(dong_id, at=now)
    asked = {duty.worker_id, duty.stand_in_id} if duty else set()
    names = await _names({*people, *asked, *_stand_ins(absences)})
    return RotaView(
        dong_id=dong_id,
        on_duty=names.get(duty.worker_id) if duty else None,
        next=names.get(duty.stand_in_id) if duty and duty.stand_in_id else None,
        shifts=[_shift_view(row, names) for row in shifts],
        absences=[_absence_view(row, names) for row in absences],
    )


async def may_see_rota(actor: Actor, dong_id: UUID, clock: Clock) -> bool:
    """Its centre's staff and its care workers, who stands in there now included."""
    if await centre_serving(dong_id) is None:
        return False
    if await keeps_rota_of(actor, dong_id, at=clock.now()):
        return True
    return dong_id in await dongs_of_worker(actor, at=clock.now())


def _stand_ins(rows: Sequence[Absence]) -> set[UUID | None]:
    return {row.stand_in_id for row in rows}


async def _names(person_ids: set[UUID | None]) -> dict[UUID, str]:
    cards = await identity.people({person for person in person_ids if person is not None})
    return {person: card.display_name for person, card in cards.items()}


def _shift_view(row: Shift, names: Mapping[UUID, str]) -> ShiftView:
    return ShiftView(
        shift_id=row.id,
        worker_id=row.worker_id,
        worker=names.get(row.worker_id, ""),
        stand_in=names.get(row.stand_in_id) if row.stand_in_id else None,
        day=row.day,
        opens=time.fromisoformat(row.opens),
        closes=time.fromisoformat(row.closes),
        first_day=row.first_day,
        last_day=row.last_day,
    )


def _absence_view(row: Absence, names: Mapping[UUID, str]) -> AbsenceView:
    return AbsenceView(
        absence_id=row.id,
        worker=names.get(row.worker_id, ""),
        stand_in=names.get(row.stand_in_id) if row.stand_in_id else None,
        first_day=row.first_day,
        last_day=row.last_day,
    )
