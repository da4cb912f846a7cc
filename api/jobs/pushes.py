"""Jobs that take events to people."""

from datetime import timedelta
from uuid import UUID

from api.jobs.tools import Context, Tools
from api.reactions import live_channels
from infra.queue.consume import consume
from infra.telemetry.metrics import DELIVERIES
from notifications import public as notifications

LONGEST_TURN = timedelta(seconds=10)
"""Of one job that delivers; the next sweep, a second later, goes on. One more batch and its
settling must still fit into `worker.job_timeout_s`."""


async def react(context: Context, event_ids: list[str]) -> None:
    """Take events from the outbox, do what follows, and ring the phones."""
    tools: Tools = context["tools"]
    done = await consume(
        [UUID(event_id) for event_id in event_ids],
        react=tools.reactions.react,
        clock=tools.clock,
    )
    if not done:
        return
    await _deliver(tools)
    for channel in await live_channels(done):
        await tools.live.publish(channel)


async def deliver(context: Context) -> None:
    """Send what is due: first attempts whose worker died, retries, held messages."""
    await _deliver(context["tools"])


async def watch_deliveries(context: Context) -> None:
    """Say how far behind the pushes are; quarantined ones want a person."""
    open_now = await notifications.backlog(clock=context["tools"].clock)
    DELIVERIES.labels("due").set(open_now.due)
    DELIVERIES.labels("quarantined").set(open_now.quarantined)


async def _deliver(tools: Tools) -> None:
    """Batch after batch, but never into arq's timeout: it would cut one off half sent."""
    enough = tools.clock.now() + LONGEST_TURN
    while tools.clock.now() < enough:
        summary = await notifications.deliver_due(
            channel=tools.channel, clock=tools.clock, ids=tools.ids, dice=tools.dice
        )
        if summary.claimed < notifications.BATCH:
            return
