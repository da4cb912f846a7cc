"""Hospital, said while she is missed: whoever says it knows where she is, and nobody sets out."""

from datetime import timedelta

import pytest

from domains.care import public as care
from domains.care.check_ins.models import CheckIn
from domains.care.check_ins.vocabulary import CheckInState
from domains.care.judgement.models import Visit
from domains.care.public import cases
from domains.kernel import timers

KIND, END = cases.ConcernKind, cases.CaseEnd
ANSWERED = {KIND.MISSED_CHECK_IN, KIND.INACTIVITY, KIND.DOOR_NOT_OPENED, KIND.NO_WATER_OR_POWER}


@pytest.fixture
def hospital(seniors, clock, ids):
    async def hospital(actor=None):
        return await care.pause_care(
            actor or seniors.as_guardian,
            senior_id=seniors.senior,
            reason=care.PauseReason.HOSPITAL,
            until=clock.now() + timedelta(days=7),
            clock=clock,
            ids=ids,
        )

    return hospital


@pytest.mark.parametrize("kind", KIND)
async def test_it_answers_who_is_only_missed_and_nothing_else(night, hospital, seniors, kind):
    await night.worry.about(kind)
    assert isinstance(await hospital(), care.people.Paused)
    case = await night.worry.case()
    if kind in ANSWERED:
        assert (case.ended_how, case.ended_by) == (END.PAUSED, seniors.guardian)
        assert "care.case_ended" in await night.topics()
        assert await timers.next_ring([cases.TOPIC]) is None
    else:
        assert case.ended_at is None


async def test_who_is_asked_already_is_asked_no_more_and_she_neither(night, hospital, seniors):
    await night.worry.about(KIND.INACTIVITY)
    await night.passes(timedelta(minutes=1))
    await hospital()
    assert {row.state for row in await CheckIn.all()} == {CheckInState.CALLED_OFF}
    await night.passes(timedelta(hours=2))
    assert [rung for rung, _ in await night.steps()] == [cases.Rung.COMPANION]


async def test_one_grave_thing_in_it_is_enough_to_keep_it_open(night, hospital):
    await night.worry.about(KIND.INACTIVITY)
    await night.worry.about(KIND.UNCLEAR_ANSWER)
    await hospital()
    assert (await night.worry.case()).ended_at is None


async def test_whoever_has_it_ends_it_themself(night, hospital, seniors):
    await night.worry.about(KIND.INACTIVITY)
    await night.acknowledge(seniors.as_worker)
    await hospital()
    assert (await night.worry.case()).state is cases.CaseState.TAKEN


async def test_who_may_not_pause_ends_nothing_by_trying(night, hospital, seniors):
    await night.worry.about(KIND.INACTIVITY)
    assert isinstance(await hospital(seniors.as_worker), care.people.NotYourSenior)
    assert (await night.worry.case()).ended_at is None


@pytest.mark.parametrize("way", cases.LifeWay)
async def test_while_somebody_stays_with_her_only_her_own_word_is_hers(
    night, lives, seniors, clock, ids, way
):
    await night.worry.about(KIND.DOOR_NOT_OPENED)
    clock.advance(timedelta(minutes=5))
    visit = await Visit.create(
        id=ids.new(),
        senior_id=seniors.senior,
        since=clock.now() - timedelta(minutes=2),
        until=clock.now() + timedelta(hours=2),
        told_by=seniors.guardian,
    )
    await lives(way)
    case = await night.worry.case()
    if way is cases.LifeWay.OWN_ANSWER:
        assert case.ended_how is END.LIFE
        return
    assert (case.ended_at, case.life_at) == (None, None), "a guest opens the door"
    clock.advance(timedelta(hours=3))
    await lives(way)
    assert visit.until < clock.now()
    assert (await night.worry.case()).ended_how is END.LIFE
