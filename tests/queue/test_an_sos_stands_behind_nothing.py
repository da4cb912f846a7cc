"""Two thousand crossings wait in the outbox. Then a child calls for help."""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar
from uuid import UUID

import pytest
from arq.jobs import Job
from arq.worker import Worker, func
from tortoise.transactions import in_transaction

from domains.commute.events import SosRaised
from domains.kernel import outbox, sql
from domains.kernel.events import Event
from infra.queue.consume import consume
from infra.queue.relay import URGENT_EVENTS_PER_JOB, WINDOW, Relay
from infra.queue.valkey import QUEUE, open_queue_when_there, redis_settings
from infra.queue.wake import Wake
from infra.setting_sections import RelaySettings
from notifications.public import ChannelTripped, DeliveryExhausted

pytestmark = pytest.mark.usefixtures("database")

LEASE = timedelta(seconds=5)
BATCH = 100
BACKLOG = 2_000


@dataclass(frozen=True)
class Crossed:
    topic: ClassVar[str] = "tests.crossed"
    version: ClassVar[int] = 1
    number: int


@pytest.fixture
async def queue(valkey, settings):
    async with open_queue_when_there(settings.valkey) as queue:
        yield queue


@pytest.fixture
def relay(queue, clock) -> Relay:
    settings = RelaySettings(batch=BATCH, offer_lease_s=LEASE.total_seconds())
    return Relay(queue=queue, wake=Wake(), settings=settings, clock=clock)


@pytest.fixture
def record(clock, ids):
    async def record(*events: Event) -> list[UUID]:
        async with in_transaction():
            return await outbox.record_all(events, clock=clock, ids=ids)

    return record


@pytest.fixture
async def crossings(record) -> list[UUID]:
    return await record(*(Crossed(number) for number in range(BACKLOG)))


@pytest.fixture
def sos(clock, ids) -> SosRaised:
    return SosRaised(sos_id=ids.new(), child_id=ids.new(), raised_at=clock.now())


@pytest.fixture
def take_job(queue):
    """The events of the job that a worker takes next, as arq reads its queue."""

    async def take_job() -> list[UUID]:
        [(job_id, _)] = await queue.zpopmin(QUEUE)
        info = await Job(job_id.decode(), queue, _queue_name=QUEUE).info()
        assert info is not None
        return [UUID(event_id) for event_id in info.args[0]]

    return take_job


async def test_the_first_claim_has_the_sos(crossings, record, sos, clock):
    [call] = await record(sos)

    claimed = await outbox.claim_due(limit=10, lease=LEASE, clock=clock)

    assert claimed == [call, *crossings[:9]]
    assert call not in await outbox.claim_due(limit=BACKLOG, lease=LEASE, clock=clock)


async def test_a_worker_takes_the_sos_next_however_much_it_was_offered_before(
    crossings, record, sos, relay, take_job
):
    while await relay.offer_due():
        pass
    [call] = await record(sos)

    assert await relay.offer_due() == 1

    assert await take_job() == [call]


async def test_arqs_own_worker_does_the_sos_first(crossings, record, sos, relay, settings):
    await relay.offer_due()
    [call] = await record(sos)
    await relay.offer_due()
    done: list[str] = []

    async def react(_: dict[str, object], event_ids: list[str]) -> None:
        done.extend(event_ids)

    worker = Worker(
        functions=[func(react, name="react", keep_result=0)],
        queue_name=QUEUE,
        redis_settings=redis_settings(settings.valkey),
        handle_signals=False,
        burst=True,
        max_jobs=1,
        poll_delay=0.01,
    )
    await worker.async_run()
    await worker.close()

    assert done[0] == str(call)
    assert sorted(done[1:]) == [str(crossing) for crossing in crossings[: 2 * BATCH]]


async def test_a_full_window_of_others_is_none_of_the_sos(crossings, record, sos, relay, take_job):
    offered = [await relay.offer_due() for _ in range(WINDOW + 1)]
    assert offered == [BATCH] * WINDOW + [0]
    [call] = await record(sos)

    await relay.offer_due()

    assert await take_job() == [call]


async def test_many_calls_for_help_go_in_small_jobs_and_all_come_first(
    crossings, record, sos, relay, take_job
):
    calls = await record(*[sos] * (URGENT_EVENTS_PER_JOB + 1))

    await relay.offer_due()

    one, other = await take_job(), await take_job()
    assert sorted(one + other) == calls
    assert max(len(one), len(other)) == URGENT_EVENTS_PER_JOB


async def test_nothing_is_lost_and_nothing_done_twice(
    crossings, record, sos, relay, queue, take_job, clock
):
    [call] = await record(sos)
    heard = Counter[UUID]()

    async def hear(event: outbox.Recorded) -> None:
        heard[event.id] += 1

    while await relay.offer_due():
        while await queue.zcard(QUEUE):
            await consume(await take_job(), react=hear, clock=clock)

    assert heard == Counter([*crossings, call])
    assert next(iter(heard)) == call
    assert await outbox.backlog() == (0, 0)


async def test_an_sos_whose_worker_died_is_offered_first_again(
    crossings, record, sos, relay, queue, take_job, clock
):
    [call] = await record(sos)
    await relay.offer_due()
    await queue.flushdb()

    clock.advance(LEASE)
    await relay.offer_due()

    assert await take_job() == [call]


async def test_the_loss_of_an_alarm_is_urgent_and_the_loss_of_a_campaign_is_not(
    crossings, record, clock, ids
):
    def lost(category: str) -> DeliveryExhausted:
        return DeliveryExhausted(ids.new(), ids.new(), ids.new(), category, "rejected")

    tripped = ChannelTripped("fcm", "fcm", "outage", "503")
    urgent = await record(lost("safety"), tripped)
    await record(*(lost(other) for other in ("care", "service", "advertising")))

    claimed = await outbox.claim_due(limit=3, lease=LEASE, clock=clock)

    assert claimed == [*urgent, crossings[0]]


async def test_the_sos_is_found_without_reading_the_backlog(crossings, record, sos):
    await record(sos)
    await sql.execute("ANALYZE kernel.outbox")

    plan = await sql.fetch(
        """
        EXPLAIN SELECT id FROM kernel.outbox
        WHERE urgent AND done_at IS NULL AND gave_up_at IS NULL ORDER BY id LIMIT 500
        """
    )

    assert any("outbox_urgent" in row["QUERY PLAN"] for row in plan)
