"""When it was, by a phone whose clock nobody trusts. Pure.

As with devices (`homes.correct_clock`): what was done and what was sent are of one clock, and what
lies between the sending and us is how far that clock is off. The way here is counted with it, which
makes an act a moment later than it was.
"""

from datetime import datetime, timedelta
from typing import Final

BEHIND_AT_MOST: Final = timedelta(minutes=15)
"""Beyond it nobody knows whether the clock is slow, or the message was long on its way."""

AHEAD_AT_MOST: Final = timedelta(days=31)
"""Beyond it nothing that the clock shows is believed: what lies in the future by it is refused."""
AGO_AT_MOST: Final = timedelta(days=366)
"""No case is kept for longer than that."""


def by_our_clock(at: datetime, *, sent_at: datetime | None, now: datetime) -> datetime:
    """`at`, moved by as much as `sent_at` is off; never into the future by that.

    What would have been done after it was sent was written before somebody set the clock: then, and
    without `sent_at`, it stays what the phone says.
    """
    if sent_at is None or not timedelta(0) <= sent_at - at <= AGO_AT_MOST:
        return at
    if not -AHEAD_AT_MOST <= now - sent_at <= BEHIND_AT_MOST:
        return at
    return at + (now - sent_at)
