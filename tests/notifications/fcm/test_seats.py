"""A campaign fills the wire that is shared, and an SOS finds a seat."""

import asyncio

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from notifications.channels.seats import Seats
from notifications.lanes import Lane

OWN = {Lane.SAFETY: 2, Lane.CARE: 1, Lane.SERVICE: 1}


def wire(total: int = 8) -> Seats:
    return Seats(total, own=OWN)


async def taken(seats: Seats, lane: Lane) -> bool:
    """Whether a seat is to be had at once; it is kept."""
    taking = asyncio.ensure_future(seats.take(lane))
    await asyncio.sleep(0)
    if taking.done():
        return True
    taking.cancel()
    await asyncio.gather(taking, return_exceptions=True)
    return False


async def fill(seats: Seats, lane: Lane) -> int:
    count = 0
    while await taken(seats, lane):
        count += 1
    return count


async def full_wire() -> Seats:
    """Advertising has all that is shared."""
    seats = wire()
    for lane in reversed(Lane):
        await fill(seats, lane)
    return seats


async def test_advertising_takes_what_is_shared_and_never_all() -> None:
    seats = wire()

    assert await fill(seats, Lane.ADVERTISING) == seats.most(Lane.ADVERTISING) == 4
    assert await fill(seats, Lane.SAFETY) == 2
    assert await fill(seats, Lane.CARE) == 1
    assert await fill(seats, Lane.SERVICE) == 1


async def test_what_is_shared_goes_to_whoever_has_work() -> None:
    assert await fill(wire(), Lane.SAFETY) == 6


async def test_the_most_urgent_who_waits_is_next() -> None:
    seats = await full_wire()
    order: list[Lane] = []

    async def wait(lane: Lane) -> None:
        await seats.take(lane)
        order.append(lane)

    waiting = [asyncio.create_task(wait(lane)) for lane in reversed(Lane)]
    await asyncio.sleep(0)
    assert seats.is_wanted(Lane.ADVERTISING)
    for _ in Lane:
        seats.give(Lane.ADVERTISING)
        await asyncio.sleep(0)
    await asyncio.gather(*waiting)

    assert order == list(Lane)
    assert not seats.is_wanted(Lane.ADVERTISING)


async def test_a_lanes_own_seat_is_not_given_away() -> None:
    seats = await full_wire()
    waiting = asyncio.create_task(seats.take(Lane.ADVERTISING))
    await asyncio.sleep(0)
    seats.give(Lane.CARE)
    await asyncio.sleep(0)

    assert not waiting.done()
    assert await taken(seats, Lane.CARE)
    waiting.cancel()


async def test_a_seat_for_who_was_cancelled_goes_on() -> None:
    seats = wire()
    await fill(seats, Lane.ADVERTISING)
    first = asyncio.create_task(seats.take(Lane.ADVERTISING))
    second = asyncio.create_task(seats.take(Lane.ADVERTISING))
    await asyncio.sleep(0)
    seats.give(Lane.ADVERTISING)
    first.cancel()
    await asyncio.gather(first, return_exceptions=True)
    await asyncio.sleep(0)

    assert second.done()


def test_something_must_be_shared() -> None:
    with pytest.raises(ValueError):
        wire(total=4)


@given(st.lists(st.tuples(st.sampled_from(Lane), st.booleans()), max_size=120))
@settings(deadline=None)
async def test_seats_are_never_more_than_there_are(steps: list[tuple[Lane, bool]]) -> None:
    seats, held = wire(), dict.fromkeys(Lane, 0)
    for lane, takes in steps:
        if takes and await taken(seats, lane):
            held[lane] += 1
        elif not takes and held[lane]:
            seats.give(lane)
            held[lane] -= 1
        assert sum(held.values()) <= 8
        assert all(held[each] <= seats.most(each) for each in Lane)
    for lane, own in OWN.items():
        assert held[lane] >= own or await taken(seats, lane)
