"""The job that looks after campaigns: they start, are counted, expire and end by the clock."""

from api.jobs.tools import Context, Tools
from notifications import public as notifications


async def tend_campaigns(context: Context) -> None:
    """Safe in every worker at once; each campaign is tended under its own lock."""
    tools: Tools = context["tools"]
    if await notifications.campaigns.tend(clock=tools.clock, ids=tools.ids):
        tools.nudge()
