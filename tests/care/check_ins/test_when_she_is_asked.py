"""Own times and days; Osan's clocks know no summer time, so each time of day exists each day."""

from collections import Counter
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domains.care.check_ins.plan import (
    EVERY_DAY,
    CheckInPlan,
    PlanRefused,
    Reminder,
    Span,
    due_after_change,
    flaw_of,
    next_due,
    proposed_plan,
    steps,
)
from domains.care.check_ins.stored_plan import (
    from_row,
    steps_from_row,
    steps_to_row,
    to_row,
)
from domains.care.check_ins.vocabulary import AskBy
from domains.kernel.clock import SEOUL, seoul_date
from domains.kernel.ids import UuidV7Ids

TEN = CheckInPlan(times=(time(10),))
MINUTE = timedelta(minutes=1)


def seoul(day: int, hour: int, minute: int = 0, month: int = 3) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=SEOUL)


def test_each_day_at_ten_on_the_days_of_other_countries_clock_changes_too():
    due, asked = seoul(1, 9), []
    for _ in range(365):
        due = next_due(TEN, after=due)
        asked.append(due.astimezone(SEOUL))
    assert {each.time() for each in asked} == {time(10)}
    assert len({each.date() for each in asked}) == 365


@given(st.uuids())
def test_who_has_not_chosen_is_asked_about_ten_at_a_minute_of_her_own(senior):
    (proposed,) = proposed_plan(senior).times
    assert time(9, 30) <= proposed <= time(10, 30)
    assert flaw_of(proposed_plan(senior)) is None
    assert proposed_plan(senior) == proposed_plan(senior)


def test_a_city_is_not_asked_in_one_minute():
    ids = UuidV7Ids()
    minutes = Counter(proposed_plan(ids.new()).times for _ in range(6_100))
    assert len(minutes) == 61
    assert max(minutes.values()) < 200


def test_the_moment_itself_has_been_asked():
    assert next_due(TEN, after=seoul(3, 9, 59)) == seoul(3, 10)
    assert next_due(TEN, after=seoul(3, 10)) == seoul(4, 10)


def test_twice_a_day_and_only_on_her_days():
    plan = CheckInPlan(times=(time(20), time(9, 30)), weekdays=frozenset({0, 2}))
    due, asked = seoul(1, 0), []
    for _ in range(4):
        due = next_due(plan, after=due)
        asked.append(due)
    assert asked == [seoul(2, 9, 30), seoul(2, 20), seoul(4, 9, 30), seoul(4, 20)]


def test_a_holiday_is_a_day_like_others_unless_she_says_otherwise():
    eve = seoul(28, 11, month=2)
    assert next_due(TEN, after=eve) == seoul(1, 10)
    at_work = CheckInPlan(times=(time(10),), on_holidays=False)
    assert next_due(at_work, after=eve) == seoul(3, 10), "1 March, and its substitute on the 2nd"


def test_days_off_are_both_included():
    away = CheckInPlan(times=(time(10),), days_off=(Span(date(2026, 3, 4), date(2026, 3, 6)),))
    assert next_due(away, after=seoul(3, 10)) == seoul(7, 10)


def test_a_plan_without_a_day_left_asks_never():
    off = CheckInPlan(times=(time(10),), days_off=(Span(date(2026, 1, 1), date(2036, 1, 1)),))
    assert next_due(off, after=seoul(3, 10)) is None


@pytest.mark.parametrize(
    ("new_time", "now", "due"),
    [
        (time(11), seoul(3, 9, 59), seoul(3, 11)),
        (time(9, 30), seoul(3, 9, 59), seoul(3, 10)),
        (time(9, 30), seoul(3, 10, 1), seoul(4, 9, 30)),
        (time(10), seoul(3, 9, 59), seoul(3, 10)),
    ],
    ids=["later today", "an hour that has passed", "asked already", "no change"],
)
def test_a_change_at_0959_leaves_the_day_its_question(new_time, now, due):
    standing = next_due(TEN, after=now)
    changed = CheckInPlan(times=(new_time,))
    assert due_after_change(changed, standing=standing, now=now) == due


def test_a_day_that_the_new_plan_has_off_is_off_at_once():
    changed = CheckInPlan(times=(time(9),), days_off=(Span(date(2026, 3, 3), date(2026, 3, 3)),))
    assert due_after_change(changed, standing=seoul(3, 10), now=seoul(3, 9, 59)) == seoul(4, 9)


@pytest.mark.parametrize(
    ("flaw", "wrong"),
    [
        ("times", {"times": ()}),
        ("times", {"times": (time(9), time(9))}),
        ("times", {"times": tuple(map(time, (6, 10, 14, 18)))}),
        ("times", {"times": (time(9, 0, 30),)}),
        ("weekdays", {"weekdays": frozenset()}),
        ("weekdays", {"weekdays": frozenset({7})}),
        ("days_off", {"days_off": (Span(date(2026, 3, 2), date(2026, 3, 1)),)}),
        ("people_after", {"people_after": timedelta(minutes=5), "reminders": ()}),
        ("people_after", {"people_after": timedelta(hours=7)}),
        ("people_after", {"times": (time(9), time(9, 30))}),
        ("people_after", {"times": (time(0), time(23, 30))}),
        ("reminders", {"reminders": (Reminder(timedelta(minutes=60)),)}),
        ("reminders", {"reminders": tuple(Reminder(MINUTE * n) for n in range(1, 6))}),
    ],
)
def test_what_cannot_be_kept_is_refused(flaw, wrong):
    assert flaw_of(CheckInPlan(**{"times": (time(10),), **wrong})) == PlanRefused(flaw)


times = st.builds(time, st.integers(0, 23), st.integers(0, 59))
days = st.dates(date(2026, 1, 1), date(2026, 12, 31))
plans = st.builds(
    CheckInPlan,
    times=st.lists(times, min_size=1, max_size=3, unique=True).map(lambda ts: tuple(sorted(ts))),
    weekdays=st.frozensets(st.sampled_from(sorted(EVERY_DAY)), min_size=1),
    on_holidays=st.booleans(),
    days_off=st.lists(days.map(lambda day: Span(day, day + timedelta(days=9))), max_size=2).map(
        tuple
    ),
    reminders=st.lists(
        st.builds(Reminder, st.integers(1, 59).map(lambda n: n * MINUTE), st.sampled_from(AskBy)),
        max_size=4,
    ).map(tuple),
    people_after=st.integers(60, 90).map(lambda n: n * MINUTE),
)
moments = st.integers(0, 365 * 24 * 60).map(lambda n: seoul(1, 0, month=1) + n * MINUTE)


@given(plans, moments)
def test_the_next_question_is_later_on_a_day_of_hers_and_none_lies_between(plan, now):
    due = next_due(plan, after=now)
    if due is None:
        return
    local = due.astimezone(SEOUL)
    assert due > now
    assert local.time() in plan.times
    assert plan.asks_on(local.date())
    assert next_due(plan, after=due - timedelta(microseconds=1)) == due


@given(plans, plans, moments)
def test_no_change_of_plan_takes_a_day_its_question(old, new, now):
    standing = next_due(old, after=now)
    due = due_after_change(new, standing=standing, now=now)
    today = seoul_date(now)
    if standing is not None and seoul_date(standing) == today and new.asks_on(today):
        assert due is not None
        assert seoul_date(due) == today
    if due is not None:
        assert due > now


@given(plans)
def test_a_plan_is_kept_as_it_was_said(plan):
    assert from_row(to_row(plan)) == plan
    assert steps_from_row(steps_to_row(steps(plan))) == steps(plan)


@given(plans)
def test_people_are_told_last(plan):
    if flaw_of(plan) is None:
        *reminders, last = steps(plan)
        assert last.by is None
        assert all(step.by is not None and step.after < last.after for step in reminders)
