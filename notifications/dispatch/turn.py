"""One batch from the claim to its receipts; the same path for the engine and for `deliver_due`."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from typing import Final

import structlog

from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from infra.database import OUTAGES
from notifications import metrics
from notifications.channel import Channel
from notifications.claimed import Claimed
from notifications.dispatch.halts import Halts
from notifications.forget_addresses import forget_addresses
from notifications.lanes import Lane
from notifications.nightfall import halted_at_nightfall
from notifications.ports import (
    SEND_WITHIN_S,
    Channels,
    Halted,
    NotBegun,
    Outgoing,
    Receipt,
    Rejected,
    Sent,
    Transient,
    Unregistered,
)
from notifications.prepare import Bundle, prepare
from notifications.retry import State, after
from notifications.settle import Outcome, settle

log = structlog.get_logger()

GRACE_S: Final = 1.0
"""A channel that is not back so long after its own limit has forgotten itself."""

OUTAGE_REST_S: Final = 0.2


@dataclass(frozen=True, slots=True)
class Means:
    """What a turn needs. `dice` spreads retries."""

    channels: Channels
    clock: Clock
    ids: Ids
    dice: Random
    halts: Halts


@dataclass(frozen=True, slots=True)
class DeliverySummary:
    """What one turn did. `put_back` is what it claimed and had no time to judge: due at once."""

    claimed: int = 0
    put_back: int = 0
    states: Counter[State] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class _Result:
    """Receipts are settled before an address is forgotten: a database that goes away in between
    costs a second look at a dead address, never a receipt."""

    outcome: Outcome
    gone: dict[Channel, list[Outgoing]] = field(default_factory=dict)


async def take_turn(claimed: Sequence[Claimed], *, means: Means) -> DeliverySummary:
    """Prepare, send and settle what was claimed. Never within a transaction.

    A worker that dies on the way leaves leases that lapse, and the batch is sent again: at least
    once, and a phone shows an event once.
    """
    if not claimed:
        return DeliverySummary()
    decided_at = means.clock.now()
    prepared = await prepare(claimed, now=decided_at)
    await settle(Outcome(rest=prepared.put_back), clock=means.clock, ids=means.ids)
    result = _Result(Outcome(rest=prepared.settled))
    await asyncio.gather(
        *(
            _send(channel, each, result, means, decided_at=decided_at)
            for channel, each in prepared.bundles.items()
        )
    )
    await _settle_surely(result.outcome, claimed, means)
    for channel, outgoing in result.gone.items():
        await forget_addresses(channel, outgoing, clock=means.clock, ids=means.ids)
    states = _count(result.outcome)
    return DeliverySummary(claimed=len(claimed), put_back=len(prepared.put_back), states=states)


async def _send(
    channel: Channel, bundle: Bundle, result: _Result, means: Means, *, decided_at: datetime
) -> None:
    receipts = await _receipts(channel, bundle, means, decided_at=decided_at)
    now, taken, rest = means.clock.now(), result.outcome.taken, result.outcome.rest
    for claimed, outgoing, receipt in zip(bundle.claimed, bundle.outgoing, receipts, strict=True):
        if isinstance(receipt, Sent):
            taken.append((claimed, receipt.message_id))
            continue
        progress = after(
            receipt,
            attempts=claimed.attempts,
            expires_at=claimed.expires_at,
            now=now,
            dice=means.dice,
            reason=claimed.reason,
        )
        rest.append((claimed, progress))
        if isinstance(receipt, Unregistered):
            result.gone.setdefault(channel, []).append(outgoing)


async def _receipts(
    channel: Channel, bundle: Bundle, means: Means, *, decided_at: datetime
) -> Sequence[Receipt]:
    """A channel that breaks its word is an outage of that channel."""
    way = means.channels.get(channel)
    if way is None:
        return [Rejected("no_such_channel")] * len(bundle.outgoing)
    if _would_outlast_its_lease(bundle.claimed, means):
        return [NotBegun()] * len(bundle.outgoing)
    halted = _halted(bundle, means, decided_at=decided_at)
    try:
        async with asyncio.timeout(SEND_WITHIN_S + GRACE_S):
            return await way.send(bundle.outgoing, halted=halted)
    except Exception as fault:
        log.exception("push.channel_broke", channel=channel.value, exc_info=fault)
        return [Transient("channel_broke")] * len(bundle.outgoing)


def _halted(bundle: Bundle, means: Means, *, decided_at: datetime) -> Halted:
    """What the channel asks before each request of the bundle."""
    lane = max(each.lane for each in bundle.outgoing)
    halted = means.halts.of_lane(lane)
    if lane is not Lane.ADVERTISING:
        return halted
    adverts = {each.event_id for each in bundle.outgoing if each.lane is lane}
    return halted_at_nightfall(halted, adverts, decided_at=decided_at, clock=means.clock)


def _would_outlast_its_lease(claimed: Sequence[Claimed], means: Means) -> bool:
    """So late would another worker send the same at the same time."""
    until = min(each.leased_until for each in claimed)
    return (until - means.clock.now()).total_seconds() < SEND_WITHIN_S


async def _settle_surely(outcome: Outcome, claimed: Sequence[Claimed], means: Means) -> None:
    """Wait for a database that went away meanwhile: what is forgotten would be sent again.

    Settling twice changes nothing, so it does not matter whether a lost attempt was committed.
    """
    until = max(each.leased_until for each in claimed)
    while True:
        try:
            return await settle(outcome, clock=means.clock, ids=means.ids)
        except OUTAGES:
            if means.clock.now() >= until:
                raise
        await asyncio.sleep(OUTAGE_REST_S)


def _count(outcome: Outcome) -> Counter[State]:
    """For the metrics, by lane and state; and loudly where our credentials were refused."""
    metrics.count(outcome)
    states = Counter({State.SENT: len(outcome.taken)} if outcome.taken else {})
    states.update(progress.state for _, progress in outcome.rest)
    return states
