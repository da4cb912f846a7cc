"""The relay's offers and a worker's consumption, when processes die and databases go away."""

from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar
from uuid import UUID

import asyncpg
import pytest
from tortoise.transactions import in_transaction

from domains.commute.events import SosRaised
from domains.kernel import outbox, sql
from domains.kernel.outbox import Recorded
from infra.database import OUTAGES
from infra.queue.consume import consume
from infra.queue.relay import WINDOW, Relay
from infra.queue.valkey import QUEUE, open_queue_when_there
from infra.queue.wake import Wake
from infra.setting_sections import RelaySettings

pytestmark = pytest.mark.usefixtures("database")

LEASE = timedelta(seconds=5)


@dataclass(frozen=True)
class BellRang:
    topic: ClassVar[str] = "tests.bell_rang"
    version: ClassVar[int] = 1
    number: int


@dataclass(frozen=True)
class ChildSeen(BellRang):
    ordered_by: ClassVar[str] = "child"
    child: UUID


@pytest.fixture
async def queue(valkey, settings):
    async with open_queue_when_there(settings.valkey) as queue:
        yield queue


@pytest.fixture
def relay(queue, clock) -> Relay:
    settings = RelaySettings(batch=10, offer_lease_s=LEASE.total_seconds())
    return Relay(queue=queue, wake=Wake(), settings=settings, clock=clock)


@pytest.fixture
def ring(clock, ids):
    async def ring(times: int) -> list[UUID]:
        async with in_transaction():
            events = [BellRang(number) for number in range(times)]
            return await outbox.record_all(events, clock=clock, ids=ids)

    return ring


async def attempts() -> list[int]:
    return [row["attempts"] for row in await sql.fetch("SELECT attempts FROM kernel.outbox")]


async def test_what_a_killed_worker_took_is_offered_again_after_seconds(relay, ring, clock, queue):
    await ring(3)
    assert await relay.offer_due() == 3
    await queue.flushdb()
    assert await relay.offer_due() == 0

    clock.advance(LEASE)

    assert await relay.offer_due() == 3
    assert await queue.zcard(QUEUE) == 1


async def test_a_long_backlog_waits_in_the_table_and_not_in_the_queue(relay, ring):
    await ring(WINDOW * 10 + 25)

    offered = [await relay.offer_due() for _ in range(WINDOW + 3)]

    assert offered == [10] * WINDOW + [0, 0, 0]


async def test_what_workers_finish_makes_room_for_more(relay, ring, clock):
    ids = await ring(WINDOW * 10 + 25)
    for _ in range(WINDOW):
        await relay.offer_due()
    await outbox.mark_done(ids[:15], clock=clock)

    assert [await relay.offer_due() for _ in range(3)] == [10, 5, 0]


async def test_an_outage_is_no_events_fault_and_costs_no_attempt(ring, clock, settings):
    ids = await ring(3)

    async def cut_off(_: Recorded) -> None:
        other = await asyncpg.connect(settings.database.url)
        await other.execute(
            """
            SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE datname = current_database() AND application_name = 'osan-talk'
            """
        )
        await other.close()

    with pytest.raises(OUTAGES):
        await consume(ids, react=cut_off, clock=clock)

    assert await attempts() == [0, 0, 0]


async def test_a_bad_event_holds_up_no_other(ring, clock):
    ids = await ring(3)

    async def choke_on_the_second(event: Recorded) -> None:
        if event.read_as(BellRang).number == 1:
            raise ValueError

    done = await consume(ids, react=choke_on_the_second, clock=clock)

    assert [event.id for event in done] == [ids[0], ids[2]]
    assert sorted(await attempts()) == [0, 0, 1]


@dataclass(frozen=True)
class HelpCalled(BellRang):
    topic: ClassVar[str] = SosRaised.topic
    urgent: ClassVar[bool] = SosRaised.urgent


async def choke(_: Recorded) -> None:
    raise ValueError


@pytest.fixture
def keep_failing(clock, ids):
    """An event whose effect fails `times` times; how long it waited each time, in seconds."""

    async def keep_failing(event: BellRang, times: int) -> list[float]:
        async with in_transaction():
            recorded = await outbox.record(event, clock=clock, ids=ids)
        waits = []
        for _ in range(times):
            await consume([recorded], react=choke, clock=clock)
            (row,) = await sql.fetch("SELECT available_at FROM kernel.outbox")
            waits.append((row["available_at"] - clock.now()).total_seconds())
        return waits

    return keep_failing


async def test_an_event_that_fails_twelve_times_is_given_up(keep_failing):
    await keep_failing(BellRang(1), outbox.MAX_ATTEMPTS)

    assert await outbox.backlog() == (0, 1)


async def test_what_was_given_up_is_kept_for_a_person_to_look_into(keep_failing, clock):
    await keep_failing(BellRang(1), outbox.MAX_ATTEMPTS)

    clock.advance(outbox.GAVE_UP_KEPT)
    assert await outbox.delete_done(before=clock.now()) == 0
    clock.advance(timedelta(seconds=1))
    assert await outbox.delete_done(before=clock.now()) == 1


async def test_an_sos_is_never_given_up_and_soon_tried_again(keep_failing):
    waits = await keep_failing(HelpCalled(1), 4 * outbox.MAX_ATTEMPTS)

    assert await outbox.backlog() == (1, 0)
    assert max(waits) <= 30
    assert max(waits[outbox.MAX_ATTEMPTS :]) > 10


@pytest.fixture
async def one_childs(clock, ids):
    """Two events of one child and one of another."""
    child, other = ids.new(), ids.new()
    async with in_transaction():
        return await outbox.record_all(
            [ChildSeen(1, child), ChildSeen(2, child), ChildSeen(1, other)], clock=clock, ids=ids
        )


async def claim(clock) -> list[UUID]:
    return await outbox.claim_due(limit=10, lease=LEASE, clock=clock)


async def test_a_childs_second_event_waits_for_the_first(one_childs, clock):
    first, second, others = one_childs

    assert await claim(clock) == [first, others]
    assert await claim(clock) == []
    await outbox.mark_done([first], clock=clock)
    assert await claim(clock) == [second]


async def test_a_lost_first_event_is_offered_again_before_the_second(one_childs, clock):
    first, _, others = one_childs
    await claim(clock)

    clock.advance(LEASE)

    assert await claim(clock) == [first, others]


async def test_an_event_that_failed_has_lost_its_turn(one_childs, clock):
    first, second, _ = one_childs
    await claim(clock)

    await outbox.mark_failed(
        first, error="ValueError", retry_after=timedelta(minutes=5), clock=clock
    )

    assert await claim(clock) == [second]
