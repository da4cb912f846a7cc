"""The outbox: recorded with its cause, done with its effect, at most once each."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

import pytest
from tortoise.transactions import in_transaction

from domains.kernel import outbox
from domains.kernel.models import OutboxRow
from infra.queue.consume import consume

pytestmark = pytest.mark.usefixtures("database")

LEASE = timedelta(seconds=5)


@dataclass(frozen=True)
class BellRang:
    topic: ClassVar[str] = "tests.bell_rang"
    version: ClassVar[int] = 1
    number: int


@pytest.fixture
def ring(clock, ids):
    async def ring(times: int = 1):
        async with in_transaction():
            events = [BellRang(number) for number in range(times)]
            return await outbox.record_all(events, clock=clock, ids=ids)

    return ring


class Ears:
    """Hears events; breaks at some."""

    def __init__(self, *breaks_at: int) -> None:
        self.heard: list[int] = []
        self.breaks_at = breaks_at

    async def react(self, event) -> None:
        number = event.read_as(BellRang).number
        if number in self.breaks_at:
            raise RuntimeError("민아's secret")
        self.heard.append(number)


async def test_what_is_rolled_back_never_happened(clock, ids):
    async def cause_that_fails() -> None:
        async with in_transaction():
            await outbox.record(BellRang(1), clock=clock, ids=ids)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await cause_that_fails()
    assert await OutboxRow.all().count() == 0


async def test_a_claim_is_nobody_elses_until_its_lease_ends(ring, clock):
    events = await ring(3)
    assert await outbox.claim_due(limit=2, lease=LEASE, clock=clock) == events[:2]
    assert await outbox.claim_due(limit=9, lease=LEASE, clock=clock) == events[2:]
    assert await outbox.claim_due(limit=9, lease=LEASE, clock=clock) == []
    clock.advance(LEASE)
    assert await outbox.claim_due(limit=9, lease=LEASE, clock=clock) == events


async def test_an_offer_made_twice_has_one_effect(ring, clock):
    events, ears = await ring(2), Ears()
    assert len(await consume(events, react=ears.react, clock=clock)) == 2
    assert await consume(events, react=ears.react, clock=clock) == []
    assert ears.heard == [0, 1]


async def test_two_consumers_at_once_share_the_work(ring, clock):
    events, ears = await ring(10), Ears()
    await asyncio.gather(*(consume(events, react=ears.react, clock=clock) for _ in range(3)))
    assert sorted(ears.heard) == list(range(10))


async def test_one_that_breaks_holds_up_no_other_and_comes_again(ring, clock):
    events, ears = await ring(3), Ears(1)
    done = await consume(events, react=ears.react, clock=clock)
    assert [event.id for event in done] == [events[0], events[2]]
    broken = await OutboxRow.get(id=events[1])
    assert (broken.attempts, broken.done_at, broken.last_error) == (1, None, "RuntimeError")
    clock.advance(timedelta(minutes=1))
    assert await outbox.claim_due(limit=9, lease=LEASE, clock=clock) == [events[1]]
    assert len(await consume([events[1]], react=Ears().react, clock=clock)) == 1


async def test_one_that_always_breaks_is_given_up_and_stays_visible(ring, clock):
    [event] = await ring()
    for _ in range(outbox.MAX_ATTEMPTS):
        clock.advance(timedelta(hours=1))
        assert await outbox.claim_due(limit=1, lease=LEASE, clock=clock) == [event]
        await consume([event], react=Ears(0).react, clock=clock)
    clock.advance(timedelta(days=1))
    assert await outbox.claim_due(limit=1, lease=LEASE, clock=clock) == []
    assert await outbox.backlog() == (0, 1)


async def test_what_was_held_back_waits_for_its_time(clock, ids):
    async with in_transaction():
        later = clock.now() + timedelta(seconds=2)
        await outbox.record_all([BellRang(1)], available_at=later, clock=clock, ids=ids)
    assert await outbox.claim_due(limit=9, lease=LEASE, clock=clock) == []
    clock.advance(timedelta(seconds=2))
    assert len(await outbox.claim_due(limit=9, lease=LEASE, clock=clock)) == 1


async def test_an_older_reader_ignores_fields_it_does_not_know(clock, ids):
    @dataclass(frozen=True)
    class Newer(BellRang):
        loud: bool = True

    async with in_transaction():
        event = await outbox.record(Newer(7), clock=clock, ids=ids)
        [recorded] = await outbox.lock_undone([event])
    assert recorded.read_as(BellRang) == BellRang(7)
