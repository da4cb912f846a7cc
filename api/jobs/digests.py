"""The job that tells people together what they wished to hear together."""

from typing import Final

from api.jobs.tools import Context, Tools
from notifications import public as notifications

DIGESTS_AT_ONCE: Final = 200
MOST_ROUNDS: Final = 25
"""A city's favourite hour is worked off at 5,000 in each turn."""


async def tell_digests(context: Context) -> None:
    """Tell the digests whose hour has come."""
    tools: Tools = context["tools"]
    for _ in range(MOST_ROUNDS):
        told = await notifications.tell_digests(
            clock=tools.clock, ids=tools.ids, limit=DIGESTS_AT_ONCE
        )
        if told:
            tools.nudge()
        if told < DIGESTS_AT_ONCE:
            return
