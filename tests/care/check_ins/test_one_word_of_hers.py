"""One word of hers answers all that was asked before it, and nothing that was asked after it."""

from domains.care.check_ins.models import CheckIn
from domains.care.public import cases, check_ins
from tests.care.cases.night import Night
from tests.care.cases.worry import Worry
from tests.care.check_ins.morning import FINE

STATE = check_ins.CheckInState


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
