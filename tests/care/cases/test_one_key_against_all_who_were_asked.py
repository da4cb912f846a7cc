"""Her key ends a case while only she and her family were asked: what was asked once stays asked,
though she falls again and is asked first again."""

from datetime import timedelta

from domains.care.cases.models import EmergencyCall
from domains.care.public import cases
from tests.care.cases.rescue import Odd

KIND, RUNG = cases.ConcernKind, cases.Rung
NOW, MINUTE = timedelta(0), timedelta(minutes=1)


async def test_119_is_not_called_off_by_a_key_after_her_second_fall(night, call, lives):
    await night.worry.about(KIND.FALL, ago=NOW)
    await night.passes(2 * MINUTE)
    odd = Odd()
    await call(odd)
    await night.passes(10 * MINUTE)
    await night.worry.about(KIND.FALL, ago=NOW)
    await night.passes(timedelta(seconds=30))
    assert (await night.steps())[-1][0] is RUNG.COMPANION
    await lives()
    case = await night.worry.case()
    assert (case.ended_at, case.answered_at) == (None, night.clock.now())
    await call(odd)
    assert odd.ended == []
    assert {row.ending for row in await EmergencyCall.all()} == {None}


async def test_nor_is_a_care_worker_who_was_asked_about_a_silence(night, lives):
    """A care worker is on the way to a silence when a fall is noticed, which asks her first."""
    await night.worry.about(KIND.INACTIVITY, cases.Level.CARE_WORKER)
    await night.passes(MINUTE)
    await night.worry.about(KIND.FALL, ago=NOW)
    await night.passes(timedelta(seconds=30))
    rungs = [rung for rung, _ in await night.steps()]
    assert rungs == [RUNG.WORKER, RUNG.COMPANION]
    await lives()
    assert (await night.worry.case()).ended_at is None
    await night.passes(2 * MINUTE)
    assert (await night.steps())[-1][0] is RUNG.CONFIRM, "she answered: a human decides"


async def test_a_first_fall_still_ends_by_her_key(night, call, lives):
    await night.worry.about(KIND.FALL, ago=NOW)
    await night.passes(timedelta(seconds=30))
    await lives()
    assert (await night.worry.case()).ended_how is cases.CaseEnd.LIFE
    assert await call() == 0
