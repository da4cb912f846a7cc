"""Not arrived by 08:50: on school days, once, and taken back when the child turns up."""

import asyncio
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api import jobs
from domains.commute.enter_calendar import UnusualDays, enter_calendar
from domains.commute.models import ArrivalWatch, WatchedPlace
from domains.commute.school_calendar import DayRange, Opening
from domains.commute.vocabulary import WatchState
from domains.consent.public import Purpose
from domains.kernel.clock import SEOUL
from tests.builders.city import City
from tests.builders.families import REGISTRY, SCHOOL
from tests.builders.household import Household, settle_in
from tests.builders.walks import offset, stay, to_school
from tests.stories.commute.consents import withdraw

TUESDAY = date(2026, 3, 3)
SATURDAY = date(2026, 3, 7)
CHILDRENS_DAY = date(2026, 5, 5)


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """A moment in Osan."""
    return datetime.combine(day, time(hour, minute), tzinfo=SEOUL)


async def timer_of(home: Household) -> WatchState:
    return (await ArrivalWatch.get(child_id=home.child, day=TUESDAY)).state


async def morning(city: City, day: date) -> None:
    """Plans are made at dawn, the bell rings, a minute passes."""
    await city.sleep_until(at(day, 6))
    await city.sleep_until(at(day, 8, 51))


async def late(city: City, home: Household) -> None:
    """Mina comes after all, at nine."""
    await city.report(home.tracker, to_school(SCHOOL, begins=city.clock.now())[::3])
    await city.settle()


async def test_the_bell_rings_and_the_parents_hear_of_it_once(city, home):
    city.clock.set(at(TUESDAY, 6))
    await morning(city, TUESDAY)
    assert [len(phone.rung) for phone in home.hers] == [1, 1]
    for minute in (52, 53, 59):
        await city.sleep_until(at(TUESDAY, 8, minute))
    assert [phone.rung[0][1:] for phone in home.hers] == [(1, 1), (1, 1)]
    assert home.phones[home.former].rung == []
    assert await timer_of(home) is WatchState.MISSED


async def test_the_bell_is_the_schools_own_in_seoul_whatever_the_season(city, home):
    for day in (TUESDAY, date(2026, 7, 7)):
        city.clock.set(at(day, 6))
        await city.sweep()
        watch = await ArrivalWatch.get(child_id=home.child, day=day)
        assert watch.due_at == datetime.combine(day - timedelta(days=1), time(23, 50), tzinfo=UTC)


async def test_before_the_bell_nobody_worries(city, home):
    city.clock.set(at(TUESDAY, 6))
    await city.sweep()
    await city.sleep_until(at(TUESDAY, 8, 49))
    assert [phone.rung for phone in home.hers] == [[], []]


@pytest.mark.parametrize("day", [SATURDAY, SATURDAY + timedelta(days=1), CHILDRENS_DAY])
async def test_weekends_and_holidays_have_no_bell(city, home, day):
    city.clock.set(at(day, 6))
    await morning(city, day)
    assert [phone.rung for phone in home.hers] == [[], []]
    assert await ArrivalWatch.filter(day=day).count() == 0


async def test_vacations_have_no_bell(city, home):
    vacation = UnusualDays("여름방학", Opening.VACATION, DayRange(TUESDAY, TUESDAY))
    await enter_calendar(REGISTRY, [vacation], clock=city.clock, ids=city.ids)
    city.clock.set(at(TUESDAY, 6))
    await morning(city, TUESDAY)
    assert [phone.rung for phone in home.hers] == [[], []]


async def test_without_the_consent_to_alerts_nobody_is_looked_for(city, home):
    await withdraw(city, home, Purpose.COMMUTE_ALERTS)
    city.clock.set(at(TUESDAY, 6))
    await morning(city, TUESDAY)
    assert [phone.rung for phone in home.hers] == [[], []]
    assert await timer_of(home) is WatchState.CANCELLED


async def test_a_child_who_is_there_already_is_not_missed(city, home):
    city.clock.set(at(TUESDAY, 6))
    await city.sweep()
    city.clock.set(at(TUESDAY, 8, 20))
    await late(city, home)
    arrived = [phone.rung for phone in home.hers]
    await city.sleep_until(at(TUESDAY, 8, 51))
    assert [phone.rung for phone in home.hers] == arrived
    assert await timer_of(home) is WatchState.ARRIVED


async def test_turning_up_takes_the_alarm_away_and_says_so(city, home):
    city.clock.set(at(TUESDAY, 6))
    await morning(city, TUESDAY)
    alarms = [phone.screen[0].tag for phone in home.hers]
    await late(city, home)
    for phone, alarm in zip(home.hers, alarms, strict=True):
        [first] = [notice for notice in phone.history if notice.title == phone.history[0].title]
        assert first.tag == alarm
        assert first.state != "shown"
        assert all(notice.shown_times == 1 for notice in phone.history)
    assert await timer_of(home) is WatchState.TURNED_UP
    before = [phone.rung for phone in home.hers]
    await city.sweep()
    assert [phone.rung for phone in home.hers] == before


async def test_two_workers_that_sweep_at_once_miss_her_once(city, home):
    city.clock.set(at(TUESDAY, 6))
    await city.sweep()
    city.clock.set(at(TUESDAY, 8, 51))
    await asyncio.gather(*(jobs.miss_arrivals({"tools": city.tools}) for _ in range(4)))
    await city.settle()
    assert [phone.rung[0][1:] for phone in home.hers] == [(1, 1), (1, 1)]


async def test_a_child_enrolled_after_the_bell_is_not_missed_today(city, home):
    city.clock.set(at(TUESDAY, 9, 30))
    await city.sweep()
    await city.sleep_until(at(TUESDAY, 12))
    assert [phone.rung for phone in home.hers] == [[], []]


async def test_yesterdays_arrival_is_no_arrival_today(city, home):
    city.clock.set(at(TUESDAY, 8))
    await late(city, home)
    heard = len(home.phones[home.mother].rung)
    await morning(city, TUESDAY + timedelta(days=1))
    assert len(home.phones[home.mother].rung) == heard + 1


async def test_where_departures_are_not_told_she_is_missed_all_the_same(city, home):
    await withdraw(city, home, Purpose.COMMUTE_DEPARTURE)
    city.clock.set(at(TUESDAY, 8))
    await late(city, home)
    city.clock.set(at(TUESDAY, 15))
    away = stay(offset(SCHOOL, north_m=-900), begins=city.clock.now(), for_s=120, every_s=30)
    await city.report(home.tracker, away)
    tomorrow = TUESDAY + timedelta(days=1)
    city.clock.set(at(tomorrow, 7))
    still_away = stay(offset(SCHOOL, north_m=-900), begins=city.clock.now(), for_s=60, every_s=30)
    await city.report(home.tracker, still_away)
    await city.settle()
    heard = len(home.phones[home.mother].rung)
    await morning(city, tomorrow)
    assert len(home.phones[home.mother].rung) == heard + 1


async def test_a_child_who_slept_at_school_and_is_heard_from_there_is_not_missed(city, home):
    city.clock.set(at(TUESDAY, 8))
    await late(city, home)
    tomorrow = TUESDAY + timedelta(days=1)
    city.clock.set(at(tomorrow, 7))
    await city.report(home.tracker, stay(SCHOOL, begins=city.clock.now(), for_s=60, every_s=30))
    await city.settle()
    heard = len(home.phones[home.mother].rung)
    await morning(city, tomorrow)
    assert len(home.phones[home.mother].rung) == heard


async def test_where_arrivals_may_not_be_seen_nobody_is_missed(city, home):
    await withdraw(city, home, Purpose.COMMUTE_ARRIVAL)
    city.clock.set(at(TUESDAY, 6))
    await morning(city, TUESDAY)
    assert [phone.rung for phone in home.hers] == [[], []]
    assert await timer_of(home) is WatchState.CANCELLED


HAPPENINGS = st.lists(
    st.sampled_from(["plan", "bell", "walk", "away", "sweep", "withdraw"]), min_size=1, max_size=8
)

ALLOWED = {
    WatchState.WAITING: {WatchState.ARRIVED, WatchState.MISSED, WatchState.CANCELLED},
    WatchState.ARRIVED: {WatchState.WAITING},
    WatchState.MISSED: {WatchState.TURNED_UP},
    WatchState.TURNED_UP: set(),
    WatchState.CANCELLED: {WatchState.WAITING},
}
"""From where to where a day's timer may go; a withdrawal destroys it, whatever it says."""


class Morning:
    """Anything may happen in any order; the timer keeps to its ways."""

    def __init__(self, city: City, home: Household) -> None:
        self.city, self.home, self.state = city, home, None

    async def happen(self, what: str) -> None:
        match what:
            case "bell":
                self.city.clock.set(max(self.city.clock.now(), at(TUESDAY, 8, 51)))
                await self.city.sweep()
            case "walk":
                await late(self.city, self.home)
            case "away":
                begins = self.city.clock.now() + timedelta(seconds=20)
                far = stay(offset(SCHOOL, north_m=-900), begins=begins, for_s=120, every_s=30)
                await self.city.report(self.home.tracker, far)
                await self.city.settle()
            case "withdraw":
                await withdraw(self.city, self.home, Purpose.COMMUTE_ALERTS)
            case "plan" | "sweep":
                await self.city.sweep()

    async def check(self, what: str) -> None:
        rows = await ArrivalWatch.filter(child_id=self.home.child, day=TUESDAY)
        assert len(rows) <= 1
        now = rows[0].state if rows else None
        if what == "withdraw":
            assert now is None
        elif self.state is not None and now != self.state:
            assert now in ALLOWED[self.state]
        self.state = now


@pytest.mark.slow
@settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(happenings=HAPPENINGS)
async def test_whatever_happens_the_timer_keeps_to_its_ways(city, empty, happenings):
    await empty()
    city.push.devices.clear()
    city.clock.set(at(TUESDAY, 7))
    morning_ = Morning(city, await settle_in(city))
    for what in happenings:
        await morning_.happen(what)
        await morning_.check(what)
    alarms = [
        n for n in morning_.home.hers[0].history if n.category == "safety" and "도착" in n.title
    ]
    assert all(notice.shown_times == 1 for notice in alarms)


async def test_a_closure_entered_in_the_evening_takes_the_timers_away(city, home):
    city.clock.set(at(TUESDAY, 6))
    await city.sweep()
    await enter_calendar(
        REGISTRY,
        [UnusualDays("태풍 휴업", Opening.CLOSED, DayRange.one(TUESDAY))],
        clock=city.clock,
        ids=city.ids,
    )
    await morning(city, TUESDAY)
    assert [phone.rung for phone in home.hers] == [[], []]
    assert await timer_of(home) is WatchState.CANCELLED


async def test_a_child_who_left_the_school_is_not_missed_there(city, home):
    city.clock.set(at(TUESDAY, 6))
    await city.sweep()
    await WatchedPlace.filter(child_id=home.child).update(until=city.clock.now())
    await morning(city, TUESDAY)
    assert [phone.rung for phone in home.hers] == [[], []]
