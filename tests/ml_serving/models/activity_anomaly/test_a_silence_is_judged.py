"""Stories of one person whose rhythm is known."""

from typing import Any

import pytest

from tests.ml_serving.models.activity_anomaly.conftest import at, event, regular_days

PERIOD_H = 0.7
Known = dict[str, Any]


def test_a_night_is_quiet_and_nobody_is_woken(asked: Any, known: Known) -> None:
    answer = asked(state=known, events=[], now=at(21, 6.5))
    assert answer["silence_s"] > 7 * 3600
    assert not answer["alarm"]
    assert not answer["learning"]


def test_a_morning_without_a_sign_raises_an_alarm(asked: Any, known: Known) -> None:
    answer = asked(state=known, events=[], now=at(21, 13))
    assert answer["alarm"]
    assert "silence_unusual_for_this_hour" in [reason["code"] for reason in answer["reasons"]]


def test_the_alarm_comes_when_it_was_foretold(asked: Any, known: Known) -> None:
    """Care sets a timer by it instead of asking every minute."""
    before = asked(state=known, events=[], now=at(21, 8))
    assert not before["alarm"]
    rings = 8 + before["alarm_in_s"] / 3600
    assert not asked(state=known, events=[], now=at(21, rings - 0.1))["alarm"]
    assert asked(state=known, events=[], now=at(21, rings + 0.1))["alarm"]


def test_a_silence_begun_in_the_day_is_noticed_sooner_than_one_by_the_clock(
    asked: Any, known: Known
) -> None:
    morning = regular_days(21, 22)[:10]
    last = asked(state=known, events=morning, now=at(21, 10.9))
    assert not last["alarm"]
    assert last["alarm_in_s"] < 7 * 3600


def test_who_went_out_is_given_more_time(asked: Any, known: Known) -> None:
    morning = regular_days(21, 22)[:17]
    inside = asked(state=known, events=morning, now=at(21, 14.5))
    gone = [*morning, event(21, 14.02, "door", "front")]
    outside = asked(state=known, events=gone, now=at(21, 14.5))
    assert "last_sign_was_a_door" in [reason["code"] for reason in outside["reasons"]]
    assert outside["alarm_in_s"] > inside["alarm_in_s"]


def test_a_new_home_is_learnt_first(asked: Any) -> None:
    answer = asked(state=None, events=regular_days(0, 4), now=at(6, 0))
    assert answer["learning"]
    assert not answer["alarm"]
    assert answer["alarm_in_s"] is None
    assert answer["reasons"][0]["code"] == "learning"


def test_a_home_without_signs_is_never_learnt(asked: Any) -> None:
    answer = asked(state=None, events=[event(0, 1)], now=at(10))
    assert answer["learning"]
    assert not answer["alarm"]


def test_an_outage_is_not_inactivity(asked: Any, known: Known) -> None:
    outage = [{"from": at(21, 6), "to": at(21, 15)}]
    answer = asked(state=known, events=[], now=at(21, 15), outages=outage)
    deaf = asked(state=known, events=[], now=at(21, 6))
    assert not answer["alarm"]
    assert answer["silence_s"] == pytest.approx(deaf["silence_s"])
    assert answer["score"] == pytest.approx(deaf["score"])
    assert {"code": "clock_stopped_by_outage", "seconds": 9 * 3600.0} in answer["reasons"]


def test_days_in_hospital_are_a_pause(asked: Any, known: Known) -> None:
    pause = [{"from": at(20, 23.4), "to": at(25, 12)}]
    answer = asked(state=known, events=[], now=at(25, 13), outages=pause)
    assert not answer["alarm"]


def test_a_larger_budget_rings_sooner(asked: Any, known: Known) -> None:
    thresholds = [
        asked(state=known, events=[], now=at(21, 8), budget_per_month=budget)["threshold"]
        for budget in (1 / 6, 1.0, 4.0)
    ]
    assert thresholds == sorted(thresholds, reverse=True)


def test_a_fridge_keeps_nobody_alive(asked: Any) -> None:
    fridge = [event(9, n * PERIOD_H, "power", "fridge") for n in range(int(13 * 24 / PERIOD_H))]
    living = [each for each in fridge if each["at"] < at(20, 23.5)]
    state = asked(state=None, events=regular_days(9, 21) + living, now=at(20, 23.5))["state"]
    running = [each for each in fridge if at(20, 23.5) <= each["at"] < at(21, 13)]
    answer = asked(state=state, events=running, now=at(21, 13))
    assert answer["alarm"]
    assert {"code": "appliances_not_counted", "sensors": 1} in answer["reasons"]


def test_a_kettle_is_a_sign_of_life(asked: Any, known: Known) -> None:
    answer = asked(state=known, events=[event(21, 12.9, "power", "kettle")], now=at(21, 13))
    assert not answer["alarm"]
    assert answer["silence_s"] == pytest.approx(360.0)


def test_two_days_of_emergency_do_not_deafen_the_model(asked: Any, known: Known) -> None:
    before = asked(state=known, events=[], now=at(21, 8))["threshold"]
    long = asked(state=known, events=[], now=at(22, 20))["state"]
    after = asked(state=long, events=regular_days(23, 26), now=at(25, 23.5))["threshold"]
    assert after < 1.3 * before


def test_the_state_stays_small(asked: Any, known: Known) -> None:
    import json

    later = asked(state=known, events=regular_days(21, 25), now=at(24, 23.5))["state"]
    assert len(json.dumps(later)) < 4096
