"""She dials us and hangs up, as she planned it: that shows life, and is no word of hers."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domains.care.check_ins.models import CheckIn
from domains.care.public import cases, check_ins
from tests.care.cases.night import Night
from tests.care.cases.worry import Worry
from tests.care.check_ins.morning import TEN, UNCLEAR

STATE, KIND, ORIGIN = check_ins.CheckInState, cases.ConcernKind, check_ins.Origin
ONE = check_ins.KeyPressed("1")


@pytest.fixture
async def agreed(morning):
    """A call from her own telephone answers, though nobody takes it."""
    await morning.plans(replace(TEN, calling_in_answers=True))
    return morning


@pytest.fixture
def night(seniors, clock, ids) -> Night:
    return Night(Worry(seniors, clock, ids), seniors, clock, ids)


async def states(origin: check_ins.Origin) -> list[check_ins.CheckInState]:
    return [row.state for row in await CheckIn.filter(origin=origin)]


async def test_it_answers_the_days_question_and_no_other(agreed, night):
    await agreed.until(10, 5)
    await night.worry.about(KIND.FALL)
    await night.fire()
    await agreed.calls_in(None)
    assert await states(ORIGIN.PLAN) == [STATE.ANSWERED]
    assert await states(ORIGIN.COMPANION) == [STATE.OPEN]


async def test_from_the_floor_it_ends_no_fall(agreed, night, clock):
    """She reached her telephone, and the line broke before anybody asked."""
    await night.worry.about(KIND.FALL)
    await night.fire()
    clock.advance(timedelta(seconds=20))
    await agreed.calls_in(None)
    assert await states(ORIGIN.COMPANION) == [STATE.OPEN]
    await night.passes(timedelta(minutes=2))
    assert cases.Rung.HAND_OVER in [rung for rung, _ in await night.steps()]


async def test_a_word_in_a_call_does_end_it(agreed, night, clock):
    await night.worry.about(KIND.FALL)
    await night.fire()
    clock.advance(timedelta(seconds=20))
    await agreed.calls_in(ONE)
    assert await agreed.open_case() is None


async def test_it_makes_no_mumble_clear(agreed):
    await agreed.until(10, 5)
    await agreed.answers(UNCLEAR)
    await agreed.until(10, 15)
    await agreed.calls_in(None)
    assert await states(ORIGIN.PLAN) == [STATE.RAISED]
    assert await agreed.open_case() is not None


async def test_it_ends_a_silence(agreed, night, clock):
    """Her home was too quiet, or she missed the question: whoever dials is not still."""
    await agreed.until(11, 5)
    await night.worry.about(KIND.INACTIVITY)
    await night.fire()
    clock.advance(timedelta(seconds=20))
    await agreed.calls_in(None)
    assert await states(ORIGIN.PLAN) == [STATE.LATE]
    assert await agreed.open_case() is None
