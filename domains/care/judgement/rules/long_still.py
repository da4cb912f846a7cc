"""What has not been used for too long, and nights that are not like hers.

These rules ring by day alone: none of them is a matter of hours.
"""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace
from datetime import date, datetime
from typing import Final

from domains.care.cases.concern import Signal
from domains.care.cases.vocabulary import ConcernKind, Level
from domains.care.judgement.alarm import Alarm, Rule
from domains.care.judgement.fixed_timer import quiet_for_s
from domains.care.judgement.heard import ALL_HEARD, Sensors
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
    sensors: Sensors = ALL_HEARD,
    now: datetime,
) -> tuple[Remembered, tuple[Alarm, ...]]:
    """Each rings once, until what it misses comes back or she says that all is well. A door whose
    sensor is dead may be opened: nobody knows, and it counts as used until that is heard again."""
    home = _with_dead(_with_last_night(home, deaf, now), sensors.dead, now)
    if not is_day(now):
        return home, ()
    alarms = tuple(_rung(home, limits, deaf, sensors.silent, now))
    rung = frozenset(alarm.by for alarm in alarms if isinstance(alarm.by, Rule))
    return (replace(home, raised=home.raised | rung) if rung else home), alarms


def _rung(
    home: Remembered,
    limits: Limits,
    deaf: Sequence[Deaf],
    silent: Mapping[str, datetime],
    now: datetime,
) -> Iterator[Alarm]:
    if Rule.DOOR not in home.raised and home.door_at is not None:
        since = _latest(home.door_at, home.door_unheard_at)
        shut_s = quiet_for_s(since, deaf=deaf, now=_vouched_until(home.doors, silent, now))
        if shut_s >= limits.door_days * DAY_S:
            yield _alarm(ConcernKind.DOOR_NOT_OPENED, Rule.DOOR, home.door_at, shut_s, now)
    if Rule.UTILITY not in home.raised and home.switch_at is not None and _uses_daily(home, now):
        since = _latest(home.switch_at, home.switch_unheard_at)
        unused_s = quiet_for_s(since, deaf=deaf, now=_vouched_until(home.switches, silent, now))
        if unused_s >= limits.utility_h * HOUR_S:
            yield _alarm(ConcernKind.NO_WATER_OR_POWER, Rule.UTILITY, home.switch_at, unused_s, now)
    if Rule.NIGHT not in home.raised and _is_strange_morning(home, now):
        quiet_s = quiet_for_s(home.last_sign_at, deaf=deaf, now=now)
        yield _alarm(ConcernKind.INACTIVITY, Rule.NIGHT, home.last_sign_at, quiet_s, now)


def _with_dead(home: Remembered, dead: Set[str], now: datetime) -> Remembered:
    """By night too: a battery that is changed then is no alarm in the morning. What was last heard
    of the door stays, for whether she is out is read of it."""
    if home.doors.keys() & dead:
        home = replace(home, door_unheard_at=now)
    if home.switches.keys() & dead:
        home = replace(home, switch_unheard_at=now)
    return home


def _vouched_until(
    tellers: Mapping[str, datetime], silent: Mapping[str, datetime], now: datetime
) -> datetime:
    """Until when all of them would have told: the silence of a sensor is not hers."""
    return min([now, *(silent[each] for each in tellers.keys() & silent.keys())])


def _latest(used_at: datetime, unheard_at: datetime | None) -> datetime:
    return max(used_at, unheard_at or used_at)


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
    """A shut door is no silence of hers: she may have been heard a minute ago."""
    return Alarm(
        kind=kind,
        level=Level.FAMILY,
        observed_at=now,
        by=rule,
        reasons=(Reason(f"{rule.value}_h", round(for_s / HOUR_S, 1)),),
        signals=(Signal("last_seen", since, {"for_s": round(for_s)}),),
        late=False,
        silent_s=round(for_s) if rule is Rule.NIGHT else None,
    )
