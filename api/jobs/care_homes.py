"""Jobs of homes: hours summed up, days dropped that were kept long enough."""

from api.jobs.tools import Context, Tools
from domains.care.public import homes


async def summarise_homes(context: Context) -> None:
    """Add what homes told since the last time to its hours."""
    tools: Tools = context["tools"]
    await homes.summarise_hours(clock=tools.clock, ids=tools.ids)


async def expire_homes(context: Context) -> None:
    """Keep nothing of homes longer than was stated, and make room for the days to come."""
    tools: Tools = context["tools"]
    await homes.expire_events(kept=tools.home_events_kept, clock=tools.clock)
