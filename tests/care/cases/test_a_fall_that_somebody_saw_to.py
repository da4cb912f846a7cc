"""Who has been with her after her fall is silent afterwards: a human says whether 119 must come."""

from datetime import timedelta

import pytest

from domains.care.cases.acts import SETTLING
from domains.care.public import cases

KIND, RUNG = cases.ConcernKind, cases.Rung
NOW, MINUTE = timedelta(0), timedelta(minutes=1)


async def she_falls_and_the_worker_takes_it(night, seniors) -> None:
    await night.worry.about(KIND.FALL, ago=NOW)
    await night.passes(MINUTE)
    await night.acknowledge(seniors.as_worker)
    await night.passes(MINUTE)


async def after_their_silence(night) -> cases.Rung:
    await night.passes(15 * MINUTE)
    return (await night.steps())[-1][0]


@pytest.mark.parametrize("kind", sorted(SETTLING))
async def test_who_saw_to_it_and_forgot_to_close_it_sends_no_ambulance(night, call, seniors, kind):
    await she_falls_and_the_worker_takes_it(night, seniors)
    await night.act(seniors.as_worker, kind)
    assert await after_their_silence(night) is RUNG.CONFIRM
    assert await call() == 0


async def test_who_only_tried_leaves_a_fall_that_nobody_saw_to(night, call, seniors):
    await she_falls_and_the_worker_takes_it(night, seniors)
    await night.act(seniors.as_worker, cases.ActKind.NOBODY_OPENED)
    assert await after_their_silence(night) is RUNG.HAND_OVER
    assert await call() == 1


async def test_a_form_of_before_her_fall_saw_to_nothing(night, call, seniors):
    await she_falls_and_the_worker_takes_it(night, seniors)
    await night.act(seniors.as_worker, cases.ActKind.VISITED, ago=10 * MINUTE)
    assert await after_their_silence(night) is RUNG.HAND_OVER
    assert await call() == 1


async def test_a_silence_after_it_is_no_fall(night, call, seniors):
    """A missed question says nothing of a fall that was seen to before it."""
    await she_falls_and_the_worker_takes_it(night, seniors)
    await night.act(seniors.as_worker, cases.ActKind.VISITED)
    await night.passes(MINUTE)
    await night.worry.about(KIND.MISSED_CHECK_IN, ago=NOW)
    assert await after_their_silence(night) is RUNG.CONFIRM
    assert await call() == 0


@pytest.mark.parametrize("kind", [KIND.FALL, KIND.ASKED_FOR_HELP])
async def test_who_falls_again_or_cries_for_help_was_not_seen_to(night, call, seniors, kind):
    await she_falls_and_the_worker_takes_it(night, seniors)
    await night.act(seniors.as_worker, cases.ActKind.SPOKE_WITH_HER)
    await night.passes(MINUTE)
    await night.worry.about(kind, ago=NOW)
    assert await after_their_silence(night) is RUNG.HAND_OVER
    assert await call() == 1
