"""What she said to a companion counts from when she said it, however late we learn of it."""

from datetime import timedelta

import pytest

from domains.care.public import cases, check_ins
from tests.care.cases.night import Night
from tests.care.cases.worry import Worry
from tests.care.check_ins.morning import FINE
from tests.stories.house import everything

KIND, RUNG, STATE = cases.ConcernKind, cases.Rung, check_ins.CheckInState
MINUTE = timedelta(minutes=1)


@pytest.fixture
def night(seniors, clock, ids) -> Night:
    return Night(Worry(seniors, clock, ids), seniors, clock, ids)


@pytest.fixture
async def asked(morning, night):
    """Her home was too quiet: a companion asks, and she presses 1 while we are away."""
    await night.worry.about(KIND.INACTIVITY)
    await night.fire()
    return await morning.question()


async def test_her_provider_tells_it_after_the_time_of_the_question(morning, night, asked):
    """The case waited no longer and asked her daughter; it ends by what her mother had said."""
    said_at = night.clock.now() + 5 * MINUTE
    await night.passes(30 * MINUTE)
    assert [rung for rung, _ in await night.steps()] == [RUNG.COMPANION, RUNG.GUARDIAN]
    heard = await morning.answers(FINE, to=asked.id, said_at=said_at)
    assert heard.effect is not check_ins.Effect.TOO_LATE
    assert (await night.worry.case()).ended_how is cases.CaseEnd.LIFE


async def test_it_says_nothing_of_what_was_noticed_since(morning, night, asked):
    said_at = night.clock.now() + 5 * MINUTE
    night.clock.advance(20 * MINUTE)
    await night.worry.about(KIND.FALL)
    night.clock.advance(10 * MINUTE)
    await morning.answers(FINE, to=asked.id, said_at=said_at)
    case = await night.worry.case()
    assert (case.state, case.kind) == (cases.CaseState.OPEN, KIND.FALL)


@pytest.mark.parametrize("claimed", [-30, 600])
async def test_no_clock_of_a_phone_makes_it_older_than_the_question_or_of_the_future(
    morning, night, asked, claimed
):
    night.clock.advance(30 * MINUTE)
    now = night.clock.now()
    await morning.answers(FINE, to=asked.id, said_at=asked.asked_at + claimed * MINUTE)
    assert asked.asked_at <= (await night.worry.case()).answered_at <= now


class TestAFallThatHerDaughterTakes:
    """She taps "I have it" while it still rings at her mother's, who answers."""

    async def test_is_no_longer_one_that_nobody_answered(self, morning, night, seniors):
        await night.worry.about(KIND.FALL)
        await night.fire()
        night.clock.advance(timedelta(seconds=40))
        await night.acknowledge(seniors.as_guardian)
        question = await morning.question()
        assert question.state is STATE.CALLED_OFF
        night.clock.advance(timedelta(seconds=5))
        await morning.answers(FINE, to=question.id, said_at=night.clock.now())
        case = await night.worry.case()
        assert (case.state, case.answered_at) == (cases.CaseState.TAKEN, night.clock.now())
        await night.passes(11 * MINUTE)
        assert [rung for rung, _ in await night.steps()] == [RUNG.COMPANION, RUNG.CONFIRM]

    async def test_and_her_press_told_again_answers_no_second_fall(
        self, morning, night, seniors, ids
    ):
        await night.worry.about(KIND.FALL)
        await night.fire()
        await night.acknowledge(seniors.as_guardian)
        question, press = await morning.question(), ids.new()
        await morning.answers(FINE, to=question.id, request=press)
        night.clock.advance(20 * MINUTE)
        await night.worry.about(KIND.FALL)
        await night.fire()
        before = await everything()
        assert (await morning.answers(FINE, to=question.id, request=press)).repeated
        await morning.volunteers(FINE, request=press)
        assert await everything() == before
