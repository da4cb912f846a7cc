"""The night falls on advertisements that are in our hands.

What the gate allowed a second before nine may not begin at nine (정보통신망법 §50③): whatever was
decided by day is decided anew, and goes by night only to whom a night consent lets it.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from domains.kernel.clock import Clock
from notifications.daily_span import next_time
from notifications.gate import ADVERTISING_NIGHT
from notifications.ports import Halted

ON_THE_WIRE: Final = timedelta(seconds=2)
"""So long before nine the last one is begun: it is there before the hour."""


def next_nightfall(moment: datetime) -> datetime:
    """Nine o'clock in Seoul; of nine itself, the next day's."""
    return next_time(ADVERTISING_NIGHT.start, after=moment)


def halted_at_nightfall(
    halted: Halted, advertisements: Collection[UUID], *, decided_at: datetime, clock: Clock
) -> Halted:
    """`halted`, and from the next nightfall on these events too; they are claimed again."""
    ends = next_nightfall(decided_at) - ON_THE_WIRE

    def is_halted(event_id: UUID) -> bool:
        return halted(event_id) or (event_id in advertisements and clock.now() >= ends)

    return is_halted
