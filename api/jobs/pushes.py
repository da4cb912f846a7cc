"""Jobs that take events to people."""

from uuid import UUID

from api.jobs.tools import Context, Tools
from api.reactions import live_channels
from infra.queue.consume import consume
from notifications import public as notifications


async def react(context: Context, event_ids: list[str]) -> None:
    """Take events from the outbox, do what follows, and let the phones ring."""
    tools: Tools = context["tools"]
    done = await consume(
        [UUID(event_id) for event_id in event_ids],
        react=tools.reactions.react,
        clock=tools.clock,
    )
    if not done:
        return
    tools.nudge()
    for channel in await live_channels(done):
        await tools.live.publish(channel)


async def deliver(context: Context) -> None:
    """Send all that is due, once: what the engine beside the jobs does all the time.

    No job: for simulations, where nothing runs unless a story says so.
    """
    tools: Tools = context["tools"]
    while True:
        summary = await notifications.deliver_due(
            channels=tools.channels, clock=tools.clock, ids=tools.ids, dice=tools.dice
        )
        if summary.claimed < notifications.BATCH and not summary.put_back:
            return
