"""Her address was wrong, and 119 may be on its way to the wrong door."""

from datetime import timedelta

import pytest

from domains.care import public as care
from domains.care.cases.models import EmergencyCall
from domains.care.public import cases
from domains.kernel import personal
from tests.care.cases.rescue import Odd

KIND, NOW = cases.ConcernKind, timedelta(0)
RIGHT = "오산시 대원동 복숭아로 21"


@pytest.fixture
def corrects(seniors, clock, ids):
    async def corrects():
        address = await personal.seal(seniors.senior, RIGHT)
        told = await care.correct_address(
            seniors.as_desk, seniors.senior, address, clock=clock, ids=ids
        )
        assert isinstance(told, care.people.AddressCorrected)

    return corrects


async def test_it_hears_the_right_one_under_the_same_call(night, call, corrects):
    await night.worry.about(KIND.SMOKE)
    await night.passes(NOW)
    odd = Odd()
    await call(odd)
    await corrects()
    await call(odd)
    first, second = odd.heard
    assert first.call_id == second.call_id
    assert (first.address == RIGHT, second.address == RIGHT) == (False, True)
    assert await call(odd) == 0, "and no more than that"


async def test_a_try_that_went_out_with_the_wrong_one_settles_nothing(night, call, corrects):
    await night.worry.about(KIND.SMOKE)
    await night.passes(NOW)
    await call(odd := Odd(before=corrects))
    assert (await EmergencyCall.get()).taken_at is None
    odd.before = None
    await call(odd)
    assert [event.address == RIGHT for event in odd.heard] == [False, True]
    assert (await EmergencyCall.get()).taken_at is not None


async def test_of_a_case_that_is_over_it_hears_nothing_more(night, call, seniors, corrects):
    await night.worry.about(KIND.SMOKE)
    await night.passes(NOW)
    odd = Odd()
    await call(odd)
    await night.false_alarm(seniors.as_worker, cases.FalseAlarm.COOKING)
    await call(odd)
    await corrects()
    assert await call(odd) == 0
    assert (len(odd.heard), len(odd.ended)) == (1, 1)
