"""A home with a cat and no switch that a hand has moved: steps begin the hours of silence anew, and
are never hers for certain."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import chain, pairwise

import pytest

from domains.care.cases.vocabulary import Level
from domains.care.judgement.alarm import Rule
from domains.care.judgement.circumstances import Circumstances
from domains.care.judgement.household import Household
from domains.care.judgement.judge_silence import LOOK_WHILE_ASKED
from infra.model_client.nobody import Nobody
from tests.care.judgement.lived import (
    MONDAY,
    Life,
    Outage,
    alarms,
    at,
    door,
    live,
    motion,
    stirring,
)
from tests.care.judgement.metronome import Metronome

CAT = Circumstances(household=Household(has_pet=True))
HALF_AN_HOUR = timedelta(minutes=30)
STILL = [(at(1, 6), at(2, 12)), (at(6, 6), at(7, 18)), (at(11, 2), at(13, 4))]
"""Silences of thirty hours and more, long apart."""


def prowled(until) -> list:
    steps = stirring(MONDAY, until, every=HALF_AN_HOUR)
    return [step for step in steps if not any(a < step.at < b for a, b in STILL)]


async def test_each_silence_is_asked_about_though_nothing_sure_came_in_between():
    looks = await live(Life(signs=prowled(at(14))), model=Nobody(), until=at(14), circumstances=CAT)
    raised = alarms(looks)
    for since, until in STILL:
        levels = [each.level for each in raised if since < each.observed_at <= until]
        assert Level.FAMILY in levels
        assert Level.CARE_WORKER in levels
    assert all(look.judged.stirred_at is None for look in looks)


async def test_nobody_looks_every_two_minutes_for_an_answer_that_a_cat_may_have_given():
    looks = await live(Life(signs=prowled(at(5))), model=Nobody(), until=at(5), circumstances=CAT)
    later = [look.now for look in looks if at(2, 13) < look.now < at(4)]
    assert min(b - a for a, b in pairwise(later)) > LOOK_WHILE_ASKED


async def test_a_door_answers_after_the_cat_has_walked_about():
    signs = sorted([*prowled(at(3)), door(at(2, 14))], key=lambda each: each.at)
    looks = await live(Life(signs=signs), model=Nobody(), until=at(3), circumstances=CAT)
    stirred = [look.judged.stirred_at for look in looks if look.judged.stirred_at]
    assert stirred == [at(2, 14)]


@dataclass
class BackAt(Metronome):
    """A model that is away until a moment, and then tells her steps from a cat's."""

    since: datetime = MONDAY

    async def judge(self, *said, now, **more):
        asked = super() if now >= self.since else Nobody()
        return await asked.judge(*said, now=now, **more)


async def test_after_the_cat_her_own_steps_answer_once_a_model_tells_them_apart():
    about = stirring(at(0), at(1, 6), every=HALF_AN_HOUR)
    silent = await live(Life(signs=about), model=Nobody(), until=at(2), circumstances=CAT)
    asked_at = alarms(silent)[0].observed_at
    cat, she = asked_at + timedelta(minutes=5), asked_at + timedelta(minutes=12)
    life = Life(signs=[*about, motion(cat), motion(she)])
    model = BackAt(since=asked_at + timedelta(minutes=10))
    looks = await live(life, model=model, until=asked_at + HALF_AN_HOUR, circumstances=CAT)
    assert [look.judged.stirred_at for look in looks if look.judged.stirred_at] == [she]


def strange_nights(strange, *more) -> list:
    """The cat is about by day, and at three but in these nights."""
    nights = [motion(at(day, 3)) for day in range(23) if day not in strange]
    days = [stirring(at(day, 8), at(day, 21), every=HALF_AN_HOUR) for day in range(23)]
    return sorted([*nights, *chain(*days), *more], key=lambda each: each.at)


@pytest.mark.parametrize("goes_out", [[], [door(at(16, 13))]], ids=["stays in", "goes out"])
async def test_a_strange_night_rings_each_time_and_only_a_door_ends_its_case(goes_out):
    strange = (16, 21)
    life = Life(signs=strange_nights(strange, *goes_out))
    looks = await live(life, model=Nobody(), until=at(22, 23), circumstances=CAT)
    rings = pairwise([Rule.NIGHT in look.judged.home.raised for look in looks])
    rang = [look.now for look, (was, now) in zip(looks[1:], rings, strict=True) if now > was]
    assert [(moment - MONDAY).days for moment in rang] == [*strange]
    stirred = [look.judged.stirred_at for look in looks if look.judged.stirred_at]
    assert stirred == [sign.at for sign in goes_out], "the steps at eight said nothing of her"


async def test_a_door_that_is_heard_after_an_outage_ends_it_all_the_same():
    """No question stands: the night alone rang."""
    opened = door(at(16, 9.75))
    outage = Outage(at(16, 9), timedelta(hours=1.5))
    life = Life(signs=strange_nights((16,), opened), outages=[outage])
    patient = replace(CAT, limits=replace(CAT.limits, silence_h=14))
    looks = await live(life, model=Nobody(), until=at(17), circumstances=patient)
    assert any(Rule.NIGHT in look.judged.home.raised for look in looks)
    assert [look.judged.stirred_at for look in looks if look.judged.stirred_at] == [opened.at]
