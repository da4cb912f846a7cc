"""Somebody is enrolled in a care worker's dong, or moves there: the worker is asked to meet her."""

from datetime import timedelta

import pytest

from domains.kernel.actor import Role
from tests.builders.care import far_dong, move_to, official

ASKED = "새로 맡을 어르신: {} 님"


@pytest.fixture
async def morning(city, seniors):
    """The news of everybody who lives there already is over."""
    await city.settle()
    city.clock.set(city.clock.now().replace(hour=1) + timedelta(days=10))
    return city


async def test_her_care_workers_hear_of_it_in_the_morning(morning, seniors):
    hers, desks = [
        await morning.gives_phone(who, who.hex) for who in (seniors.worker, seniors.desk)
    ]
    morning.clock.advance(timedelta(hours=14))
    await seniors.senior_of("김순덕")
    await morning.settle()
    assert hers.history == [], "it is no alarm: nobody is told of it at midnight"
    await morning.sleep_until(morning.clock.now() + timedelta(hours=9))
    assert [notice.title for notice in hers.history] == [ASKED.format("김순덕")]
    assert desks.history == []


async def test_who_moves_is_met_by_those_of_the_new_dong(morning, seniors):
    town = morning.town
    there = (await far_dong(town)).dong
    new = await official(town, "한생활", Role.CARE_WORKER, there)
    theirs, old = [await morning.gives_phone(who, who.hex) for who in (new, seniors.worker)]
    await move_to(seniors, seniors.dong)
    await morning.settle()
    assert (theirs.history, old.history) == ([], []), "another flat of the same dong"
    await move_to(seniors, there)
    await morning.settle()
    assert [notice.title for notice in theirs.history] == [ASKED.format("박복례")]
    assert old.history == []
