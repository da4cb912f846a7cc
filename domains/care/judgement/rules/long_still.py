"""What has not been used for too long, and nights that are not like hers.

These rules ring by day alone: none of them is a matter of hours.
"""

from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from datetime import date, datetime
from typing import Final

from domains.care.cases.concern import Signal
from domains.care.cases.vocabulary import ConcernKind, Level
from domains.care.judgement.alarm import Alarm, Rule
from domains.care.judgement.fixed_timer import quiet_for_s
from domains.care.judgement.hours import is_day
from domains.care.judgement.limits import Limits
from domains.care.judgement.memory import Remembered
from domains.care.judgement.nights import ENDS_H, over, span_of
from domains.care.ports import Deaf, Reason
from domains.kernel.clock import SEOUL

HOUR_S: Final = 3600.0
DAY_S: Final = 24 * HOUR_S
PATTERN_DAYS: Final = 14
NEARLY_DAILY: Final = 12
"""Where a hand moved a switch on so many of the last fourteen days, a day without is strange."""
MOST_UNHEARD_S: Final = HOUR_S
"""A night with more than an hour of it unheard is not known."""


def judge_long_still(
    home: Remembered,
    *,
    limits: Limits,
    deaf: Sequence[Deaf],
    dead: Set[str] = frozenset(),
    now: datetime,
) -> tuple[Remembered, tuple[Alarm, ...]]:
    """Each rings once, until what it misses comes back or she says that all is well. A door whose
    sensor is among the `dead` may have been opened: then nobody knows."""
    home = _with_last_night(home, deaf, now)
    if not is_day(now):
        return home, ()
    known = _without(home, dead)
    alarms = tuple(_rung(known, limits, deaf, now))
    rung = frozenset(alarm.by for alarm in alarms if isinstance(alarm.by, Rule))
    return (replace(home, raised=home.raised | rung) if rung else home), alarms


def _rung(home: Remembered, limits: Limits, deaf: Sequence[Deaf], now: datetime) -> Iterator[Alarm]:
    if Rule.DOOR not in home.raised and home.door_at is not None:
        shut_s = quiet_for_s(home.door_at, deaf=deaf, now=now)
        if shut_s >= limits.door_days * DAY_S:
            yield _alarm(ConcernKind.DOOR_NOT_OPENED, Rule.DOOR, home.door_at, shut_s, now)
    if Rule.UTILITY not in home.raised and home.switch_at is not None and _uses_daily(home, now):
        unused_s = quiet_for_s(home.switch_at, deaf=deaf, now=now)
        if unused_s >= limits.utility_h * HOUR_S:
            yield _alarm(ConcernKind.NO_WATER_OR_POWER, Rule.UTILITY, home.switch_at, unused_s, now)
    if Rule.NIGHT not in home.raised and _is_strange_morning(home, now):
        quiet_s = quiet_for_s(home.last_sign_at, deaf=deaf, now=now)
        yield _alarm(ConcernKind.INACTIVITY, Rule.NIGHT, home.last_sign_at, quiet_s, now)


def _without(home: Remembered, dead: Set[str]) -> Remembered:
    """What is known of her door and her switches, where those who told of them still would."""
    return replace(
        home,
        door_at=None if home.doors.keys() & dead else home.door_at,
        switch_at=None if home.switches.keys() & dead else home.switch_at,
    )


def _uses_daily(home: Remembered, now: datetime) -> bool:
    today = now.astimezone(SEOUL).date()
    before = [day for day in home.switch_days if 1 <= (today - day).days <= PATTERN_DAYS + 1]
    return len(before) >= NEARLY_DAILY


def _is_strange_morning(home: Remembered, now: datetime) -> bool:
    today = now.astimezone(SEOUL).date()
    if home.nights.told_until != today or not home.nights.is_strange:
        return False
    return home.last_sign_at < span_of(today)[0]


def _with_last_night(home: Remembered, deaf: Sequence[Deaf], now: datetime) -> Remembered:
    local = now.astimezone(SEOUL)
    night: date = local.date()
    if local.hour < ENDS_H or home.nights.told_until == night:
        return home
    begins, ends = span_of(night)
    unheard_s = (ends - begins).total_seconds() - quiet_for_s(begins, deaf=deaf, now=ends)
    was_heard = unheard_s <= MOST_UNHEARD_S and home.listens_from <= begins
    return replace(home, nights=over(home.nights, night, was_heard=was_heard))


def _alarm(kind: ConcernKind, rule: Rule, since: datetime, for_s: float, now: datetime) -> Alarm:
    return Alarm(
        kind=kind,
        level=Level.FAMILY,
        observed_at=now,
        by=rule,
        reasons=(Reason(f"{rule.value}_h", round(for_s / HOUR_S, 1)),),
        signals=(Signal("last_seen", since, {"for_s": round(for_s)}),),
        late=False,
    )
