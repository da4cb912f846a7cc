"""The rules, one by one: each rings once when it comes true, and by day unless it cannot wait."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domains.care.cases.vocabulary import ConcernKind, Level
from domains.care.judgement.alarm import Rule, concern_of
from domains.care.judgement.circumstances import Circumstances
from domains.care.judgement.heard import Climate, Emergency
from domains.care.judgement.household import Household
from domains.care.judgement.limits import USUAL
from domains.care.judgement.noise import Noise, is_hers
from domains.care.ports import Deaf, DeafCause, Sign, SignKind
from domains.kernel.provenance import Fallback, Silence
from infra.model_client.nobody import Nobody
from tests.care.judgement.lived import (
    Life,
    Outage,
    alarms,
    at,
    door,
    live,
    motion,
    stirring,
    switch,
)
from tests.care.judgement.metronome import Metronome

EASY = Metronome(suspicious_h=300, grave_h=300)
"""A model that is never worried."""


def by(rule, found):
    return [alarm for alarm in found if alarm.by is rule]


@pytest.mark.parametrize(
    "kind", [ConcernKind.SMOKE, ConcernKind.GAS, ConcernKind.FALL, ConcernKind.SOS]
)
async def test_an_emergency_rings_at_once_even_in_a_pause(kind):
    life = Life(
        emergencies=[Emergency(at(0, 3), kind, "s", at(0, 3))],
        told=[Deaf(at(0), at(2), DeafCause.PAUSED)],
    )
    (alarm,) = alarms(await live(life, model=EASY, until=at(1)))
    assert (alarm.kind, alarm.level, alarm.by) == (kind, Level.EMERGENCY, Rule.EMERGENCY)


async def test_heat_that_lasts_is_a_question_and_extreme_heat_goes_to_the_care_worker():
    readings = [Climate(at(0, 10 + n / 4), 30.0 + n, "living_room") for n in range(12)]
    found = alarms(await live(Life(climate=readings), model=EASY, until=at(0, 14)))
    assert [alarm.level for alarm in found] == [Level.FAMILY, Level.CARE_WORKER]
    assert found[0].reasons[0].code == "too_hot"


async def test_an_oven_that_is_opened_is_no_heat_wave():
    warm = [Climate(at(0, 10 + n / 6), 36.0 if n == 3 else 24.0, "kitchen") for n in range(12)]
    assert alarms(await live(Life(climate=warm), model=EASY, until=at(0, 14))) == []


async def test_cold_rings_by_its_own_limit():
    readings = [Climate(at(0, 10 + n / 4), 9.0, "bedroom") for n in range(8)]
    (alarm,) = alarms(await live(Life(climate=readings), model=EASY, until=at(0, 14)))
    assert alarm.reasons[0].code == "too_cold"


async def test_a_door_that_stays_shut_for_days_rings_once_and_by_day():
    life = Life([door(at(0, 15)), *stirring(at(0), at(6), every=timedelta(minutes=45))])
    (alarm,) = by(Rule.DOOR, alarms(await live(life, model=EASY, until=at(6))))
    assert alarm.kind is ConcernKind.DOOR_NOT_OPENED
    assert at(3, 15) <= alarm.observed_at < at(3, 17)


async def test_a_door_whose_sensor_died_may_have_been_opened():
    """Its battery ended on the second day; the hall's goes on, and nobody is asked for weeks."""
    life = Life([door(at(0, 15)), *stirring(at(0), at(12), every=timedelta(minutes=45))])
    life.dies = {"front": at(1, 3)}
    life.answers = lambda alarm, now: now + timedelta(minutes=5)
    assert by(Rule.DOOR, alarms(await live(life, model=EASY, until=at(12)))) == []


async def test_a_new_battery_and_the_door_is_missed_again():
    """From when it is heard again, for nobody knows whether it was opened before."""
    life = Life([door(at(0, 15)), *stirring(at(0), at(14), every=timedelta(minutes=45))])
    life.dies, life.revives = {"front": at(1, 3)}, {"front": at(8, 10)}
    (alarm,) = by(Rule.DOOR, alarms(await live(life, model=EASY, until=at(14))))
    assert at(11, 8) <= alarm.observed_at < at(11, 12)


async def test_what_saves_its_battery_may_say_nothing_for_half_a_day():
    """Its last beat was at noon; at three the door is missed."""
    life = Life([door(at(0, 15)), *stirring(at(0), at(4), every=timedelta(minutes=45))])
    life.dies, life.saves_battery = {"front": at(3, 12)}, frozenset({"front"})
    (alarm,) = by(Rule.DOOR, alarms(await live(life, model=EASY, until=at(4))))
    assert at(3, 15) <= alarm.observed_at < at(3, 17)


async def test_an_outage_of_the_home_is_no_death_of_a_sensor():
    """The hall is heard again at once, the door an hour later; none of it was her silence."""
    life = Life([door(at(0, 15)), *stirring(at(0), at(7), every=timedelta(minutes=45))])
    life.outages = [Outage(at(1), timedelta(days=2), backlog=False)]
    whole = by(Rule.DOOR, alarms(await live(life, model=EASY, until=at(7))))
    life.dies, life.revives = {"front": at(1)}, {"front": at(3, 1)}
    assert by(Rule.DOOR, alarms(await live(life, model=EASY, until=at(7)))) == whole
    assert len(whole) == 1


async def test_a_battery_changed_at_night_is_no_alarm_in_the_morning():
    life = Life([door(at(0, 15)), *stirring(at(0), at(9), every=timedelta(minutes=45))])
    life.dies, life.revives = {"front": at(1, 3)}, {"front": at(8, 5)}
    assert by(Rule.DOOR, alarms(await live(life, model=EASY, until=at(9)))) == []


async def test_another_doors_battery_counts_as_well():
    """She may have gone out by either."""
    out = [door(at(0, 15)), Sign(at(0, 9), SignKind.DOOR, "back")]
    life = Life([*out, *stirring(at(0), at(9), every=timedelta(minutes=45))])
    life.dies, life.revives = {"back": at(1, 3)}, {"back": at(4, 10)}
    (alarm,) = by(Rule.DOOR, alarms(await live(life, model=EASY, until=at(9))))
    assert at(7, 8) <= alarm.observed_at < at(7, 12)


EVERY_MORNING = [switch(at(day, 8.2)) for day in range(16)]
TEA_HOME = [*EVERY_MORNING, *stirring(at(0), at(20), every=timedelta(minutes=45))]


@pytest.mark.parametrize("pulled_at", [at(15, 9), at(15, 12), at(15, 22), at(16, 7)])
async def test_where_a_kettle_lost_its_power_no_hand_is_missed(pulled_at):
    life = Life(TEA_HOME)
    assert by(Rule.UTILITY, alarms(await live(life, model=EASY, until=at(20))))
    life.dies = {"kettle": pulled_at}
    assert by(Rule.UTILITY, alarms(await live(life, model=EASY, until=at(20)))) == []


@pytest.mark.parametrize("back_at", [at(16, 10), at(17, 10), at(18, 3)])
async def test_a_kettle_that_has_power_again_is_not_missed_at_once(back_at):
    life = Life(TEA_HOME)
    life.dies, life.revives = {"kettle": at(15, 12)}, {"kettle": back_at}
    found = by(Rule.UTILITY, alarms(await live(life, model=EASY, until=at(20))))
    assert all(alarm.observed_at >= back_at + timedelta(hours=22) for alarm in found)


async def test_a_home_whose_door_nobody_hears_has_no_such_rule():
    life = Life(stirring(at(0), at(6), every=timedelta(minutes=45)))
    assert alarms(await live(life, model=EASY, until=at(6))) == []


def kettle_days(days):
    return [switch(at(day, hour)) for day in range(days) for hour in (8, 12, 19)]


async def test_a_day_without_a_switch_is_strange_where_a_hand_moves_one_daily():
    life = Life([*kettle_days(15), *stirring(at(0), at(17), every=timedelta(minutes=45))])
    (alarm,) = by(Rule.UTILITY, alarms(await live(life, model=EASY, until=at(17))))
    assert alarm.kind is ConcernKind.NO_WATER_OR_POWER
    assert at(15, 19) <= alarm.observed_at < at(15, 21)


async def test_in_a_home_that_is_new_nothing_is_usual_yet():
    life = Life([*kettle_days(4), *stirring(at(0), at(8), every=timedelta(minutes=45))])
    assert by(Rule.UTILITY, alarms(await live(life, model=EASY, until=at(8)))) == []


def nights(count):
    """Up to the bathroom once a night, and about by day."""
    return [
        motion(at(day, hour), "bath") for day in range(count) for hour in (3, 9, 12, 15, 18, 21)
    ]


async def test_who_gets_up_each_night_and_did_not_is_asked_about_in_the_morning():
    found = alarms(await live(Life(nights(16)), model=EASY, until=at(16, 12)))
    (alarm,) = by(Rule.NIGHT, found)
    assert at(16, 7) <= alarm.observed_at < at(16, 9), "not at three o'clock"
    silent = alarm.observed_at - max(sign.at for sign in nights(16))
    assert alarm.silent_s == silent.total_seconds()


async def test_her_word_ends_it_and_starts_the_long_clocks_anew():
    life = Life([door(at(0, 15)), *stirring(at(0), at(9), every=timedelta(minutes=45))])
    life.answers = lambda alarm, now: now + timedelta(minutes=20)
    found = by(Rule.DOOR, alarms(await live(life, model=EASY, until=at(9))))
    assert [round((alarm.observed_at - at(0)).total_seconds() / 86400) for alarm in found] == [4, 7]
    assert [alarm.silent_s for alarm in found] == [None, None], "she was heard all the while"


async def test_without_a_model_eight_hours_by_day_are_too_long_and_it_says_whose_word_it_is():
    life = Life(stirring(at(0), at(0, 10), every=timedelta(minutes=30)))
    first, *_ = alarms(await live(life, model=Nobody(), until=at(0, 20)))
    assert first.by == Fallback("fixed-timer", Silence.SWITCHED_OFF)
    assert at(0, 17.4) < first.observed_at <= at(0, 18.5)


async def test_nobody_is_rung_from_sleep_by_the_clock_alone():
    life = Life(stirring(at(0), at(0, 21), every=timedelta(minutes=30)))
    found = alarms(await live(life, model=Nobody(), until=at(1, 6)))
    assert found == [], "eight hours are over at five"


POWER_HOME = Household(has_pet=True, appliances=frozenset({"fridge"}))


@pytest.mark.parametrize(
    ("sign", "hers"),
    [
        (motion(at(0)), False),
        (door(at(0)), True),
        (switch(at(0), "kettle"), True),
        (switch(at(0), "fridge"), False),
    ],
)
def test_known_noise_is_nobodys(sign, hers):
    assert is_hers(sign, noise=Noise({}), household=POWER_HOME, has_switches=True) is hers


def test_where_there_is_nothing_but_motion_a_cats_must_pass_for_hers():
    assert is_hers(motion(at(0)), noise=Noise({}), household=POWER_HOME, has_switches=False)


async def test_a_thing_that_switches_itself_day_and_night_is_learnt_untold():
    fridge = [switch(at(0) + timedelta(minutes=25 * n), "fridge") for n in range(58 * 4)]
    life = Life([*fridge, *stirring(at(0), at(2), every=timedelta(minutes=30))])
    found = alarms(await live(life, model=Nobody(), until=at(3, 20)))
    assert found, "the fridge goes on, and is no sign of her"


async def test_reasons_signals_and_the_rules_name_go_with_the_concern(ids):
    life = Life(climate=[Climate(at(0, 10 + n / 4), 9.0, "bedroom") for n in range(8)])
    (alarm,) = alarms(await live(life, model=EASY, until=at(0, 14)))
    concern = concern_of(alarm, ids.new())
    assert [signal.kind for signal in concern.signals] == ["rule", "too_cold", "climate"]
    assert concern.signals[0].facts == {"rule": "temperature"}


async def test_a_mode_lowers_the_limit():
    warm = [Climate(at(0, 10 + n / 4), 31.5, "living_room") for n in range(8)]
    hot = Circumstances(limits=replace(USUAL, hot_c=31.0))
    usual = await live(Life(climate=warm), model=EASY, until=at(0, 14))
    found = await live(Life(climate=warm), model=EASY, until=at(0, 14), circumstances=hot)
    assert (len(alarms(usual)), len(alarms(found))) == (0, 1)
