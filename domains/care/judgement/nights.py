"""Who usually gets up at night, and did not."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from domains.kernel.clock import SEOUL

BEGINS_H, ENDS_H = 22, 6
"""Local hours of the night that counts."""
KNOWN: Final = 14
NEARLY_ALL: Final = 13
"""So many of the last fourteen heard nights with a sign make one without it strange."""


@dataclass(frozen=True, slots=True)
class Nights:
    """A night bears the date on which it ends. `stirred` are recent ones with a sign; `known`,
    oldest first, are those that were heard through, as far as `told_until`."""

    stirred: frozenset[date] = frozenset()
    known: tuple[bool, ...] = ()
    told_until: date | None = None

    @property
    def is_strange(self) -> bool:
        """The last night had no sign, and nearly all before it had one."""
        before = self.known[-KNOWN - 1 : -1]
        usual = len(before) == KNOWN and sum(before) >= NEARLY_ALL
        return usual and not self.known[-1]


NO_NIGHTS: Final = Nights()


def night_of(local: datetime) -> date | None:
    """The night in which a local moment lies."""
    if local.hour >= BEGINS_H:
        return local.date() + timedelta(days=1)
    return local.date() if local.hour < ENDS_H else None


def span_of(night: date) -> tuple[datetime, datetime]:
    morning = datetime(night.year, night.month, night.day, ENDS_H, tzinfo=SEOUL)
    return morning - timedelta(hours=24 - BEGINS_H + ENDS_H), morning


def stir(nights: Nights, night: date) -> Nights:
    if night in nights.stirred:
        return nights
    recent = frozenset(each for each in nights.stirred if (night - each).days < 3)
    return Nights(recent | {night}, nights.known, nights.told_until)


def over(nights: Nights, night: date, *, was_heard: bool) -> Nights:
    """With one night more; one that was not heard through is not known."""
    known = (*nights.known, night in nights.stirred)[-KNOWN - 1 :] if was_heard else nights.known
    return Nights(nights.stirred, known, night)
