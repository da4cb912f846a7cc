"""Send what is due once: the engine's turn as one call, for tests, tools and simulations."""

from collections.abc import Collection
from random import Random
from uuid import UUID

from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from notifications.claim_due import claim_due, claim_events
from notifications.dispatch.halts import Halts
from notifications.dispatch.turn import DeliverySummary, Means, take_turn
from notifications.ports import Channels

BATCH = 250


async def deliver_due(
    *,
    channels: Channels,
    clock: Clock,
    ids: Ids,
    dice: Random,
    event_ids: Collection[UUID] | None = None,
    limit: int = BATCH,
) -> DeliverySummary:
    """One batch of due deliveries: of `event_ids`, or of any event and lane.

    Never call it within a transaction. In a running house the `Dispatcher` does this all the time;
    the path is the same. There may be more where `claimed` equals the limit, and there is more
    where anything was `put_back`.
    """
    halts = Halts(clock=clock)
    await halts.refresh()
    stopped = halts.stopped
    if event_ids is None:
        claimed = await claim_due(limit=limit, clock=clock, stopped=stopped)
    else:
        claimed = await claim_events(event_ids, limit=limit, clock=clock, stopped=stopped)
    means = Means(channels=channels, clock=clock, ids=ids, dice=dice, halts=halts)
    return await take_turn(claimed, means=means)
