"""Who is on duty: weekdays, nights, public holidays, absences, stand-ins, ended offices."""

from datetime import date, datetime, time, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domains.care.people.care_plan import OnDuty
from domains.care.people.duty import Away, RotaShift, who_is_on_duty
from domains.care.people.vocabulary import DutyDay
from domains.kernel.clock import SEOUL

KIM, LEE, PARK = UUID(int=1), UUID(int=2), UUID(int=3)
EVERYBODY = {KIM, LEE, PARK}
THURSDAY = date(2026, 1, 15)
FIRST = date(2026, 1, 1)


def shift(worker=KIM, day=DutyDay.THURSDAY, opens=9, closes=18, stand_in=None, **more):
    return RotaShift(worker, stand_in, day, time(opens), time(closes), FIRST, **more)


def asked(shifts, hour=10, *, day=THURSDAY, away=(), in_office=EVERYBODY, holidays=()):
    local = datetime.combine(day, time(hour), SEOUL)
    return who_is_on_duty(shifts, away, in_office=in_office, holidays=holidays, local=local)


def test_by_the_rota():
    assert asked([shift(), shift(LEE)]) == OnDuty(KIM, LEE)
    assert asked([shift(stand_in=PARK)]) == OnDuty(KIM, PARK)
    assert asked([shift()], hour=18) is None, "the shift is over"
    assert asked([shift(day=DutyDay.FRIDAY)]) is None
    assert asked([]) is None


def test_a_shift_past_midnight_belongs_to_the_day_on_which_it_opened():
    night = [shift(opens=22, closes=6)]
    assert asked(night, hour=23) == OnDuty(KIM)
    assert asked(night, hour=5, day=THURSDAY + timedelta(days=1)) == OnDuty(KIM)
    assert asked(night, hour=5) is None


def test_a_public_holiday_has_a_rota_of_its_own():
    shifts = [shift(), shift(LEE, DutyDay.HOLIDAY)]
    assert asked(shifts, holidays={THURSDAY}) == OnDuty(LEE)
    assert asked(shifts) == OnDuty(KIM)


@pytest.mark.parametrize(
    ("away", "who"),
    [
        (Away(KIM, LEE, THURSDAY, THURSDAY), OnDuty(LEE, PARK)),
        (Away(KIM, None, THURSDAY, THURSDAY), OnDuty(PARK)),
        (Away(KIM, LEE, FIRST, THURSDAY - timedelta(days=1)), OnDuty(KIM, PARK)),
    ],
)
def test_who_is_away_is_not_asked_and_who_stands_in_is(away, who):
    assert asked([shift(stand_in=PARK)], away=[away]) == who


def test_a_stand_in_who_is_away_too_is_not_asked():
    gone = [Away(KIM, LEE, THURSDAY, THURSDAY), Away(LEE, None, THURSDAY, THURSDAY)]
    assert asked([shift()], away=gone) is None


def test_whose_office_ended_is_asked_no_more():
    assert asked([shift(stand_in=LEE)], in_office={LEE}) == OnDuty(LEE)


PEOPLE = st.sampled_from([KIM, LEE, PARK])


@given(
    st.lists(st.builds(shift, PEOPLE, stand_in=st.none() | PEOPLE)),
    st.lists(
        st.builds(Away, PEOPLE, st.none() | PEOPLE, st.just(THURSDAY), st.just(THURSDAY)),
        max_size=3,
    ),
    st.frozensets(PEOPLE),
)
def test_whoever_is_asked_is_there_and_in_office_and_nobody_is_asked_twice(shifts, away, office):
    duty = asked(shifts, away=away, in_office=office)
    if duty is not None:
        named = [who for who in (duty.worker_id, duty.stand_in_id) if who is not None]
        assert set(named) <= office - {one.worker_id for one in away}
        assert len(named) == len(set(named))
