"""The desk's working calendar: the library's holidays, and those declared since."""

from datetime import date

from domains.governance.legal_clock import WorkingCalendar
from domains.kernel import sql


async def working_calendar() -> WorkingCalendar:
    """As of now: what is declared later moves no day that was told before."""
    return WorkingCalendar.with_declared(await declared_holidays())


async def declared_holidays() -> frozenset[date]:
    """Those that the library may not know yet (임시공휴일), past ones included."""
    rows = await sql.fetch("SELECT day FROM governance.temporary_holidays")
    return frozenset(row["day"] for row in rows)
