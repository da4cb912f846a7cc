"""Send what is due: claim a batch, send it outside any transaction, record the batch."""

import asyncio
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from uuid import UUID

import structlog

from domains.identity import public as identity
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from infra.database import OUTAGES
from notifications import metrics
from notifications.claim_due import Claimed, claim_due, claim_events
from notifications.ports import Outgoing, PushChannel, Receipt, Unregistered
from notifications.prepare import prepare
from notifications.retry import Progress, State, after
from notifications.settle import Settlement, settle

log = structlog.get_logger()

BATCH = 250
"""A few times as many as are sent at once: all have their turn well within the lease."""

OUTAGE_REST_S = 0.2


@dataclass(frozen=True, slots=True)
class DeliverySummary:
    """What one call did. `claimed` equal to the limit means that there may be more."""

    claimed: int = 0
    states: Counter[State] = field(default_factory=Counter)


async def deliver_due(
    *,
    channel: PushChannel,
    clock: Clock,
    ids: Ids,
    dice: Random,
    event_ids: Collection[UUID] | None = None,
    limit: int = BATCH,
) -> DeliverySummary:
    """One batch of due deliveries: of `event_ids`, or of any event (the relay's sweep).

    Never call it within a transaction. A worker that dies on the way leaves a lease that lapses,
    and the batch is sent again: at least once, and a phone shows an event once. `dice` spreads
    retries.
    """
    claimed = await _claim(event_ids, limit=limit, clock=clock)
    if not claimed:
        return DeliverySummary()
    prepared = await prepare(claimed, now=clock.now())
    sent = await _send(prepared.outgoing, channel=channel, clock=clock, dice=dice)
    settlements = prepared.settled + sent.settlements
    await _settle_surely(settlements, until=claimed[0].leased_until, clock=clock, ids=ids)
    _count(settlements)
    for address in sent.dead_addresses:
        await identity.forget_push_token(address, clock=clock, ids=ids)
    return DeliverySummary(
        claimed=len(claimed), states=Counter(progress.state for _, _, progress in settlements)
    )


async def _settle_surely(
    settlements: Sequence[Settlement], *, until: datetime, clock: Clock, ids: Ids
) -> None:
    """Wait for a database that went away meanwhile: what is forgotten would be sent again.

    Settling twice changes nothing, so it does not matter whether a lost attempt was committed.
    """
    while True:
        try:
            return await settle(settlements, clock=clock, ids=ids)
        except OUTAGES:
            if clock.now() >= until:
                raise
        await asyncio.sleep(OUTAGE_REST_S)


async def _claim(event_ids: Collection[UUID] | None, *, limit: int, clock: Clock) -> list[Claimed]:
    if event_ids is None:
        return await claim_due(limit=limit, clock=clock)
    return await claim_events(event_ids, limit=limit, clock=clock)


@dataclass(frozen=True, slots=True)
class _Sent:
    """What the push service answered. Receipts are settled before an address is forgotten: a
    database that goes away in between costs a second look at a dead address, never a receipt."""

    settlements: list[Settlement] = field(default_factory=list)
    dead_addresses: list[str] = field(default_factory=list, repr=False)


async def _send(
    outgoing: Sequence[tuple[Claimed, Outgoing]],
    *,
    channel: PushChannel,
    clock: Clock,
    dice: Random,
) -> _Sent:
    if not outgoing:
        return _Sent()
    receipts = await channel.send([message for _, message in outgoing])
    now, sent = clock.now(), _Sent()
    for (claimed, message), receipt in zip(outgoing, receipts, strict=True):
        sent.settlements.append((claimed, message.category, _after(claimed, receipt, now, dice)))
        if isinstance(receipt, Unregistered):
            sent.dead_addresses.append(message.address)
    return sent


def _after(claimed: Claimed, receipt: Receipt, now: datetime, dice: Random) -> Progress:
    return after(
        receipt, attempts=claimed.attempts, expires_at=claimed.expires_at, now=now, dice=dice
    )


def _count(settlements: Sequence[Settlement]) -> None:
    for _, category, progress in settlements:
        metrics.DELIVERIES.labels(category.value, progress.state.value).inc()
    refused = Counter(
        progress.error or ""
        for _, _, progress in settlements
        if progress.state is State.QUARANTINED
    )
    for reason, count in refused.items():
        metrics.QUARANTINED.labels(reason).inc(count)
        log.error("push.credentials_refused", reason=reason, deliveries=count)
