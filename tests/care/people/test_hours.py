"""When a guardian may be called: their own clock, spans past midnight, the whole day."""

from datetime import UTC, datetime, time

from hypothesis import given
from hypothesis import strategies as st

from domains.care.people.hours import ALWAYS, Hours, cover

EVENING = (Hours(time(18), time(23)),)
NIGHT = (Hours(time(22), time(6), frozenset({4})),)


def test_somebody_nine_hours_behind_is_called_by_their_own_clock():
    """18:00 in London in winter is 03:00 of the next day in Osan."""
    at = datetime(2026, 1, 15, 18, 0, tzinfo=UTC)
    assert cover(EVENING, "Europe/London", at=at)
    assert not cover(EVENING, "Asia/Seoul", at=at)


def test_summer_time_moves_with_the_place():
    winter, summer = (datetime(2026, month, 15, 17, 30, tzinfo=UTC) for month in (1, 7))
    assert not cover(EVENING, "Europe/London", at=winter)
    assert cover(EVENING, "Europe/London", at=summer), "17:30 UTC is 18:30 there"


def test_a_night_belongs_to_the_day_on_which_it_began():
    def in_seoul(day, hour):
        return cover(NIGHT, "Asia/Seoul", at=datetime(2026, 1, day, hour - 9, tzinfo=UTC))

    def early(day, hour):
        return cover(NIGHT, "Asia/Seoul", at=datetime(2026, 1, day - 1, hour + 15, tzinfo=UTC))

    friday = 16
    assert in_seoul(friday, 22)
    assert early(friday + 1, 5)
    assert not early(friday, 5), "that was Thursday's night"
    assert not early(friday + 1, 6)


@given(st.datetimes(timezones=st.just(UTC), min_value=datetime(2026, 1, 1)))  # noqa: DTZ001  # hypothesis wants it naive
def test_day_and_night_is_always(at):
    assert cover(ALWAYS, "America/New_York", at=at)


@given(
    st.builds(
        Hours,
        st.times().map(lambda t: t.replace(second=0, microsecond=0)),
        st.times().map(lambda t: t.replace(second=0, microsecond=0)),
        st.frozensets(st.integers(0, 6), min_size=1),
    )
)
def test_what_is_stored_reads_back(hours):
    assert Hours.read(hours.stored()) == hours
