"""Of smoke, gas and SOS 119 hears from the moment at which they are noticed: no tap, no late form
and no other alarm holds that back until a step of the ladder."""

from datetime import timedelta

import pytest

from domains.care.cases.models import EmergencyCall
from domains.care.public import cases
from domains.kernel import timers
from tests.care.cases.rescue import heard

KIND, RUNG = cases.ConcernKind, cases.Rung
NOW, MINUTE = timedelta(0), timedelta(minutes=1)


async def told(rescue) -> list[str]:
    return sorted(each["event"]["event_type"] for each in await heard(rescue))


@pytest.mark.parametrize("kind", [KIND.SMOKE, KIND.GAS, KIND.SOS])
async def test_who_takes_a_silence_as_it_becomes_a_danger_holds_119_back_by_nothing(
    night, call, seniors, kind
):
    """Her daughter's tap waited for the lock that the alarm held."""
    await night.worry.about(KIND.INACTIVITY)
    await night.passes(5 * MINUTE)
    await night.worry.about(kind, ago=NOW)
    taken = await night.acknowledge(seniors.as_guardian)
    assert taken.by_you
    assert await call() == 1


async def test_the_step_that_follows_asks_people_and_calls_nobody_twice(
    night, rescue, call, seniors
):
    await night.worry.about(KIND.SMOKE, ago=NOW)
    await call()
    await night.passes(NOW)
    assert [rung for rung, _ in await night.steps()] == [RUNG.HAND_OVER]
    assert await call() == 0
    assert await told(rescue) == ["FIRE"]


async def test_119_hears_of_it_though_the_step_never_comes(night, rescue, call, seniors):
    """Who has taken it says that they need longer, again and again."""
    await night.worry.about(KIND.SMOKE, ago=NOW)
    await night.acknowledge(seniors.as_worker)
    await night.hold(seniors.as_worker, timedelta(hours=1))
    await call()
    assert await told(rescue) == ["FIRE"]


async def test_smoke_of_a_backlog_does_not_wait_behind_a_fall_of_now(night, rescue, call, lives):
    """The fall asks her first; her "1" is about the fall."""
    await night.worry.about(KIND.SMOKE, ago=timedelta(hours=2), late=True)
    await night.worry.about(KIND.FALL, ago=NOW)
    assert await call() == 1
    await night.passes(MINUTE)
    await lives()
    await night.passes(MINUTE)
    assert await told(rescue) == ["FIRE"]
    assert (await night.steps())[-1][0] is RUNG.CONFIRM


async def test_what_is_no_news_is_no_call(night, call):
    for _ in range(3):
        await night.worry.about(KIND.SMOKE, ago=NOW)
    assert await EmergencyCall.all().count() == 1


async def test_a_form_of_before_her_fall_does_not_take_the_case_of_it(
    night, rescue, call, seniors, clock
):
    """She fell at ten; at half past a minute a form of twenty to ten comes out of a lift."""
    await night.worry.about(KIND.INACTIVITY)
    await night.passes(5 * MINUTE)
    await night.worry.about(KIND.FALL, ago=NOW)
    await night.passes(timedelta(seconds=30))
    done = await night.act(seniors.as_worker, cases.ActKind.NO_ANSWER, ago=20 * MINUTE)
    assert isinstance(done, cases.ActRecorded)
    case = await night.worry.case()
    assert (case.state, case.taken_by) == (cases.CaseState.OPEN, None)
    await night.passes(MINUTE)
    assert (await night.steps())[-1][0] is RUNG.HAND_OVER
    assert await call() == 1


async def test_who_does_something_after_her_fall_has_the_case(night, seniors):
    await night.worry.about(KIND.FALL, ago=MINUTE)
    await night.act(seniors.as_worker, cases.ActKind.ON_THE_WAY)
    case = await night.worry.case()
    assert (case.state, case.taken_by) == (cases.CaseState.TAKEN, seniors.worker)


async def test_nor_does_such_a_form_of_who_had_it_and_fell_silent_hold_back_the_next(
    night, seniors
):
    await night.worry.about(KIND.INACTIVITY)
    await night.acknowledge(seniors.as_worker)
    await night.passes(timedelta(minutes=31))
    rings = await timers.next_ring([cases.TOPIC])
    await night.act(seniors.as_worker, cases.ActKind.NO_ANSWER, ago=40 * MINUTE)
    assert await timers.next_ring([cases.TOPIC]) == rings
