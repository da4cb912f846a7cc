"""When children are expected, told as tables of real days."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domains.commute.school_calendar import (
    Bells,
    DayRange,
    Opening,
    SchoolCalendar,
    SchoolLevel,
    arrival_deadline,
    bells_of,
    is_school_day,
    next_deadline,
    opening_on,
    public_holiday,
)

TERM = SchoolCalendar()
WITH_VACATIONS = SchoolCalendar(
    vacations=(
        DayRange(date(2026, 7, 23), date(2026, 8, 21)),
        DayRange(date(2026, 12, 31), date(2027, 3, 1)),
    )
)
days = st.dates(date(2026, 1, 1), date(2027, 12, 31))

HOLIDAYS = {
    "2026-01-01": "New Year",
    "2026-02-16": "the eve of Seollal",
    "2026-02-17": "Seollal",
    "2026-02-18": "the day after Seollal",
    "2026-03-02": "substitute for 1 March, a Sunday",
    "2026-05-05": "Children's Day",
    "2026-05-25": "substitute for Buddha's Birthday, a Sunday",
    "2026-06-03": "local elections",
    "2026-08-17": "substitute for Liberation Day, a Saturday",
    "2026-09-24": "the eve of Chuseok",
    "2026-09-25": "Chuseok",
    "2026-10-05": "substitute for Foundation Day, a Saturday",
    "2026-10-09": "Hangul Day",
    "2026-12-25": "Christmas",
    "2027-01-01": "New Year",
    "2027-02-08": "the day after Seollal",
    "2027-02-09": "substitute for Seollal, a Sunday",
    "2027-03-01": "1 March",
    "2027-05-05": "Children's Day",
    "2027-05-13": "Buddha's Birthday",
    "2027-08-16": "substitute for Liberation Day, a Sunday",
    "2027-09-14": "the eve of Chuseok",
    "2027-09-15": "Chuseok",
    "2027-09-16": "the day after Chuseok",
    "2027-10-04": "substitute for Foundation Day, a Sunday",
    "2027-10-11": "substitute for Hangul Day, a Saturday",
    "2027-12-27": "substitute for Christmas, a Saturday",
}
WORKDAYS = ["2026-02-19", "2026-03-03", "2026-06-02", "2026-09-23", "2026-09-28", "2026-10-08"]


@pytest.mark.parametrize("day", HOLIDAYS, ids=HOLIDAYS.get)
def test_nobody_is_expected_on_a_public_holiday(day: str) -> None:
    assert opening_on(TERM, date.fromisoformat(day)) is Opening.PUBLIC_HOLIDAY
    assert arrival_deadline(TERM, date.fromisoformat(day)) is None


@pytest.mark.parametrize("day", WORKDAYS)
def test_the_days_around_a_holiday_are_school_days(day: str) -> None:
    assert opening_on(TERM, date.fromisoformat(day)) is Opening.SCHOOL_DAY


def test_a_holiday_is_named_in_korean() -> None:
    assert public_holiday(date(2026, 9, 25)) == "추석"
    assert public_holiday(date(2026, 9, 23)) is None


def test_ten_to_nine_in_osan_is_ten_to_midnight_in_utc() -> None:
    assert arrival_deadline(TERM, date(2026, 11, 23)) == datetime(2026, 11, 22, 23, 50, tzinfo=UTC)


def test_friday_evening_waits_for_monday() -> None:
    friday_evening = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
    assert next_deadline(TERM, friday_evening) == datetime(2026, 11, 22, 23, 50, tzinfo=UTC)


def test_the_bell_itself_is_over_once_it_rang() -> None:
    bell = datetime(2026, 11, 22, 23, 50, tzinfo=UTC)
    assert next_deadline(TERM, bell - timedelta(seconds=1)) == bell
    assert next_deadline(TERM, bell) == bell + timedelta(days=1)


def test_a_long_chuseok_leads_to_the_monday_after() -> None:
    eve = datetime(2026, 9, 23, 3, 0, tzinfo=UTC)
    assert next_deadline(TERM, eve) == datetime(2026, 9, 27, 23, 50, tzinfo=UTC)


def test_the_first_deadline_after_the_winter_vacation_is_in_march() -> None:
    new_year = datetime(2027, 1, 1, tzinfo=UTC)
    assert next_deadline(WITH_VACATIONS, new_year) == datetime(2027, 3, 1, 23, 50, tzinfo=UTC)


def test_a_vacation_includes_both_its_ends() -> None:
    assert opening_on(WITH_VACATIONS, date(2026, 7, 22)) is Opening.SCHOOL_DAY
    assert opening_on(WITH_VACATIONS, date(2026, 7, 23)) is Opening.VACATION
    assert opening_on(WITH_VACATIONS, date(2026, 8, 21)) is Opening.VACATION
    assert opening_on(WITH_VACATIONS, date(2026, 8, 24)) is Opening.SCHOOL_DAY


def test_a_school_may_teach_on_a_saturday_and_close_on_a_tuesday() -> None:
    saturday, tuesday = date(2026, 11, 28), date(2026, 11, 24)
    calendar = SchoolCalendar(extra_days=frozenset({saturday}), closures=frozenset({tuesday}))
    assert opening_on(calendar, saturday) is Opening.EXTRA_DAY
    assert opening_on(calendar, tuesday) is Opening.CLOSED


@given(day=days)
def test_a_closure_always_wins(day: date) -> None:
    closed = SchoolCalendar(closures=frozenset({day}), extra_days=frozenset({day}))
    assert not is_school_day(closed, day)


@given(day=days)
def test_an_extra_day_wins_over_weekends_holidays_and_vacations(day: date) -> None:
    calendar = SchoolCalendar(extra_days=frozenset({day}), vacations=(DayRange.one(day),))
    assert is_school_day(calendar, day)


@given(day=days, length=st.integers(0, 60))
def test_a_vacation_only_ever_takes_school_days_away(day: date, length: int) -> None:
    vacation = DayRange(day, day + timedelta(days=length))
    calendar = SchoolCalendar(vacations=(vacation,))
    for ahead in range(-3, length + 4):
        probe = day + timedelta(days=ahead)
        assert is_school_day(calendar, probe) == (
            is_school_day(TERM, probe) and probe not in vacation
        )


@given(minutes=st.integers(0, 545 * 24 * 60))
def test_the_next_deadline_is_the_first_one_after(minutes: int) -> None:
    moment = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    deadline = next_deadline(WITH_VACATIONS, moment)
    assert deadline is not None
    assert deadline > moment
    day = moment.date() - timedelta(days=1)
    while day <= deadline.date():
        earlier = arrival_deadline(WITH_VACATIONS, day)
        assert earlier is None or earlier <= moment or earlier >= deadline
        day += timedelta(days=1)


def test_a_school_that_never_opens_expects_nobody() -> None:
    shut = SchoolCalendar(vacations=(DayRange(date(2026, 1, 1), date(2028, 1, 1)),))
    assert next_deadline(shut, datetime(2026, 5, 1, tzinfo=UTC)) is None


def test_bells_follow_the_level_and_an_unknown_level_has_usual_hours() -> None:
    assert bells_of(SchoolLevel.ELEMENTARY) == Bells.at("08:50", "14:40")
    assert bells_of("high") == Bells.at("08:30", "16:40")
    assert bells_of(None) == bells_of("a level of tomorrow") == bells_of(SchoolLevel.OTHER)


def test_nonsense_is_refused_at_the_door() -> None:
    with pytest.raises(ValueError, match="begins before it ends"):
        Bells.at("15:00", "08:50")
    with pytest.raises(ValueError, match="ends before it begins"):
        DayRange(date(2026, 8, 21), date(2026, 7, 23))
