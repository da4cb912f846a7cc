"""By when the law wants an answer. Pure.

A term in days counts calendar days. 행정기본법 §6① sends us to 민법: the first day does not count
(§157), the term ends with its last day (§159), and a last day on a Saturday or public holiday
moves to the next working day (§161). 민원 처리에 관한 법률 §19② would count working days from the
first one; that is never earlier, so who keeps this clock keeps that one too (a test says so).
Hours (the 72 of a breach) run through nights and holidays.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from domains.governance.vocabulary import Alarm, CaseKind
from domains.kernel.clock import SEOUL
from domains.kernel.public_holidays import public_holiday

SATURDAY = 5
ONE_DAY = timedelta(days=1)

BREACH_TERM = timedelta(hours=72)
"""개인정보보호법 §34①③, 시행령 §39①, §40①: from the moment of knowing."""

BREACH_WARNING = timedelta(hours=24)

OFFICE_OPENS = time(9)
"""When alarms of the desk ring, in Seoul: to somebody who is there."""


@dataclass(frozen=True, slots=True)
class Term:
    """How long the law gives for one kind of case; `extensions` of `extension_days` at most."""

    days: int
    extensions: int
    extension_days: int
    law: str


TERMS: dict[CaseKind, Term] = {
    CaseKind.ACCESS: Term(10, 1, 10, "개인정보보호법 §35③, 시행령 §41④"),
    CaseKind.PORTABILITY: Term(10, 0, 0, "개인정보보호법 §35의2"),
    CaseKind.CORRECTION: Term(10, 0, 0, "개인정보보호법 §36②, 시행령 §43③"),
    CaseKind.DELETION: Term(10, 0, 0, "개인정보보호법 §36②, 시행령 §43③"),
    CaseKind.SUSPENSION: Term(10, 0, 0, "개인정보보호법 §37②, 시행령 §44②"),
    CaseKind.OBJECTION: Term(30, 2, 30, "개인정보보호법 §37의2③, 시행령 §44의3"),
}
"""Access may be put off where a reason is told (§35③ 후문); §35의2 says "without delay", and the
house takes the ten days of its neighbours as the outer bound."""


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """Korea's working days; `declared` are holidays that the library does not know yet."""

    declared: frozenset[date] = field(default_factory=frozenset)

    def is_working_day(self, day: date) -> bool:
        if day.weekday() >= SATURDAY or day in self.declared:
            return False
        return public_holiday(day) is None

    def next_working_day(self, day: date) -> date:
        """`day` itself when it is one (민법 §161)."""
        while not self.is_working_day(day):
            day += ONE_DAY
        return day

    def last_working_day(self, day: date) -> date:
        """`day` itself when it is one, else the last before it."""
        while not self.is_working_day(day):
            day -= ONE_DAY
        return day

    @classmethod
    def with_declared(cls, days: Collection[date]) -> "WorkingCalendar":
        return cls(frozenset(days))


def last_day(begins: date, days: int, calendar: WorkingCalendar) -> date:
    """The last day of a term of `days` that an event on `begins` sets going."""
    return calendar.next_working_day(begins + timedelta(days=days))


def extended(former: date, term: Term, calendar: WorkingCalendar) -> date:
    """The last day after one extension, which begins when the former term ends."""
    return last_day(former, term.extension_days, calendar)


def resumed(former: date, *, paused_on: date, on: date, calendar: WorkingCalendar) -> date:
    """The last day of a clock that rested from `paused_on` until `on`.

    민원 처리에 관한 법률 시행령: the time that the applicant takes to supply what is missing does
    not count. The day of the pause and the day of its end are ours, those between are theirs.
    """
    rested = max((on - paused_on).days - 1, 0)
    return calendar.next_working_day(former + timedelta(days=rested))


def end_of(day: date) -> datetime:
    """The moment at which `day` is over in Seoul (민법 §159), in UTC."""
    return datetime.combine(day + ONE_DAY, time(), tzinfo=SEOUL).astimezone(UTC)


def breach_due(found_at: datetime) -> datetime:
    """72 hours from knowing: hours, through any holiday."""
    return found_at + BREACH_TERM


@dataclass(frozen=True, slots=True)
class Ring:
    """An alarm, and when it rings."""

    alarm: Alarm
    at: datetime


def case_alarms(day: date, calendar: WorkingCalendar) -> tuple[Ring, ...]:
    """When the desk is warned of a case due on `day`, in the order of their ringing.

    A warning that would fall on a holiday comes on the last working day before: after a long
    feast it would come too late. An overdue alarm comes when the day is over.
    """
    return (
        Ring(Alarm.DUE_IN_3_DAYS, _office_hour(calendar.last_working_day(day - 3 * ONE_DAY))),
        Ring(Alarm.DUE_IN_1_DAY, _office_hour(calendar.last_working_day(day - ONE_DAY))),
        Ring(Alarm.OVERDUE, end_of(day)),
    )


def breach_alarms(due_at: datetime) -> tuple[Ring, ...]:
    """A day before the 72 hours are over, and when they are."""
    return (Ring(Alarm.DUE_IN_1_DAY, due_at - BREACH_WARNING), Ring(Alarm.OVERDUE, due_at))


def _office_hour(day: date) -> datetime:
    return datetime.combine(day, OFFICE_OPENS, tzinfo=SEOUL).astimezone(UTC)
