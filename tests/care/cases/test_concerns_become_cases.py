"""What is noticed becomes one case an episode, of the gravest level; a sign of life ends little."""

import asyncio
from datetime import timedelta

import pytest

from domains.care.cases.models import Case
from domains.care.public import cases
from domains.kernel import timers

KIND, LEVEL = cases.ConcernKind, cases.Level


async def test_signals_of_one_episode_are_one_case(worry):
    first = await worry.about(KIND.MISSED_CHECK_IN)
    assert await worry.about(KIND.INACTIVITY) == first
    assert await worry.about(KIND.DOOR_NOT_OPENED) == first
    assert await Case.all().count() == 1
    assert len(await worry.concerns()) == 3


async def test_concerns_at_once_open_one_case(worry):
    found = await asyncio.gather(*(worry.about(kind) for kind in KIND))
    assert len(set(found)) == 1
    assert (await worry.case()).level is LEVEL.EMERGENCY


async def test_a_graver_concern_lifts_the_case_and_a_lesser_one_never_lowers_it(worry, clock):
    await worry.about(KIND.MISSED_CHECK_IN)
    await worry.about(KIND.SMOKE)
    lifted = await worry.case()
    assert (lifted.level, lifted.kind) == (LEVEL.EMERGENCY, KIND.SMOKE)
    assert lifted.next_rung is cases.Rung.HAND_OVER
    await worry.about(KIND.INACTIVITY, LEVEL.CARE_WORKER)
    assert ((await worry.case()).level, (await worry.case()).kind) == (lifted.level, lifted.kind)


@pytest.mark.parametrize("kind", KIND)
async def test_whoever_says_too_little_is_not_believed(worry, kind):
    await worry.about(kind, LEVEL.FAMILY)
    straight = kind in {KIND.SMOKE, KIND.GAS, KIND.FALL, KIND.SOS}
    least = LEVEL.EMERGENCY if straight else LEVEL.FAMILY
    least = LEVEL.CARE_WORKER if kind is KIND.ASKED_FOR_HELP else least
    assert (await worry.case()).level is least


async def test_no_opinion_of_a_machine_starts_at_119(worry):
    await worry.about(KIND.INACTIVITY, LEVEL.EMERGENCY)
    assert (await worry.case()).level is LEVEL.CARE_WORKER


async def test_nobody_is_worried_about_who_is_not_cared_for(worry, seniors):
    assert await worry.about(KIND.SOS, senior=seniors.guardian) is None
    assert await Case.all().count() == 0


async def test_a_new_case_wants_its_first_step_now(worry, clock):
    await worry.about()
    assert await timers.next_ring(["care.case"]) == clock.now()


@pytest.mark.parametrize("way", cases.LifeWay)
async def test_a_sign_of_life_ends_a_missed_check_in_that_nobody_has_taken(worry, lives, way):
    await worry.about(KIND.MISSED_CHECK_IN)
    await lives(way)
    ended = await worry.case()
    assert (ended.state, ended.ended_how) == (cases.CaseState.ENDED, cases.CaseEnd.LIFE)
    assert await timers.next_ring(["care.case"]) is None


async def test_a_sign_from_before_the_silence_ends_nothing(worry, lives):
    await worry.about(KIND.INACTIVITY)
    await lives(ago=timedelta(minutes=2))
    assert (await worry.case()).state is cases.CaseState.OPEN


async def test_steps_in_the_hall_do_not_make_an_unclear_answer_clear(worry, lives):
    await worry.about(KIND.UNCLEAR_ANSWER)
    await lives(cases.LifeWay.HOME)
    assert (await worry.case()).state is cases.CaseState.OPEN
    await lives(cases.LifeWay.OWN_ANSWER)
    assert (await worry.case()).state is cases.CaseState.ENDED


@pytest.mark.parametrize("kind", [KIND.SMOKE, KIND.GAS, KIND.SOS, KIND.ASKED_FOR_HELP])
async def test_nobody_takes_back_a_call_for_help_by_pressing_fine(worry, lives, kind):
    await worry.about(kind)
    await lives()
    assert (await worry.case()).state is cases.CaseState.OPEN
    assert (await worry.case()).answered_at is not None


async def test_after_an_episode_the_next_one_is_a_new_case(worry, lives, clock):
    first = await worry.about()
    await lives()
    clock.advance(timedelta(hours=1))
    assert await worry.about() != first
