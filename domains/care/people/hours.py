"""When somebody may be called: spans of local time on days of the week. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any, Self
from zoneinfo import ZoneInfo

WHOLE_WEEK = frozenset(range(7))


@dataclass(frozen=True, slots=True)
class Hours:
    """From `opens` to `closes` by the clock on the wall, on weekdays (0 is Monday).

    One that closes before it opens goes on past midnight and belongs to the day on which it opened;
    one that closes when it opens lasts the whole day.
    """

    opens: time
    closes: time
    weekdays: frozenset[int] = WHOLE_WEEK

    def cover(self, local: datetime) -> bool:
        now, today = local.time(), local.weekday()
        yesterday = (local - timedelta(days=1)).weekday()
        if self.opens < self.closes:
            return today in self.weekdays and self.opens <= now < self.closes
        return (today in self.weekdays and now >= self.opens) or (
            yesterday in self.weekdays and now < self.closes
        )

    def stored(self) -> dict[str, Any]:
        return {
            "opens": self.opens.isoformat("minutes"),
            "closes": self.closes.isoformat("minutes"),
            "weekdays": sorted(self.weekdays),
        }

    @classmethod
    def read(cls, stored: Mapping[str, Any]) -> Self:
        return cls(
            time.fromisoformat(stored["opens"]),
            time.fromisoformat(stored["closes"]),
            frozenset(stored["weekdays"]),
        )


ALWAYS = (Hours(time(0), time(0)),)
"""Day and night: what holds while a guardian has said nothing."""


def cover(hours: Sequence[Hours], zone: str, *, at: datetime) -> bool:
    """Whether any of the spans holds at a moment, in the place where `zone` (IANA) is the time."""
    local = at.astimezone(ZoneInfo(zone))
    return any(span.cover(local) for span in hours)
