"""Jobs of the commute: bells that rang, days to come, data whose time is over."""

from datetime import timedelta

from api.jobs.tools import Context, Tools
from domains.commute import public as commute
from domains.kernel.clock import seoul_date

MISSED_AT_ONCE = 500


async def miss_arrivals(context: Context) -> None:
    """Fire the timers of bells that have rung."""
    tools: Tools = context["tools"]
    while await commute.miss_arrivals(limit=MISSED_AT_ONCE, clock=tools.clock, ids=tools.ids):
        pass


async def plan_arrivals(context: Context) -> None:
    """Set today's and tomorrow's timers."""
    tools: Tools = context["tools"]
    today = seoul_date(tools.clock.now())
    for day in (today, today + timedelta(days=1)):
        await commute.plan_arrivals(day=day, clock=tools.clock, ids=tools.ids)


async def expire(context: Context) -> None:
    """Keep nothing of commute longer than was promised."""
    tools: Tools = context["tools"]
    await commute.expire(retention=tools.retention, clock=tools.clock)
