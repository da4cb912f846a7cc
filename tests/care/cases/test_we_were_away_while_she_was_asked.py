"""Her own time in a case ran out while our database was away: nobody is woken by a restart."""

from datetime import timedelta

import pytest
from tortoise.transactions import in_transaction

from domains.care import public as care
from domains.care.check_ins.models import CheckIn
from domains.care.public import cases, check_ins

KIND, RUNG, STATE = cases.ConcernKind, cases.Rung, check_ins.CheckInState
ASKED_FIRST = [KIND.MISSED_CHECK_IN, KIND.INACTIVITY, KIND.DOOR_NOT_OPENED, KIND.TEMPERATURE]
MINUTE = timedelta(minutes=1)
HER_TURN = 24 * MINUTE


@pytest.fixture
def back(night):
    async def back(kind=KIND.INACTIVITY, *, late: timedelta = 6 * MINUTE) -> None:
        """She is asked; then nothing of ours runs until so long after her time."""
        await night.worry.about(kind)
        await night.fire()
        waits = timedelta(seconds=90) if kind is KIND.FALL else HER_TURN
        night.clock.advance(waits + late)
        await night.fire()

    return back


async def rungs(night) -> list[cases.Rung]:
    return [rung for rung, _ in await night.steps()]


@pytest.mark.parametrize("kind", ASKED_FIRST)
async def test_she_is_asked_once_more_before_anybody_else_is(night, back, kind):
    await back(kind)
    before, again = await CheckIn.all().order_by("asked_at")
    assert (before.state, again.state) == (STATE.CALLED_OFF, STATE.OPEN)
    assert again.case_id == before.case_id == (await night.worry.case()).id
    await night.passes(9 * MINUTE)
    assert await rungs(night) == [RUNG.COMPANION]
    await night.passes(2 * MINUTE)
    assert await rungs(night) == [RUNG.COMPANION, RUNG.GUARDIAN]


async def test_what_she_had_said_arrives_meanwhile_and_nobody_was_woken(
    night, back, seniors, clock, ids
):
    await back()
    asked = await CheckIn.all().order_by("asked_at").first()
    answer = check_ins.Answer(
        meaning=check_ins.Meaning.FINE,
        way=check_ins.Way.CALL,
        reference=ids.new(),
        said_at=asked.asked_at + 5 * MINUTE,
    )
    async with in_transaction():
        await check_ins.answer_as(seniors.senior, asked.id, answer, clock=clock, ids=ids)
    assert (await night.worry.case()).ended_how is cases.CaseEnd.LIFE
    await night.passes(HER_TURN)
    assert await rungs(night) == [RUNG.COMPANION]
    assert not await CheckIn.filter(state=STATE.OPEN).exists()


async def test_a_second_outage_puts_nobody_off(night, back):
    await back()
    night.clock.advance(30 * MINUTE)
    await night.fire()
    assert await rungs(night) == [RUNG.COMPANION, RUNG.GUARDIAN]


async def test_a_fall_waits_for_nothing_more(night, back):
    await back(KIND.FALL)
    assert await rungs(night) == [RUNG.COMPANION, RUNG.HAND_OVER]


async def test_nor_does_a_case_that_we_followed_in_time(night, back):
    await back(late=5 * MINUTE)
    assert await rungs(night) == [RUNG.COMPANION, RUNG.GUARDIAN]


async def test_nor_one_in_which_her_daughter_was_the_one_waited_for(night):
    await night.worry.about(KIND.INACTIVITY)
    await night.passes(HER_TURN + MINUTE)
    night.clock.advance(30 * MINUTE)
    await night.fire()
    assert await rungs(night) == [RUNG.COMPANION, RUNG.GUARDIAN, RUNG.WORKER]


async def test_who_said_meanwhile_that_she_is_not_well_is_not_asked_again(
    night, seniors, clock, ids
):
    await night.worry.about(KIND.INACTIVITY)
    await night.fire()
    await check_ins.volunteer(
        seniors.as_senior,
        meaning=check_ins.Meaning.CALL_ME,
        request_id=ids.new(),
        clock=clock,
        ids=ids,
    )
    clock.advance(HER_TURN)
    await night.fire()
    assert await rungs(night) == [RUNG.COMPANION, RUNG.GUARDIAN]


async def test_nor_who_is_in_hospital_since(night, seniors, clock, ids):
    await night.worry.about(KIND.TEMPERATURE)
    await night.fire()
    await care.pause_care(
        seniors.as_senior,
        senior_id=seniors.senior,
        reason=care.PauseReason.HOSPITAL,
        until=clock.now() + timedelta(days=7),
        clock=clock,
        ids=ids,
    )
    clock.advance(HER_TURN + 10 * MINUTE)
    await night.fire()
    assert await rungs(night) == [RUNG.COMPANION, RUNG.GUARDIAN]
