"""The job that tries another way where a push stayed unseen."""

from api.jobs.tools import Context, Tools
from notifications import public as notifications

FALLBACKS_AT_ONCE = 200
MOST_ROUNDS = 50
"""A storm warning that nobody looks at is worked off at 10,000 a second's turn at most; what is
left is next."""


async def fire_fallbacks(context: Context) -> None:
    """Write or call where it is time, and let the engine send it."""
    tools: Tools = context["tools"]
    for _ in range(MOST_ROUNDS):
        fired = await notifications.fire_fallbacks(
            chains=tools.reactions.chains,
            limit=FALLBACKS_AT_ONCE,
            clock=tools.clock,
            ids=tools.ids,
        )
        if fired:
            tools.nudge()
        if fired < FALLBACKS_AT_ONCE:
            return
