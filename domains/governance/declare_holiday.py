"""Enter a 임시공휴일 that the library of holidays does not know yet."""

from datetime import date

from tortoise.transactions import in_transaction

from domains.governance.holidays import LONGEST_NAME, Declared, NotAHoliday, NotStaff
from domains.governance.models import TemporaryHoliday
from domains.governance.staff import is_staff
from domains.kernel import audit
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock, seoul_date
from domains.kernel.ids import Ids


async def declare_holiday(
    actor: Actor, *, day: date, name: str, clock: Clock, ids: Ids
) -> Declared | NotAHoliday | NotStaff:
    """Terms that begin from now on do not end on it; declaring it again renames it."""
    if not is_staff(actor):
        return NotStaff()
    named = name.strip()
    if day < seoul_date(clock.now()) or not 0 < len(named) <= LONGEST_NAME:
        return NotAHoliday()
    async with in_transaction():
        await TemporaryHoliday.update_or_create({"name": named}, day=day)
        await audit.record(actor, "governance.holiday.declare", clock=clock, ids=ids)
    return Declared(day, named)
