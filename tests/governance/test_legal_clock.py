"""By when the law wants an answer: cases around 설날 and 추석, and properties over years."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domains.governance.legal_clock import (
    TERMS,
    WorkingCalendar,
    breach_alarms,
    breach_due,
    case_alarms,
    end_of,
    extended,
    last_day,
    resumed,
)
from domains.governance.vocabulary import Alarm, CaseKind
from domains.kernel.clock import SEOUL

KOREA = WorkingCalendar()
ONE_DAY = timedelta(days=1)
FIRST = datetime(2024, 1, 1, tzinfo=UTC)
days = st.dates(date(2024, 1, 1), date(2030, 12, 31))


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("received", "term", "expected", "why"),
    [
        ("2026-03-03", 10, "2026-03-13", "an ordinary Tuesday: ten days on, a Friday"),
        ("2026-03-04", 10, "2026-03-16", "a Saturday moves to Monday"),
        ("2026-03-05", 10, "2026-03-16", "a Sunday moves to Monday"),
        ("2026-02-06", 10, "2026-02-19", "ends on the first day of 설날 2026, Monday to Wednesday"),
        ("2026-02-08", 10, "2026-02-19", "ends on the third day of 설날 2026"),
        ("2026-02-04", 10, "2026-02-19", "a Saturday, then Sunday, then 설날"),
        ("2027-01-27", 10, "2027-02-10", "설날 2027 on a weekend has its substitute on Tuesday"),
        ("2026-09-14", 10, "2026-09-28", "추석 2026, Thursday to Saturday, then Sunday"),
        ("2026-09-15", 10, "2026-09-28", "추석 itself"),
        ("2025-09-23", 10, "2025-10-10", "추석 2025: 개천절, weekend, feast, substitute, 한글날"),
        ("2026-09-25", 10, "2026-10-06", "개천절 2026 on Saturday has its substitute on Monday"),
        ("2026-12-15", 10, "2026-12-28", "기독탄신일, then a weekend"),
        ("2026-02-16", 10, "2026-02-26", "received during 설날: the day of receipt never counts"),
        ("2026-01-17", 30, "2026-02-19", "thirty days to an objection, ending in 설날"),
        ("2026-08-26", 30, "2026-09-28", "thirty days, ending on 추석"),
    ],
)
def test_known_days_around_the_feasts(received, term, expected, why):
    assert last_day(day(received), term, KOREA) == day(expected), why


def test_a_holiday_declared_later_is_a_row():
    """A 임시공휴일 that the library does not know moves what begins after it was entered."""
    assert last_day(day("2026-04-10"), 10, KOREA) == day("2026-04-20")
    declared = WorkingCalendar.with_declared([day("2026-04-20")])
    assert last_day(day("2026-04-10"), 10, declared) == day("2026-04-21")


@given(days, st.sampled_from([10, 30]))
@settings(max_examples=300, deadline=None)
def test_a_last_day_is_a_working_day_and_never_earlier_than_the_term(received, term):
    ends = last_day(received, term, KOREA)
    assert KOREA.is_working_day(ends)
    assert ends >= received + timedelta(days=term)
    passed_over = [received + timedelta(days=n) for n in range(term, (ends - received).days)]
    assert not any(KOREA.is_working_day(one) for one in passed_over)


@given(days, st.sampled_from([10, 30]))
@settings(max_examples=300, deadline=None)
def test_who_keeps_this_clock_keeps_the_clock_of_petitions_too(received, term):
    """민원 처리에 관한 법률 §19②: working days, the first one counted."""
    counted, one = 0, received
    while True:
        counted += KOREA.is_working_day(one)
        if counted == term:
            break
        one += ONE_DAY
    assert last_day(received, term, KOREA) <= one


@given(days, days)
@settings(max_examples=200, deadline=None)
def test_who_asks_later_is_never_due_earlier(one, other):
    first, second = sorted([one, other])
    assert last_day(first, 10, KOREA) <= last_day(second, 10, KOREA)


@given(days)
@settings(max_examples=200, deadline=None)
def test_two_extensions_of_an_objection_add_at_most_thirty_days_and_a_feast_each(received):
    term = TERMS[CaseKind.OBJECTION]
    first = last_day(received, term.days, KOREA)
    second = extended(first, term, KOREA)
    third = extended(second, term, KOREA)
    for before, after in ((first, second), (second, third)):
        assert timedelta(days=30) <= after - before <= timedelta(days=42)


@given(days, st.integers(0, 60), st.integers(0, 9))
@settings(max_examples=200, deadline=None)
def test_a_clock_that_rested_gives_back_what_it_rested_and_takes_nothing(received, rest, begun):
    due = last_day(received, 10, KOREA)
    paused = received + timedelta(days=begun)
    later = resumed(due, paused_on=paused, on=paused + timedelta(days=rest), calendar=KOREA)
    assert later >= due
    assert later >= due + timedelta(days=max(rest - 1, 0))
    assert KOREA.is_working_day(later)


def test_a_proof_brought_on_the_same_or_the_next_day_costs_nobody_a_day():
    due = day("2026-03-13")
    for brought in ("2026-03-10", "2026-03-11"):
        assert resumed(due, paused_on=day("2026-03-10"), on=day(brought), calendar=KOREA) == due


@given(days)
@settings(max_examples=200, deadline=None)
def test_warnings_come_to_an_open_office_and_before_the_end(received):
    due = last_day(received, 10, KOREA)
    three, one, over = case_alarms(due, KOREA)
    assert three.at <= one.at < over.at == end_of(due)
    for ring in (three, one):
        local = ring.at.astimezone(SEOUL)
        assert KOREA.is_working_day(local.date())
        assert local.hour == 9


def test_the_warning_of_a_case_due_after_a_feast_comes_before_the_feast():
    three, one, _ = case_alarms(day("2026-09-28"), KOREA)
    assert one.at == datetime(2026, 9, 23, 0, 0, tzinfo=UTC)
    assert three.at == one.at


def test_a_day_ends_at_midnight_in_seoul():
    assert end_of(day("2026-03-13")) == datetime(2026, 3, 13, 15, 0, tzinfo=UTC)


@given(st.integers(0, 6 * 365 * 24).map(lambda hours: FIRST + timedelta(hours=hours)))
@settings(max_examples=100, deadline=None)
def test_a_breach_runs_72_hours_through_any_feast(found_at):
    due = breach_due(found_at)
    assert due - found_at == timedelta(hours=72)
    assert [ring.alarm for ring in breach_alarms(due)] == [Alarm.DUE_IN_1_DAY, Alarm.OVERDUE]


def test_every_right_has_its_term():
    assert TERMS.keys() == set(CaseKind)
    assert TERMS[CaseKind.OBJECTION].days == 30
    assert TERMS[CaseKind.OBJECTION].extensions == 2
    assert {term.days for kind, term in TERMS.items() if kind is not CaseKind.OBJECTION} == {10}
