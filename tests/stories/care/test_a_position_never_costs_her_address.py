"""Where she cried from is told to 119 as well, and never instead of her address or before it."""

import asyncio
from datetime import timedelta

import pytest

from domains.care.cases import describe_call, put_position_on_record
from domains.care.cases.models import EmergencyCall
from domains.care.public import cases
from domains.kernel import personal, sql
from domains.kernel.personal import KeysUnavailable
from tests.builders.care import ADDRESS
from tests.care.cases.conftest import call, crossing, rescue
from tests.care.cases.rescue import Odd
from tests.stories.care.park import PARK, agrees, cries, kept, night, yes
from tests.stories.identity.documents import document

__all__ = ["agrees", "call", "cries", "crossing", "night", "rescue", "yes"]

HOME = document("senior_home")
KIND = cases.ConcernKind
MINUTE, NOW = timedelta(minutes=1), timedelta(0)
HER_CONSENTS = "SELECT FROM consent.standing WHERE subject_id = $1 FOR UPDATE"


@pytest.fixture
async def smoke(yes, cries, night):
    """It burns, and she cries from the park before 119 hears of it."""
    await night.worry.about(KIND.SMOKE)
    await cries()
    await night.passes(NOW)


async def provided() -> int:
    return len(await sql.fetch("SELECT FROM consent.location_uses WHERE act = 'provide'"))


async def opened() -> list[str]:
    rows = await sql.fetch("SELECT action FROM kernel.audit WHERE action LIKE 'care.position.%'")
    return [row["action"] for row in rows]


async def test_119_waits_for_nobody_who_decides_about_her_consents(dong, smoke, call, crossing):
    """Nor does what it answered wait for them."""
    async with crossing.line.transaction():
        await crossing.line.execute(HER_CONSENTS, dong.people.senior)
        async with asyncio.timeout(10):
            await call(odd := Odd())
        assert (await EmergencyCall.get()).taken_at is not None
    (event,) = odd.heard
    assert (event.address, event.position.point.lat) == (ADDRESS, PARK["lat"])


async def test_words_that_are_no_position_are_left_out_for_good(dong, smoke, call, clock):
    nowhere = await personal.seal(dong.people.senior, "somewhere in the park")
    await sql.execute("UPDATE care.case_positions SET position = $1", nowhere)
    await call(odd := Odd())
    (event,) = odd.heard
    assert (event.address, event.position, event.is_complete) == (ADDRESS, None, True)
    assert (await (await dong.senior()).ask(HOME))["state"] == "EMERGENCY"
    clock.advance(MINUTE)
    assert await call(odd) == 0


async def test_one_that_cannot_be_opened_now_follows_and_119_keeps_her_door_meanwhile(
    dong, smoke, call, night, clock, monkeypatch
):
    odd = Odd()
    with monkeypatch.context() as broken:
        broken.setattr(describe_call, "open_position", _no_keys)
        await call(odd)
        assert (await (await dong.senior()).ask(HOME))["state"] == "EMERGENCY"
        for _ in range(3):
            clock.advance(MINUTE)
            await call(odd)
    assert [(each.address, each.position) for each in odd.heard] == [(ADDRESS, None)], "once"
    clock.advance(MINUTE)
    await call(odd)
    assert odd.heard[-1].position.point.lat == PARK["lat"]
    clock.advance(MINUTE)
    assert await call(odd) == 0
    assert not [each for each in await night.topics() if each.startswith("care.emergency_")]


async def test_that_119_was_told_where_she_is_stands_on_record_once_it_took_it(
    city, smoke, call, clock
):
    for _ in range(2):
        await call(Odd(raises=set(KIND)))
        clock.advance(MINUTE)
    await city.settle()
    assert await provided() == 0
    await call(Odd())
    took = clock.now()
    await city.settle()
    assert await provided() == 1
    assert await opened() == 3 * ["care.position.open"], "each opening leaves its own trace"
    assert (await EmergencyCall.get()).taken_at == took
    assert len(await kept()) == 1


async def test_what_keeps_the_record_from_being_written_now_does_not_keep_it_for_good(
    city, smoke, call, clock, monkeypatch
):
    with monkeypatch.context() as broken:
        broken.setattr(put_position_on_record, "is_provided", _no_keys)
        await call(Odd())
        await city.settle()
        assert await provided() == 0
    await city.sleep_until(clock.now() + timedelta(hours=1))
    assert await provided() == 1


async def _no_keys(*_, **__):
    raise KeysUnavailable
