"""119 has her call, and she cries again from elsewhere: nobody hears that 119 has nothing."""

from datetime import timedelta

import pytest

from domains.care import public as care
from domains.care.cases.models import EmergencyCall
from domains.care.public import cases
from domains.kernel import personal
from tests.care.cases.conftest import call, rescue
from tests.care.cases.rescue import Odd
from tests.stories.care.park import BENCH, PARK, agrees, cries, night, open_case, taken, yes
from tests.stories.identity.documents import document

__all__ = ["agrees", "call", "cries", "night", "rescue", "taken", "yes"]

HOME, CASE = document("senior_home"), document("care_case")
KIND = cases.ConcernKind
MINUTE, NOW = timedelta(minutes=1), timedelta(0)
AWAY = Odd(raises=set(KIND))


@pytest.fixture
def smoke(night, call):
    """It burns, and 119 has taken the call."""

    async def smoke() -> Odd:
        await night.worry.about(KIND.SMOKE)
        await night.passes(NOW)
        await call(odd := Odd())
        return odd

    return smoke


@pytest.fixture
def reads(dong):
    """The state on her own screen, and since when 119 has each call, on her daughter's."""

    async def reads() -> tuple[str, list[str | None]]:
        home = await (await dong.senior()).ask(HOME)
        case = await (await dong.guardian()).ask(CASE, caseId=await open_case())
        return home["state"], [each["takenAt"] for each in case["calls"]]

    return reads


@pytest.fixture
def has_more(smoke, cries, call):
    """119 has her call, but where she cries now could not be told."""

    async def has_more() -> Odd:
        odd = await smoke()
        await cries(BENCH)
        await call(AWAY)
        return odd

    return has_more


async def about_the_link(night) -> list[str]:
    return [topic for topic in await night.topics() if topic.startswith("care.emergency_")]


async def test_that_the_link_timed_out_once_more_makes_nobody_telephone(
    yes, smoke, cries, reads, call, night, clock
):
    odd = await smoke()
    as_it_was = await reads()
    assert as_it_was[0] == "EMERGENCY"
    clock.advance(MINUTE)
    await cries(BENCH)
    assert await reads() == as_it_was
    assert await call(AWAY) == 1
    assert await reads() == as_it_was
    clock.advance(MINUTE)
    assert await call(odd) == 1
    assert [event.position is not None for event in odd.heard] == [False, True]
    assert await reads() == as_it_was, "since when they have it does not change"
    assert await call(odd) == 0
    assert await about_the_link(night) == []


async def test_nor_does_what_she_cried_while_119_was_just_being_told(
    yes, night, call, cries, reads, clock
):
    await night.worry.about(KIND.SMOKE)
    await night.passes(NOW)
    odd = Odd(before=lambda: cries(BENCH))
    await call(odd)
    assert (await reads())[0] == "EMERGENCY"
    await call(AWAY)
    assert await about_the_link(night) == []
    clock.advance(MINUTE)
    odd.before = None
    await call(odd)
    assert odd.heard[-1].position is not None


async def test_what_two_positions_follow_is_told_the_newer_one(yes, smoke, cries, call, clock):
    odd = await smoke()
    clock.advance(MINUTE)
    await cries(PARK)
    clock.advance(MINUTE)
    odd.before = lambda: cries(BENCH)
    await call(odd)
    odd.before = None
    assert await call(odd) == 1
    assert odd.heard[-1].position.point.lat == BENCH["lat"]
    assert await call(odd) == 0


async def test_smoke_that_comes_again_meanwhile_is_a_call_of_its_own(
    yes, has_more, call, night, clock
):
    odd = await has_more()
    clock.advance(30 * MINUTE)
    await night.worry.about(KIND.SMOKE)
    await call(odd)
    assert len({event.call_id for event in odd.heard}) == 2


async def test_what_119_does_not_have_at_all_goes_before_what_it_hears_more_of(
    yes, has_more, night, clock
):
    await has_more()
    await night.worry.about(KIND.GAS)
    await night.passes(NOW)
    clock.advance(MINUTE)
    await EmergencyCall.filter(taken_at=None).update(try_at=clock.now())
    (first,) = await cases.claim_calls(limit=1, clock=clock)
    assert (await EmergencyCall.get(id=first)).taken_at is None
    (second,) = await cases.claim_calls(limit=5, clock=clock)
    assert (await EmergencyCall.get(id=second)).taken_at is not None


async def test_what_119_has_is_not_dropped_and_nobody_tells_it_where_she_was(
    dong, yes, has_more, call, night, clock
):
    odd = await has_more()
    clock.advance(MINUTE)
    await night.false_alarm(dong.people.as_worker, cases.FalseAlarm.COOKING)
    await call(odd)
    row = await EmergencyCall.get()
    assert (row.dropped_at, row.tell_again_at) == (None, None)
    assert (len(odd.heard), len(odd.ended)) == (1, 1)
    assert await call(odd) == 0


async def test_where_they_took_her_themselves_they_hear_nothing_more(
    dong, yes, has_more, call, night, clock
):
    odd = await has_more()
    clock.advance(MINUTE)
    await night.act(dong.people.as_worker, cases.ActKind.EMERGENCY_TOOK_OVER)
    await night.close(dong.people.as_worker)
    clock.advance(MINUTE)
    assert await call(odd) == 0
    assert (len(odd.heard), odd.ended) == (1, [])


async def test_once_the_link_is_up_again_the_newer_position_waits_no_longer(
    yes, has_more, call, clock
):
    odd = await has_more()
    assert await call(odd) == 0
    await cases.try_all_again(clock=clock)
    assert await call(odd) == 1


async def test_with_the_wrong_door_119_has_nothing_and_people_telephone(
    dong, smoke, call, reads, night, clock, ids
):
    odd = await smoke()
    address = await personal.seal(dong.people.senior, "오산시 대원동 복숭아로 21")
    people = dong.people
    await care.correct_address(people.as_desk, people.senior, address, clock=clock, ids=ids)
    assert await reads() == ("URGENT", [None])
    await call(AWAY)
    assert await about_the_link(night) == ["care.emergency_not_sent"]
    clock.advance(MINUTE)
    await call(odd)
    assert (await about_the_link(night))[1:] == ["care.emergency_sent_after_all"]
    assert (await reads())[0] == "EMERGENCY"
