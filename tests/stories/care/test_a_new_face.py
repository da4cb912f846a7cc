"""Somebody is enrolled in a care worker's dong, or moves there: the worker is asked to meet her."""

from datetime import timedelta

import pytest

from domains.care import public as care
from domains.care.people.enrol import Flat
from domains.identity.roles import UnitKind
from domains.kernel import personal
from domains.kernel.actor import Role
from tests.builders.care import official, unit
from tests.builders.families import REGISTRY

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
    there = await unit(town, UnitKind.DONG, "세마동")
    centre = await unit(town, UnitKind.CENTRE, "세마동 행복복지센터")
    new = await official(town, "한생활", Role.CARE_WORKER, there)
    await care.serve_dong(REGISTRY, dong_id=there, centre_id=centre, clock=town.clock, ids=town.ids)
    theirs, old = [await morning.gives_phone(who, who.hex) for who in (new, seniors.worker)]
    await move(morning, seniors, seniors.dong)
    await morning.settle()
    assert (theirs.history, old.history) == ([], []), "another flat of the same dong"
    await move(morning, seniors, there)
    await morning.settle()
    assert [notice.title for notice in theirs.history] == [ASKED.format("박복례")]
    assert old.history == []


async def move(city, seniors, dong) -> None:
    address = await personal.seal(seniors.senior, "오산시 매화로 3")
    await care.move_flat(
        seniors.as_senior, seniors.senior, Flat(dong, address), clock=city.clock, ids=city.ids
    )
