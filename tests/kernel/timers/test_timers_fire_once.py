"""A timer fires once, at its time, and a cancelled one never."""

import asyncio
from datetime import timedelta

import pytest
from tortoise.transactions import in_transaction

from domains.kernel import timers
from tests.kernel.timers.bells import BELL, Killed, Tower, rung

pytestmark = pytest.mark.usefixtures("database")

HOUR = timedelta(hours=1)


@pytest.fixture
def tower(clock, ids) -> Tower:
    return Tower(clock, ids)


@pytest.fixture
def fire(tower, clock):
    async def fire(*, limit: int = 50):
        return await timers.fire_due(tower.handlers, limit=limit, clock=clock)

    return fire


@pytest.fixture
def set_bell(clock, ids):
    async def set_bell(number: int = 1, *, in_: timedelta = HOUR, urgent: bool = False, about=None):
        about = about or ids.new()
        due_at, facts = clock.now() + in_, {"number": number}
        await timers.set_timer(BELL, about, due_at=due_at, facts=facts, urgent=urgent, clock=clock)
        return about

    return set_bell


async def test_a_bell_rings_at_its_hour_and_not_again(set_bell, fire, clock):
    bell = await set_bell()
    assert (await fire()).lateness_s == ()
    clock.advance(HOUR + timedelta(seconds=2))
    assert (await fire()).lateness_s == (2.0,)
    assert (await fire()).lateness_s == ()
    assert await rung() == [(bell, 1)]


async def test_a_bell_that_is_moved_rings_at_the_new_hour_alone(set_bell, fire, clock):
    bell = await set_bell(1)
    await set_bell(2, in_=2 * HOUR, about=bell)
    clock.advance(HOUR)
    assert (await fire()).lateness_s == ()
    clock.advance(HOUR)
    await fire()
    assert await rung() == [(bell, 2)]


async def test_a_bell_that_must_ring_by_an_hour_rings_at_the_sooner_one(set_bell, fire, ids, clock):
    sooner, later, new = await set_bell(1), await set_bell(2, in_=3 * HOUR), ids.new()
    for bell in (sooner, later, new):
        by = clock.now() + 2 * HOUR
        await timers.set_timer_by(BELL, bell, due_at=by)
    clock.advance(HOUR)
    await fire()
    assert await rung() == [(sooner, 1)]
    clock.advance(HOUR)
    await fire()
    assert {about for about, _ in await rung()} == {sooner, later, new}


async def test_what_is_cancelled_with_its_cause_never_rings(set_bell, fire, clock):
    bell = await set_bell()
    async with in_transaction():
        assert await timers.cancel_timer(BELL, bell)
    assert not await timers.cancel_timer(BELL, bell)
    clock.advance(HOUR)
    await fire()
    assert await rung() == []


async def test_a_timer_that_was_never_committed_never_rings(set_bell, fire, clock):
    async def cause_that_fails() -> None:
        async with in_transaction():
            await set_bell()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await cause_that_fails()
    clock.advance(HOUR)
    await fire()
    assert await rung() == []


async def test_a_cracked_bell_keeps_no_other_from_ringing(set_bell, fire, tower, clock):
    cracked, *others = [await set_bell(number) for number in range(4)]
    tower.broken = {cracked}
    clock.advance(HOUR)
    fired = await fire()
    assert [(failed.about, failed.attempts) for failed in fired.failed] == [(cracked, 1)]
    assert [about for about, _ in await rung()] == others


async def test_a_cracked_bell_is_tried_until_it_is_mended_and_troubles_somebody(
    set_bell, fire, tower, clock
):
    bell = await set_bell()
    tower.broken = {bell}
    clock.advance(HOUR)
    for _ in range(40):
        await fire()
        clock.advance(timedelta(seconds=20))
    assert (await timers.backlog(clock=clock)).troubled == 1
    tower.broken = set()
    clock.advance(timedelta(minutes=1))
    await fire()
    assert await rung() == [(bell, 1)]
    assert (await timers.backlog(clock=clock)).pending == 0


async def test_a_worker_killed_after_the_effect_leaves_none_and_the_next_one_rings(
    set_bell, fire, tower, clock
):
    bell = await set_bell()
    tower.deadly = {bell}
    clock.advance(HOUR)
    with pytest.raises(Killed):
        await fire()
    assert await rung() == []
    tower.deadly = set()
    await fire()
    assert await rung() == [(bell, 1)]


async def test_workers_at_once_share_the_bells(set_bell, fire, clock):
    bells = {await set_bell(number) for number in range(60)}
    clock.advance(HOUR)
    await asyncio.gather(*(fire(limit=10) for _ in range(6)))
    while (await fire()).is_full:
        pass
    heard = [about for about, _ in await rung()]
    assert len(heard) == 60
    assert set(heard) == bells


async def test_what_is_urgent_stands_behind_nothing(set_bell, fire, clock):
    for number in range(5):
        await set_bell(number)
    urgent = await set_bell(9, in_=2 * HOUR, urgent=True)
    clock.advance(3 * HOUR)
    await fire(limit=1)
    assert await rung() == [(urgent, 9)]


async def test_a_bell_may_set_itself_again(set_bell, tower, clock):
    bell = await set_bell(1)

    async def ring_and_set(timer) -> None:
        await tower.ring(timer)
        await set_bell(int(timer.facts["number"]) + 1, about=timer.about)

    for _ in range(3):
        clock.advance(HOUR)
        await timers.fire_due({BELL: ring_and_set}, limit=9, clock=clock)
    assert await rung() == [(bell, 1), (bell, 2), (bell, 3)]


async def test_one_of_a_turn_cancels_another_of_the_same_turn(set_bell, tower, clock):
    first, second = await set_bell(1), await set_bell(2, in_=2 * HOUR)

    async def ring_and_cancel(timer) -> None:
        await tower.ring(timer)
        await timers.cancel_timer(BELL, second)

    clock.advance(3 * HOUR)
    await timers.fire_due({BELL: ring_and_cancel}, limit=9, clock=clock)
    assert await rung() == [(first, 1)]


async def test_one_of_a_turn_moves_another_of_the_same_turn(set_bell, tower, clock):
    first, second = await set_bell(1), await set_bell(2, in_=2 * HOUR)

    async def ring_and_move(timer) -> None:
        await tower.ring(timer)
        if timer.about == first:
            await set_bell(3, about=second)

    clock.advance(3 * HOUR)
    fired = await timers.fire_due({BELL: ring_and_move}, limit=9, clock=clock)
    assert fired.failed == ()
    assert await rung() == [(first, 1)]
    clock.advance(HOUR)
    await timers.fire_due({BELL: ring_and_move}, limit=9, clock=clock)
    assert await rung() == [(first, 1), (second, 3)]


async def test_bells_that_ring_together_ring_one_by_one_where_one_is_cracked(
    set_bell, tower, clock
):
    cracked, *others = [await set_bell(number) for number in range(4)]
    tower.broken = {cracked}
    peals = []

    async def peal(some) -> None:
        peals.append(len(some))
        for timer in some:
            await tower.ring(timer)

    clock.advance(HOUR)
    fired = await timers.fire_due({BELL: timers.Together(peal)}, limit=9, clock=clock)
    assert [failed.about for failed in fired.failed] == [cracked]
    assert [about for about, _ in await rung()] == others
    assert peals == [4, 1, 1, 1, 1]
    tower.broken = set()
    clock.advance(HOUR)
    await timers.fire_due({BELL: timers.Together(peal)}, limit=9, clock=clock)
    assert peals[5:] == [1]


async def test_a_timer_that_nobody_knows_waits_for_who_does(set_bell, fire, clock):
    bell = await set_bell()
    clock.advance(HOUR)
    assert (await timers.fire_due({}, limit=9, clock=clock)).lateness_s == ()
    await fire()
    assert await rung() == [(bell, 1)]


async def test_whoever_acknowledges_never_loses_to_the_timer_that_wants_the_same_row(
    set_bell, tower, clock
):
    """The row first and then the timer, against the timer first and then the row."""
    bell, row = await set_bell(1), await set_bell(2, in_=9 * HOUR)
    row_is_held, timer_is_held = asyncio.Event(), asyncio.Event()

    async def want_the_row(timer) -> None:
        timer_is_held.set()
        await timers.set_timer(BELL, row, due_at=timer.due_at, clock=clock)
        await tower.ring(timer)

    async def acknowledge() -> bool:
        async with in_transaction():
            await set_bell(2, in_=9 * HOUR, about=row)
            row_is_held.set()
            await timer_is_held.wait()
            return await timers.cancel_timer(BELL, bell)

    clock.advance(HOUR)
    acknowledging = asyncio.create_task(acknowledge())
    await row_is_held.wait()
    await timers.fire_due({BELL: want_the_row}, limit=9, clock=clock)
    assert await acknowledging
    assert await rung() == []
