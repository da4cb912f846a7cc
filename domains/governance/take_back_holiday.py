"""Take a holiday back that was entered by mistake."""

from datetime import date

from tortoise.transactions import in_transaction

from domains.governance.holidays import NotAHoliday, NotStaff, TakenBack
from domains.governance.models import TemporaryHoliday
from domains.governance.staff import is_staff
from domains.kernel import audit
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock, seoul_date
from domains.kernel.ids import Ids


async def take_back_holiday(
    actor: Actor, *, day: date, clock: Clock, ids: Ids
) -> TakenBack | NotAHoliday | NotStaff:
    """Days that were told before stay as they were told; what is over stays a holiday."""
    if not is_staff(actor):
        return NotStaff()
    if day < seoul_date(clock.now()):
        return NotAHoliday()
    async with in_transaction():
        if not await TemporaryHoliday.filter(day=day).delete():
            return NotAHoliday()
        await audit.record(actor, "governance.holiday.take_back", clock=clock, ids=ids)
    return TakenBack(day)
