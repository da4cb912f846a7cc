"""A worker's side of the outbox: the effect and the row's end in one transaction."""

import random
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from uuid import UUID

import structlog
from tortoise.transactions import in_transaction

from domains.kernel import outbox
from domains.kernel.clock import Clock
from domains.kernel.outbox import MAX_ATTEMPTS, Recorded
from domains.kernel.personal import KeysUnavailable
from infra.database import OUTAGES

log = structlog.get_logger()

Reaction = Callable[[Recorded], Awaitable[None]]
"""The effect of one event. Runs inside the transaction that marks the event done."""

FIRST_RETRY_S = 2.0
LONGEST_RETRY_S = 900.0
LONGEST_URGENT_RETRY_S = 30.0
"""An SOS always goes out: it is tried for as long as it takes, and soon again."""


async def consume(event_ids: Sequence[UUID], *, react: Reaction, clock: Clock) -> list[Recorded]:
    """React to those of the events that are still to do; the events done.

    All in one transaction where nothing fails; otherwise each by itself, so that one bad event
    holds up no other. A failed one is tried again later, longer apart each time. An outage is no
    event's fault and uses up no attempt: it is raised, and the relay offers the events again. While
    the key store is down, those events that need nobody's name are done and the others wait.

    Raises what `infra.database.OUTAGES` names.
    """
    try:
        return await _consume_together(event_ids, react=react, clock=clock)
    except OUTAGES:
        raise
    except Exception as error:
        log.warning("outbox.batch_failed", error=type(error).__name__, events=len(event_ids))
    done: list[Recorded] = []
    for event_id in event_ids:
        done += await _consume_alone(event_id, react=react, clock=clock)
    return done


async def _consume_together(
    event_ids: Sequence[UUID], *, react: Reaction, clock: Clock
) -> list[Recorded]:
    async with in_transaction():
        events = await outbox.lock_undone(event_ids)
        for event in events:
            await react(event)
        await outbox.mark_done([event.id for event in events], clock=clock)
    return events


async def _consume_alone(event_id: UUID, *, react: Reaction, clock: Clock) -> list[Recorded]:
    try:
        return await _consume_together([event_id], react=react, clock=clock)
    except OUTAGES:
        raise
    except KeysUnavailable:
        log.warning("outbox.names_unavailable", event_id=str(event_id))
        return []
    except Exception as error:
        await _postpone(event_id, error, clock=clock)
        return []


async def _postpone(event_id: UUID, error: Exception, *, clock: Clock) -> None:
    async with in_transaction():
        locked = await outbox.lock_undone([event_id])
        if not locked:
            return
        gave_up = await outbox.mark_failed(
            event_id,
            error=type(error).__name__,
            retry_after=_backoff(locked[0]),
            clock=clock,
        )
    report = log.error if gave_up else log.warning
    report(
        "outbox.event_failed",
        event_id=str(event_id),
        topic=locked[0].topic,
        gave_up=gave_up,
        error=type(error).__name__,
        exc_info=error,
    )


def _backoff(event: Recorded) -> timedelta:
    """Exponential with full jitter, so that a thousand failures do not return as one."""
    longest = LONGEST_URGENT_RETRY_S if event.urgent else LONGEST_RETRY_S
    ceiling = min(longest, FIRST_RETRY_S * 2 ** min(event.attempts, MAX_ATTEMPTS))
    return timedelta(seconds=random.uniform(0.5, ceiling))  # noqa: S311 - spread, not secrecy
