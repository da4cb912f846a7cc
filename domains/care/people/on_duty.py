"""`on_duty`: rota, public holidays, absences and stand-ins, resolved for a moment."""

from collections.abc import Collection, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from domains.care.people.care_plan import OnDuty
from domains.care.people.duty import Away, RotaShift, who_is_on_duty
from domains.care.people.vocabulary import DutyDay
from domains.governance import public as governance
from domains.identity import public as identity
from domains.kernel import sql
from domains.kernel.actor import Role
from domains.kernel.clock import SEOUL
from domains.kernel.public_holidays import public_holiday


async def on_duty(dong_id: UUID, *, at: datetime) -> OnDuty | None:
    """Whom of the dong to ask now, and whom next; None: a missing rota, or all are away."""
    return (await on_duty_in([dong_id], at=at)).get(dong_id)


async def on_duty_in(dong_ids: Collection[UUID], *, at: datetime) -> Mapping[UUID, OnDuty]:
    """The same for many dongs at once; one where nobody is on duty is left out."""
    local = at.astimezone(SEOUL)
    shifts = await _shifts(dong_ids, local.date())
    absences = await _absences(local.date())
    in_office = set(await identity.role_holders(Role.CARE_WORKER, at=at))
    declared = await governance.declared_holidays()
    holidays = {day for day in _days_of(local) if day in declared or public_holiday(day)}
    found = {
        dong: who_is_on_duty(running, absences, in_office=in_office, holidays=holidays, local=local)
        for dong, running in shifts.items()
    }
    return {dong: duty for dong, duty in found.items() if duty is not None}


async def stands_in(person_id: UUID, dong_ids: Collection[UUID], *, at: datetime) -> set[UUID]:
    """In which of these dongs a care worker, of whatever dong, is asked at a moment, or is next."""
    duties = await on_duty_in(dong_ids, at=at)
    return {
        dong for dong, duty in duties.items() if person_id in (duty.worker_id, duty.stand_in_id)
    }


def _days_of(local: datetime) -> tuple[date, date]:
    """Today and yesterday, whose night shift may still run."""
    return local.date(), local.date() - timedelta(days=1)


async def _shifts(dong_ids: Collection[UUID], today: date) -> dict[UUID, list[RotaShift]]:
    rows = await sql.fetch(
        """
        SELECT dong_id, worker_id, stand_in_id, day, opens, closes, first_day, last_day
        FROM care.shifts
        WHERE dong_id = ANY($1::uuid[]) AND first_day <= $2
          AND (last_day IS NULL OR last_day >= $3)
        ORDER BY dong_id, id
        """,
        list(dong_ids),
        today,
        today - timedelta(days=1),
    )
    found: dict[UUID, list[RotaShift]] = {}
    for row in rows:
        found.setdefault(row["dong_id"], []).append(_shift(row))
    return found


async def _absences(today: date) -> list[Away]:
    rows = await sql.fetch(
        """
        SELECT worker_id, stand_in_id, first_day, last_day FROM care.absences
        WHERE first_day <= $1 AND last_day >= $1 ORDER BY id
        """,
        today,
    )
    return [Away(**dict(row)) for row in rows]


def _shift(row: Any) -> RotaShift:
    return RotaShift(
        worker_id=row["worker_id"],
        stand_in_id=row["stand_in_id"],
        day=DutyDay(row["day"]),
        opens=time.fromisoformat(row["opens"]),
        closes=time.fromisoformat(row["closes"]),
        first_day=row["first_day"],
        last_day=row["last_day"],
    )
