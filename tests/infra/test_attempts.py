"""Guesses: counted before they are judged, apart for each who tries, and slower each time."""

import asyncio
from datetime import timedelta
from uuid import UUID

import pytest
from redis.asyncio import Redis

from domains.kernel.attempts import DANGEROUS, Attempted, Visitor
from domains.kernel.errors import Unavailable
from infra.attempts import PATIENCE, CountedAttempts

CODE = Attempted.INVITATION_CODE


@pytest.fixture
def attempts(valkey, clock) -> CountedAttempts:
    return CountedAttempts(valkey, clock=clock)


@pytest.fixture
def fail(attempts):
    """Tries and fails so often; how long the last try must wait (0: it was let in)."""

    async def go(by: Visitor, times: int = 1) -> float:
        waits = [await attempts.begin(CODE, by=by) for _ in range(times)]
        return waits[-1].wait_s if waits[-1] is not None else 0

    return go


async def test_each_failure_beyond_the_free_ones_doubles_the_wait(fail, clock):
    guesser, free = Visitor(credential="row-1"), PATIENCE["credential"].free
    assert await fail(guesser, free + 1) == 0
    waited = []
    for _ in range(4):
        waited.append(await fail(guesser))
        clock.advance(timedelta(seconds=waited[-1]))
        assert await fail(guesser) == 0
    assert waited == [2, 4, 8, 16]


async def test_no_wait_grows_for_ever(fail, clock):
    guesser, patience = Visitor(credential="row-1"), PATIENCE["credential"]
    for _ in range(patience.free + 30):
        clock.advance(timedelta(seconds=patience.longest_s))
        assert await fail(guesser) == 0
    assert await fail(guesser) == patience.longest_s


async def test_a_thousand_guesses_at_once_are_a_thousand_failures(attempts, valkey):
    guesser = Visitor(credential="row-1")
    begun = await asyncio.gather(*(attempts.begin(CODE, by=guesser) for _ in range(40)))
    assert begun.count(None) == PATIENCE["credential"].free + 1


async def test_whoever_is_right_is_as_new(attempts, fail):
    honest, free = Visitor(session_id=None, credential="row-1"), PATIENCE["credential"].free
    for _ in range(3):
        assert await fail(honest, free) == 0
        await attempts.succeeded(CODE, by=honest)


async def test_one_account_of_ones_own_washes_no_guesses_at_others_away(attempts, fail):
    home, free = "203.0.113.7", PATIENCE["address"].free
    for number in range(free + 1):
        assert await fail(Visitor(address=home, credential=f"victim-{number}")) == 0
        own = Visitor(address=home, credential="own")
        if await fail(own) == 0:
            await attempts.succeeded(CODE, by=own)
    assert await fail(Visitor(address=home, credential="victim-new")) > 0


async def test_a_code_of_ones_own_washes_no_guesses_at_other_codes_away(attempts, fail):
    guesser, free = Visitor(person_id=UUID(int=7)), PATIENCE["person"].free
    for _ in range(free + 1):
        assert await fail(guesser) == 0
        if await fail(guesser) == 0:
            await attempts.succeeded(CODE, by=guesser)
    assert await fail(guesser) > 0


async def test_a_school_full_of_phones_that_sign_in_is_never_turned_away(attempts):
    for number in range(PATIENCE["address"].free * 3):
        phone = Visitor(address="203.0.113.7", credential=f"phone-{number}")
        assert await attempts.begin(CODE, by=phone) is None
        await attempts.succeeded(CODE, by=phone)


async def test_failures_of_one_are_not_anothers(fail):
    assert await fail(Visitor(credential="row-1"), PATIENCE["credential"].free + 2) > 0
    assert await fail(Visitor(credential="row-2")) == 0


async def test_failures_are_forgiven_with_time_and_nothing_is_kept_after(fail, valkey, clock):
    guesser, patience = Visitor(credential="row-1"), PATIENCE["credential"]
    await fail(guesser, patience.free)
    clock.advance(timedelta(seconds=patience.forgive_s))
    assert await fail(guesser, 2) == 0
    assert await fail(guesser) > 0
    kept_ms = await valkey.pttl(f"attempts:{CODE}:credential:row-1")
    assert kept_ms <= (patience.free + 2) * patience.forgive_s * 1000


async def test_an_address_with_a_little_bad_luck_all_day_is_never_full(fail, clock):
    patience = PATIENCE["address"]
    for _ in range(patience.free * 5):
        assert await fail(Visitor(address="203.0.113.7")) == 0
        clock.advance(timedelta(seconds=patience.forgive_s))


@pytest.mark.parametrize("what", list(Attempted))
async def test_while_nobody_can_count_only_what_is_dangerous_waits(what, clock):
    nowhere = Redis.from_url("redis://127.0.0.1:1/0")
    attempts = CountedAttempts(nowhere, clock=clock)
    if what in DANGEROUS:
        with pytest.raises(Unavailable):
            await attempts.begin(what, by=Visitor(address="a"))
    else:
        assert await attempts.begin(what, by=Visitor(address="a")) is None
    await attempts.succeeded(what, by=Visitor(address="a"))
    await nowhere.aclose()
