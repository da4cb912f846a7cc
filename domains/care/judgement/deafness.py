"""Outage is not inactivity: the times in which silence says nothing, and what follows them.

Whoever is deaf is not silent. A home is deaf where none of its devices was heard; a backlog that
comes in later heals the time that it tells of, because heartbeats in it count for their own time.
After each end the judgement settles for a grace: one device is heard again before the next, and
the first word after a restart is not the last of the backlog.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Final

from domains.care.ports import Deaf, DeafCause

GRACE: Final = timedelta(minutes=15)
SAID_BEFOREHAND: Final = frozenset({DeafCause.PAUSED, DeafCause.VISIT})
STOPPING: Final = frozenset({DeafCause.HOME, DeafCause.OURS}) | SAID_BEFOREHAND
HEALED: Final = frozenset({DeafCause.OURS})
"""Our own outages stop the judgement, and no clock: what the home kept meanwhile tells how it was,
and what it did not keep is a hole of its own."""
SOONEST, LATEST = timedelta(minutes=10), timedelta(minutes=30)
"""Between two looks at a home that is deaf: seldomer, the longer it has been."""


def stops_at(now: datetime, deaf: Iterable[Deaf]) -> Deaf | None:
    """The one for which nobody is judged now, or None: then silence is silence. Ours counts for
    a grace longer, whether anybody looked during it or not."""
    for each in deaf:
        until = each.until + GRACE if each.cause is DeafCause.OURS else each.until
        if each.cause in STOPPING and each.since <= now <= until:
            return each
    return None


def next_try(stopped: Deaf, now: datetime) -> datetime:
    """When to see whether it is over; an end that was said is believed."""
    if stopped.cause in SAID_BEFOREHAND:
        return max(now + SOONEST, min(stopped.until, now + 2 * LATEST))
    return now + min(max((now - stopped.since) / 4, SOONEST), LATEST)


def unheard(deaf: Iterable[Deaf], *, since: datetime, until: datetime) -> tuple[Deaf, ...]:
    """The times that are no silence: each with its grace, in order, apart, within a span.

    Where two overlap the time is the first one's, and what is left of it the second's.
    """
    out: list[Deaf] = []
    begin = since
    for each in sorted(_longer(deaf), key=lambda one: one.since):
        start, end = max(each.since, begin), min(each.until, until)
        if start < end:
            out.append(Deaf(start, end, each.cause))
            begin = end
    return tuple(out)


def _longer(deaf: Iterable[Deaf]) -> Iterator[Deaf]:
    for each in deaf:
        if each.cause is DeafCause.HOME:
            yield Deaf(each.since, each.until + GRACE, each.cause)
        elif each.cause not in HEALED:
            yield each
