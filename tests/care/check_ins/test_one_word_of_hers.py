"""One word of hers answers all that was asked before it, and nothing that was asked after it."""

from datetime import timedelta

import pytest

from domains.care.check_ins.models import CheckIn
from domains.care.public import cases, check_ins
from tests.care.cases.night import Night
from tests.care.cases.worry import Worry
from tests.care.check_ins.morning import FINE, HELP, UNCLEAR
from tests.stories.house import everything

STATE = check_ins.CheckInState
ONE = check_ins.KeyPressed("1")


@pytest.fixture
def night(seniors, clock, ids) -> Night:
    return Night(Worry(seniors, clock, ids), seniors, clock, ids)


async def falls(night: Night) -> None:
    await night.worry.about(cases.ConcernKind.FALL)
    await night.fire()
    night.clock.advance(timedelta(seconds=20))


async def test_who_said_in_a_call_that_she_is_fine_is_not_asked_the_days_question_on(
    morning, seniors, clock, ids
):
    """Her home was too quiet at five past ten; she said so on the telephone, and that is enough."""
    await morning.plans()
    await morning.until(10, 5)
    of_the_day = await morning.question()
    night = Night(Worry(seniors, clock, ids), seniors, clock, ids)
    await night.worry.about(cases.ConcernKind.INACTIVITY)
    await night.fire()
    assert (await morning.question()).origin is not of_the_day.origin
    await morning.answers(FINE)
    assert {row.state for row in await CheckIn.all()} == {STATE.ANSWERED}
    await morning.until(13)
    assert await morning.concerns() == [cases.ConcernKind.INACTIVITY]


async def test_an_answer_from_before_a_question_does_not_answer_it(morning, seniors, clock, ids):
    """Her phone was without a network: she said so before her home fell silent."""
    await morning.plans()
    await morning.until(10, 5)
    of_the_day, said_at = await morning.question(), clock.now()
    await morning.until(10, 30)
    night = Night(Worry(seniors, clock, ids), seniors, clock, ids)
    await night.worry.about(cases.ConcernKind.INACTIVITY)
    await night.fire()
    await morning.answers(FINE, to=of_the_day.id, said_at=said_at)
    assert (await morning.question()).state is STATE.OPEN


class TestAPhoneThatHeardNoAnswerSaysItAgain:
    """What she said in the morning, as it comes again after a fall in the afternoon."""

    async def test_a_press_is_no_answer_to_what_was_asked_since(self, morning, night, ids):
        await morning.plans()
        await morning.until(10, 5)
        of_the_day, press = (await morning.question()).id, ids.new()
        await morning.answers(FINE, to=of_the_day, request=press)
        await morning.until(14)
        await falls(night)
        before = await everything()
        assert (await morning.answers(FINE, to=of_the_day, request=press)).repeated
        assert await everything() == before

    @pytest.mark.parametrize("asked", [True, False])
    async def test_nor_is_a_word_of_her_own_accord(self, morning, night, ids, asked):
        await morning.plans()
        await morning.until(10 if asked else 9, 5)
        press = ids.new()
        await morning.volunteers(FINE, request=press)
        await morning.until(14)
        await falls(night)
        before = await everything()
        await morning.volunteers(FINE, request=press)
        assert await everything() == before

    @pytest.mark.parametrize("meaning", [HELP, UNCLEAR])
    async def test_nor_is_it_another_call_for_help(self, morning, ids, meaning):
        await morning.plans()
        await morning.until(10, 5)
        press = ids.new()
        await morning.volunteers(meaning, request=press)
        before = await everything()
        await morning.volunteers(meaning, request=press)
        assert await everything() == before

    async def test_nor_is_a_call_that_is_reported_again(self, morning, night, ids):
        await morning.plans()
        await morning.until(10, 5)
        call = ids.new()
        await morning.calls_in(ONE, call=call)
        await morning.until(14)
        await falls(night)
        before = await everything()
        await morning.calls_in(ONE, call=call, ago=timedelta(hours=4))
        assert await everything() == before


async def test_a_call_of_which_we_hear_late_says_how_she_was_when_she_called(morning, night):
    """We were away for hours; her provider kept what she said."""
    await morning.plans()
    await morning.until(10, 45)
    of_the_day = await morning.question()
    await falls(night)
    await morning.calls_in(ONE, ago=timedelta(minutes=30))
    await of_the_day.refresh_from_db()
    assert of_the_day.state is STATE.ANSWERED
    assert (await morning.question()).state is STATE.OPEN
    assert await morning.open_case() is not None


async def test_so_does_one_that_answers_no_question(morning, night):
    await morning.plans()
    await falls(night)
    await morning.calls_in(ONE, ago=timedelta(minutes=30))
    assert (await morning.question()).state is STATE.OPEN
    assert await morning.open_case() is not None


async def test_a_press_to_yesterdays_question_is_a_word_of_hers_today_once(morning, ids):
    """Her own page says it anew where the question is over: under the same request."""
    await morning.plans()
    await morning.until(10)
    yesterdays, press = (await morning.question()).id, ids.new()
    await morning.until(10, 5, day=4)
    late = await morning.answers(FINE, to=yesterdays, request=press)
    assert late.effect is check_ins.Effect.TOO_LATE
    await morning.volunteers(FINE, request=press)
    assert (await morning.question()).state is STATE.ANSWERED
    before = await everything()
    await morning.volunteers(FINE, request=press)
    assert await everything() == before
