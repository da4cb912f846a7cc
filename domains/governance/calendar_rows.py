"""The desk's working calendar: the library's holidays, and those declared since."""

from dataclasses import dataclass
from datetime import date

from tortoise.transactions import in_transaction

from domains.governance.legal_clock import WorkingCalendar
from domains.governance.models import TemporaryHoliday
from domains.governance.staff import is_staff
from domains.kernel import audit, sql
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids


@dataclass(frozen=True, slots=True)
class Declared:
    day: date


@dataclass(frozen=True, slots=True)
class NotStaff:
    """Only the desk enters holidays."""


async def working_calendar() -> WorkingCalendar:
    """As of now: what is declared later moves no day that was told before."""
    rows = await sql.fetch("SELECT day FROM governance.temporary_holidays")
    return WorkingCalendar.with_declared([row["day"] for row in rows])


async def declare_holiday(
    actor: Actor, *, day: date, name: str, clock: Clock, ids: Ids
) -> Declared | NotStaff:
    """A 임시공휴일 that the library does not know yet; declaring it again renames it."""
    if not is_staff(actor):
        return NotStaff()
    async with in_transaction():
        await TemporaryHoliday.update_or_create({"name": name}, day=day)
        await audit.record(actor, "governance.holiday.declare", clock=clock, ids=ids)
    return Declared(day)
