"""Hours that come back every day, as Seoul counts them."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from domains.kernel.clock import SEOUL


@dataclass(frozen=True, slots=True)
class DailySpan:
    """Hours of every day in Seoul, from `start` up to but without `end`, across midnight or not."""

    start: time
    end: time

    def end_after(self, moment: datetime) -> datetime | None:
        """When the span around `moment` ends; None outside it."""
        local = moment.astimezone(SEOUL)
        if not self.covers(local.time()):
            return None
        ends_tomorrow = self.start > self.end and local.time() >= self.start
        day = local.date() + timedelta(days=1 if ends_tomorrow else 0)
        return datetime.combine(day, self.end, tzinfo=SEOUL).astimezone(moment.tzinfo)

    def covers(self, hour: time) -> bool:
        """Whether an hour of the day in Seoul lies within."""
        if self.start <= self.end:
            return self.start <= hour < self.end
        return hour >= self.start or hour < self.end


def next_time(hour: time, *, after: datetime) -> datetime:
    """The first moment after `after` at which clocks in Seoul show `hour`."""
    local = after.astimezone(SEOUL)
    day = local.date() + timedelta(days=0 if local.time() < hour else 1)
    return datetime.combine(day, hour, tzinfo=SEOUL).astimezone(after.tzinfo)
