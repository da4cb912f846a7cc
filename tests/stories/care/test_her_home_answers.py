"""A step in the hall is an answer: a question ends, and nobody sets out."""

from datetime import timedelta

import pytest

from domains.care.check_ins.vocabulary import Way
from domains.care.public import judgement
from domains.kernel import sql
from tests.builders.care import settle_seniors
from tests.builders.street import Street
from tests.care.judgement.metronome import Metronome
from tests.stories.care.test_a_cat_guests_and_a_heat_wave import SOON, asked_soon


@pytest.fixture
async def seniors(town):
    return await settle_seniors(town)


@pytest.fixture
async def street(seniors, clock, ids):
    street = await Street.build(clock, ids, model=Metronome(suspicious_h=2.0, grave_h=30.0))
    await street.flat(seniors.senior)
    await street.live(hours=2, about=street.flats)
    return street


async def until_she_is_asked(street) -> None:
    while not await sql.fetch("SELECT FROM care.cases"):
        await street.live(hours=0.5)


async def test_she_was_only_reading_and_gets_up(street, seniors, clock):
    await until_she_is_asked(street)
    street.says(street.flats[0].motion, "motion", clock.now() + timedelta(minutes=1))
    await street.live(hours=0.1, step=SOON)
    (case,) = await sql.fetch("SELECT state, ended_how, level FROM care.cases")
    assert (case["state"], case["ended_how"], case["level"]) == ("ended", "life", 1)


async def test_a_question_that_is_open_is_looked_after_within_minutes(street, seniors, clock, ids):
    await asked_soon(street, seniors, clock, ids)
    street.says(street.flats[0].kettle, "power", clock.now() + SOON, on=True)
    await street.live(hours=0.2, step=SOON)
    (asked,) = await sql.fetch("SELECT state, way FROM care.check_ins")
    assert (asked["state"], asked["way"]) == ("answered", Way.HOME.value)
    assert await sql.fetch("SELECT FROM care.cases") == []


async def test_a_guests_step_answers_no_question_of_hers(street, seniors, clock, ids):
    told = await judgement.tell_visit(
        seniors.as_guardian,
        senior_id=seniors.senior,
        since=clock.now(),
        until=clock.now() + timedelta(days=1),
        clock=clock,
        ids=ids,
    )
    assert isinstance(told, judgement.VisitTold)
    await asked_soon(street, seniors, clock, ids)
    await street.live(hours=0.4, about=street.flats, stirs=SOON, step=SOON)
    (asked,) = await sql.fetch("SELECT state FROM care.check_ins")
    assert asked["state"] == "open"
