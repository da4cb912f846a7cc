"""Whose silence is a sensor's own; and a memory of the release before."""

from dataclasses import replace
from datetime import timedelta

import orjson
import pytest

from domains.care.judgement.hear_sensors import LIVES_FOR, LastWord, hear_sensors, sensors_of
from domains.care.judgement.heard import ALL_HEARD, Sensors
from domains.care.judgement.keep_memory import memory_of, text_of
from domains.care.judgement.limits import USUAL_BOUNDS, Limit, bound_of
from domains.care.judgement.memory import newly_heard
from domains.care.ports import Deaf
from tests.care.judgement.lived import at

NOON = at(3, 12)


def heard(hours_ago, *, on_mains, deaf=()):
    at = None if hours_ago is None else NOON - timedelta(hours=hours_ago)
    return sensors_of([LastWord("kettle", at, on_mains)], deaf=deaf, now=NOON)


def test_a_plug_is_silent_after_minutes_and_what_saves_its_battery_after_half_a_day():
    silent = Sensors({"kettle": NOON - timedelta(hours=1)})
    assert heard(1, on_mains=True) == silent
    assert heard(1, on_mains=False) == heard(11, on_mains=False) == ALL_HEARD
    assert heard(0.2, on_mains=True) == ALL_HEARD


def test_after_half_a_day_either_is_dead_and_what_was_taken_away_is_at_once():
    dead = Sensors(dead=frozenset({"kettle"}))
    assert [heard(13, on_mains=True), heard(13, on_mains=False)] == [dead, dead]
    assert heard(None, on_mains=True) == dead


def test_while_nothing_of_the_home_was_heard_no_sensor_was_silent():
    outage = Deaf(NOON - timedelta(hours=40), NOON - timedelta(hours=2))
    assert heard(44, on_mains=False, deaf=[outage]) == ALL_HEARD
    assert heard(60, on_mains=False, deaf=[outage]).dead == {"kettle"}


async def test_nothing_is_read_where_all_have_told_of_something_lately(ids):
    """There is no database here."""
    lately = {"front": NOON - timedelta(hours=11)}
    for home in (newly_heard(at(0)), replace(newly_heard(at(0)), doors=lately)):
        assert await hear_sensors(home, home_id=ids.new(), deaf=[], now=NOON) == ALL_HEARD


@pytest.mark.parametrize(
    ("limit", "unit"),
    [(Limit.UTILITY_H, timedelta(hours=1)), (Limit.DOOR_DAYS, timedelta(days=1))],
)
def test_no_centre_can_miss_what_a_dead_sensor_does_not_tell(limit, unit):
    """However low it goes, the sensor is known to be dead two hours before the rule rings."""
    least = bound_of(limit, 0.1, 0.1, 0.1).at(-100) * unit
    assert least >= LIVES_FOR + timedelta(hours=2)
    assert USUAL_BOUNDS[limit].least * unit >= least


def test_a_memory_of_the_release_before_is_read():
    home = replace(newly_heard(at(0)), door_at=at(1), doors={"front": at(1)})
    before = orjson.loads(text_of(home))
    del before["door_unheard_at"], before["switch_unheard_at"]
    assert memory_of(orjson.dumps(before).decode()) == home
