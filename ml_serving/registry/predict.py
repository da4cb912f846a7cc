"""An ask, through the line of the version it means."""

import asyncio
from collections.abc import Callable

from ml_serving.batching.ask import Ask
from ml_serving.batching.outcome import NotReady, Outcome, Unknown
from ml_serving.batching.ticket import Ticket
from ml_serving.registry.book import Book
from ml_serving.registry.description import VersionState
from ml_serving.registry.version import Version

NO_WORKERS_S = 5.0
"""When to come back to a version that was given no workers."""


async def predict(ask: Ask, *, book: Book, clock: Callable[[], float]) -> Outcome:
    """Never raises but on cancellation, which frees the slot."""
    now = clock()
    version = book.find(ask.name, ask.version)
    if version is None or version.state is VersionState.DRAINING:
        return Unknown(ask.name, ask.version)
    ticket = _ticket(ask, version, now)
    refusal = _not_ready(version, now, ticket.deadline)
    outcome = refusal if refusal is not None else await _settled(ticket, version, now)
    version.dispatch.tally.count(outcome)
    return outcome


def _ticket(ask: Ask, version: Version, now: float) -> Ticket:
    wishes = version.wishes
    return Ticket(
        content=ask.content,
        rows=ask.content.rows,
        deadline=now + wishes.answer_s if ask.deadline is None else ask.deadline,
        priority=wishes.priority if ask.priority is None else ask.priority,
        arrived=now,
        outcome=asyncio.get_running_loop().create_future(),
    )


def _not_ready(version: Version, now: float, deadline: float) -> NotReady | None:
    """Between two workers an ask may wait in line, where its deadline allows it."""
    ready_in = version.crew.ready_in(now)
    if version.state is not VersionState.READY:
        return NotReady(ready_in or NO_WORKERS_S)
    if ready_in is None:
        return NotReady(NO_WORKERS_S)
    return NotReady(ready_in) if ready_in and now + ready_in >= deadline else None


async def _settled(ticket: Ticket, version: Version, now: float) -> Outcome:
    dispatch = version.dispatch
    loop = asyncio.get_running_loop()
    expiry = loop.call_later(max(0.0, ticket.deadline - now), dispatch.expire, ticket)
    dispatch.offer(ticket)
    try:
        return await ticket.outcome
    except asyncio.CancelledError:
        dispatch.withdraw(ticket)
        raise
    finally:
        expiry.cancel()
