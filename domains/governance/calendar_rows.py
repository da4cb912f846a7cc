"""The desk's working calendar: the library's holidays, and those declared since."""

from domains.governance.legal_clock import WorkingCalendar
from domains.kernel import sql


async def working_calendar() -> WorkingCalendar:
    """As of now: what is declared later moves no day that was told before."""
    rows = await sql.fetch("SELECT day FROM governance.temporary_holidays")
    return WorkingCalendar.with_declared([row["day"] for row in rows])
