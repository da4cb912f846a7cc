"""At which hours of her own day nobody hears of her for an hour and a half, and nobody need wonder.

For each half-hour of the local day: on what share of recent days it ended such a stillness. Where
that is rare, an hour and a half is long; where she naps, sleeps or reads, it is not. A stillness
that began at the door is none: she is out, and how long she stays out is the model's to know.

Forty-eight shares are forgotten exponentially: constant memory, the same work for each look.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from domains.care.ports import Deaf, DeafCause
from domains.kernel.clock import SEOUL

STILL: Final = timedelta(minutes=90)
"""Asked then, and rung for 24 minutes, somebody outside has heard within two hours."""
HALF_HOUR: Final = timedelta(minutes=30)
A_DAY: Final = 48
KNOWN_DAYS: Final = 14.0
"""Before so many days were heard her hours are not known, and nobody is asked by them."""
REMEMBERED_DAYS: Final = 21.0
FOLLOWED: Final = timedelta(hours=3)
"""What nobody watched as it happened is not learnt."""
JUST_LEFT: Final = timedelta(minutes=1)
"""A sensor in the hall may see her close the door behind her."""


@dataclass(frozen=True, slots=True)
class Stillness:
    """`shares` by half-hour from midnight; `days` of them were heard; `told_until` is learnt."""

    shares: tuple[float, ...] = (0.5,) * A_DAY
    days: float = 0.0
    told_until: datetime | None = None

    @property
    def is_known(self) -> bool:
        return self.days >= KNOWN_DAYS

    def share_at(self, moment: datetime) -> float:
        """With half of the weight on the half-hours beside it."""
        here = _half_hour(moment)
        before, after = self.shares[here - 1], self.shares[(here + 1) % A_DAY]
        return (before + 2 * self.shares[here] + after) / 4

    def next_rare(self, after: datetime, *, most: Callable[[datetime], float]) -> datetime | None:
        """The first moment from `after` on, within a day, whose share is no more than `most`."""
        moment = after
        for _ in range(A_DAY):
            if self.share_at(moment) <= most(moment):
                return moment
            moment = _end_of(moment)
        return None


NOT_KNOWN: Final = Stillness()


@dataclass(frozen=True, slots=True)
class Between:
    """Between two looks: she had been silent since `was_silent_since` until `first_at` (None: no
    sign came), and is now silent since `silent_since`. `went_out`: the earlier, the later silence
    began at the door."""

    was_silent_since: datetime
    first_at: datetime | None
    silent_since: datetime
    went_out: tuple[bool, bool]

    def was_still(self, moment: datetime) -> bool:
        """Whether no sign had come for so long. Looks are no further apart than that."""
        if moment >= self.silent_since:
            return moment - self.silent_since >= STILL and not self.went_out[1]
        if self.first_at is not None and moment >= self.first_at:
            return False
        return moment - self.was_silent_since >= STILL and not self.went_out[0]


def lived(
    stillness: Stillness, between: Between, *, deaf: Sequence[Deaf], now: datetime
) -> Stillness:
    """With the half-hours that ended since the last look; those in which nobody could have heard
    her teach nothing."""
    since = max(stillness.told_until or now, now - FOLLOWED)
    ends = [end for end in _ends(since, now) if not _overlaps(end - STILL, end, deaf)]
    shares, days = list(stillness.shares), stillness.days
    for end in ends:
        here = _half_hour(end - HALF_HOUR)
        pace = max(1 / REMEMBERED_DAYS, 1 / (days + 1.5))
        shares[here] += pace * (between.was_still(end) - shares[here])
        days += 1 / A_DAY
    return replace(stillness, shares=tuple(shares), days=days, told_until=now)


def went_out(seen_inside_at: datetime | None, door_at: datetime | None) -> bool:
    """Whether a silence began at the door."""
    if door_at is None:
        return False
    return seen_inside_at is None or door_at >= seen_inside_at - JUST_LEFT


def _ends(since: datetime, until: datetime) -> Iterator[datetime]:
    end = _end_of(since)
    while end <= until:
        yield end
        end += HALF_HOUR


def _end_of(moment: datetime) -> datetime:
    """The end of the half-hour in which a moment lies. Osan's clocks are whole hours from UTC."""
    begun = timedelta(minutes=moment.minute % 30, seconds=moment.second)
    return moment - begun - timedelta(microseconds=moment.microsecond) + HALF_HOUR


def _half_hour(moment: datetime) -> int:
    local = moment.astimezone(SEOUL)
    return local.hour * 2 + local.minute // 30


def _overlaps(since: datetime, until: datetime, deaf: Iterable[Deaf]) -> bool:
    """A silence that she ended by her word was one: the next like it is hers."""
    return any(
        each.since < until and each.until > since and each.cause is not DeafCause.ANSWERED
        for each in deaf
    )
