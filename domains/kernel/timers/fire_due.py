"""Fire what is due: the effect and the timer's end in one transaction."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby

import structlog
from tortoise.transactions import in_transaction

from domains.kernel import sql
from domains.kernel.clock import Clock
from domains.kernel.timers import claim
from domains.kernel.timers.timer import Failed, Fired, Handler, Handlers, Timer, Together
from domains.kernel.timers.turn import Key, Turn, TurnDisturbed, open_turn

log = structlog.get_logger()


async def fire_due(handlers: Handlers, *, limit: int, clock: Clock) -> Fired:
    """Fire at most `limit` timers whose topics have handlers.

    All in one transaction where nothing fails; otherwise each by itself, so that one bad timer
    holds up no other. Several may fire at once: a timer that one has taken, the others pass by.
    Raises what an outage of the database raises: then nothing of this turn has happened.
    """
    now = clock.now()
    due: list[Timer] = []
    try:
        async with in_transaction():
            await _yield_to_others()
            due += await claim.take_due(topics=list(handlers), limit=limit, now=now)
            with open_turn(map(_key, due)) as turn:
                for topic, some in groupby(due, key=lambda timer: timer.topic):
                    await _fire(handlers[topic], list(some), turn)
    except Exception as fault:
        if not due:
            raise
        _tell_of(fault, due)
        keys = [_key(timer) for timer in due]
        return await _fire_one_by_one(keys, handlers, now=now, is_full=len(due) == limit)
    return _fired([_late_s(timer, now) for timer in due], [], is_full=len(due) == limit)


def _key(timer: Timer) -> Key:
    return timer.topic, timer.about


def _tell_of(fault: Exception, due: Sequence[Timer]) -> None:
    """A turn that took one of its own timers away has not failed."""
    if not isinstance(fault, TurnDisturbed):
        log.warning("timers.turn_failed", error=type(fault).__name__, timers=len(due))


async def _yield_to_others() -> None:
    """Never wait long for a lock while holding timers: whoever cancels one holds the lock that
    its handler wants, and waits for the timer. Shorter than PostgreSQL's search for deadlocks,
    so that it is always the timer that steps back."""
    await sql.execute("SET LOCAL lock_timeout = '250ms'")


async def _fire(handler: Handler | Together, some: Sequence[Timer], turn: Turn) -> None:
    """`some` are of one topic, and stand one behind the other."""
    if isinstance(handler, Together):
        turn.waiting.difference_update(map(_key, some))
        await handler.fire(some)
        return
    for timer in some:
        turn.waiting.discard(_key(timer))
        await handler(timer)


def _late_s(timer: Timer, now: datetime) -> float:
    return (now - timer.due_at).total_seconds()


async def _fire_one_by_one(
    keys: list[Key], handlers: Handlers, *, now: datetime, is_full: bool
) -> Fired:
    outcomes = [await _fire_alone(key, handlers, now=now) for key in keys]
    failed = [outcome for outcome in outcomes if isinstance(outcome, Failed)]
    fired = [outcome for outcome in outcomes if not isinstance(outcome, Failed)]
    return _fired(fired, failed, is_full=is_full)


async def _fire_alone(key: Key, handlers: Handlers, *, now: datetime) -> float | Failed | None:
    try:
        async with in_transaction():
            await _yield_to_others()
            timer = await claim.take(key, now=now)
            if timer is None:
                return None
            await _fire(handlers[timer.topic], [timer], Turn(set()))
            return _late_s(timer, now)
    except Exception as fault:
        return await _put_off(key, fault, now=now)


async def _put_off(key: Key, fault: Exception, *, now: datetime) -> Failed:
    """Raises during an outage: then the timer stays as it is."""
    error = type(fault).__name__
    async with in_transaction():
        attempts = await claim.put_off(key, error=error, now=now)
    topic, about = key
    log.warning("timers.failed", topic=topic, attempts=attempts, error=error, exc_info=fault)
    return Failed(topic, about, attempts, error)


def _fired(lateness: Sequence[float | None], failed: Sequence[Failed], *, is_full: bool) -> Fired:
    late = tuple(each for each in lateness if each is not None)
    return Fired(lateness_s=late, failed=tuple(failed), is_full=is_full)
