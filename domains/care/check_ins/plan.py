"""When somebody wants to be asked, and what happens until they answer. Pure.

Times are those of the clocks in Osan, which know no summer time since 1988: a time of day exists
once on every day.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import Final
from uuid import UUID

from domains.care.check_ins.vocabulary import AskBy
from domains.kernel.clock import SEOUL, seoul_date
from domains.kernel.public_holidays import public_holiday

EVERY_DAY: Final = frozenset(range(7))
MOST_TIMES: Final = 3
MOST_REMINDERS: Final = 4
MOST_DAYS_OFF: Final = 50
SHORTEST_WAIT: Final = timedelta(minutes=10)
LONGEST_WAIT: Final = timedelta(hours=6)
PROPOSED_FROM: Final = time(9, 30)
PROPOSED_MINUTES: Final = 61
"""Whoever has not chosen yet is asked between half past nine and half past ten, each at a minute of
her own: a city that was asked at ten would be called at ten, and its guardians told at eleven."""

LOOKS_AHEAD: Final = timedelta(days=400)
"""Longer than any run of days off that a plan may name."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """So long after the question it is asked again."""

    after: timedelta
    by: AskBy = AskBy.PUSH


@dataclass(frozen=True, slots=True)
class Span:
    """Days off, both included."""

    first: date
    last: date

    def covers(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckInPlan:
    """A senior's own plan. `weekdays` 0 is Monday; `people_after` is how long an answer is waited
    for before people are told."""

    times: tuple[time, ...]
    weekdays: frozenset[int] = EVERY_DAY
    on_holidays: bool = True
    days_off: tuple[Span, ...] = ()
    ask_by: AskBy = AskBy.PUSH
    reminders: tuple[Reminder, ...] = (
        Reminder(timedelta(minutes=20)),
        Reminder(timedelta(minutes=40), AskBy.CALL),
    )
    people_after: timedelta = timedelta(minutes=60)
    home_answers: bool = True
    """Life at home answers for her."""
    calling_in_answers: bool = False
    """A call from her own telephone answers the day's question, though she says nothing."""

    def asks_on(self, day: date, *, declared: Collection[date] = ()) -> bool:
        """A holiday is off only where the plan says so: loneliness keeps no holidays. `declared`
        are those that the library does not know yet."""
        if day.weekday() not in self.weekdays or any(off.covers(day) for off in self.days_off):
            return False
        return self.on_holidays or (day not in declared and public_holiday(day) is None)


@dataclass(frozen=True, slots=True)
class PlanRefused:
    """What is wrong with a plan, as a word for clients."""

    because: str


@dataclass(frozen=True, slots=True)
class Step:
    """What comes next for an open question: asked again, or (None) people are told."""

    after: timedelta
    by: AskBy | None = field(default=None)


def proposed_plan(senior_id: UUID) -> CheckInPlan:
    """The house's, until she says otherwise: every day at the same minute for the same person."""
    hours, minute = divmod(PROPOSED_FROM.minute + senior_id.int % PROPOSED_MINUTES, 60)
    return CheckInPlan(times=(time(PROPOSED_FROM.hour + hours, minute),))


def flaw_of(plan: CheckInPlan) -> PlanRefused | None:
    """None for a plan that can be kept."""
    if not 0 < len(plan.times) <= MOST_TIMES or len(set(plan.times)) < len(plan.times):
        return PlanRefused("times")
    if any(each.tzinfo or each.second or each.microsecond for each in plan.times):
        return PlanRefused("times")
    if not plan.weekdays or not plan.weekdays <= EVERY_DAY:
        return PlanRefused("weekdays")
    if len(plan.days_off) > MOST_DAYS_OFF or any(off.last < off.first for off in plan.days_off):
        return PlanRefused("days_off")
    if not SHORTEST_WAIT <= plan.people_after <= LONGEST_WAIT or _crowded(plan):
        return PlanRefused("people_after")
    afters = [each.after for each in plan.reminders]
    if len(afters) > MOST_REMINDERS or any(
        not timedelta(0) < after < plan.people_after for after in afters
    ):
        return PlanRefused("reminders")
    return None


def _crowded(plan: CheckInPlan) -> bool:
    """Whether one question would still be waited for when the next is asked."""
    minutes = sorted(each.hour * 60 + each.minute for each in plan.times)
    gaps = [later - earlier for earlier, later in pairwise(minutes)]
    gaps.append(24 * 60 - minutes[-1] + minutes[0])
    return min(gaps) * 60 <= plan.people_after.total_seconds()


def next_due(
    plan: CheckInPlan, *, after: datetime, declared: Collection[date] = ()
) -> datetime | None:
    """The first question later than `after`, in UTC; None where no day is left to ask on."""
    dues = _dues(plan, seoul_date(after), declared)
    return next((due for due in dues if due > after), None)


def _dues(plan: CheckInPlan, first: date, declared: Collection[date]) -> Iterator[datetime]:
    for ahead in range(LOOKS_AHEAD.days):
        day = first + timedelta(days=ahead)
        if plan.asks_on(day, declared=declared):
            yield from (_moment(day, each) for each in sorted(plan.times))


def _moment(day: date, at: time) -> datetime:
    return datetime.combine(day, at, tzinfo=SEOUL).astimezone(UTC)


def due_after_change(
    plan: CheckInPlan,
    *,
    standing: datetime | None,
    now: datetime,
    declared: Collection[date] = (),
) -> datetime | None:
    """When the changed plan asks first. `standing` is the question that was due next.

    A change leaves no day without its question: what was due today stays due where the new plan,
    too, asks today but at an hour that has passed.
    """
    due, today = next_due(plan, after=now, declared=declared), seoul_date(now)
    if standing is None or standing <= now or seoul_date(standing) != today:
        return due
    asks_today_still = due is not None and seoul_date(due) == today
    asked_today = not asks_today_still and plan.asks_on(today, declared=declared)
    return standing if asked_today else due


def steps(plan: CheckInPlan) -> tuple[Step, ...]:
    """What follows a question that stays open, in order; the last step tells people."""
    reminders = sorted(plan.reminders, key=lambda each: each.after)
    return (*(Step(each.after, each.by) for each in reminders), Step(plan.people_after))
