"""The queue is gone. A child calls for help all the same, and every phone rings, once."""

from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

import pytest
from tortoise.transactions import in_transaction

from api import jobs
from api.alarms_without_queue import LATE, take_up_alarms
from domains.kernel import outbox
from tests.stories.commute.test_a_call_for_help import RAISE

SOON = LATE + timedelta(milliseconds=1)


@pytest.fixture
async def called(city, home):
    """An SOS in the outbox, and nothing that offers it to anybody."""
    return (await (await city.citizen(home.child)).ask(RAISE)).field["sosId"]


async def rings(city, home) -> list[int]:
    await jobs.deliver({"tools": city.tools})
    return [len(phone.rung) for phone in home.hers]


async def test_a_worker_takes_it_up_by_itself(city, home, called):
    assert await take_up_alarms(city.tools) == 0, "it is the queue's for two seconds"
    city.clock.advance(SOON)
    assert await take_up_alarms(city.tools) > 0
    assert await rings(city, home) == [1, 1]


async def test_what_is_on_offer_and_was_lost_with_the_queue_waits_for_no_lease(city, home, called):
    offered = await outbox.claim_due(limit=100, lease=timedelta(hours=1), clock=city.clock)
    assert offered
    city.clock.advance(SOON)
    assert await take_up_alarms(city.tools) > 0
    assert await rings(city, home) == [1, 1]


async def test_when_the_queue_is_back_nothing_rings_twice(city, home, called):
    city.clock.advance(SOON)
    await take_up_alarms(city.tools)
    await rings(city, home)
    await city.settle()
    assert await take_up_alarms(city.tools) == 0
    assert await rings(city, home) == [1, 1]


async def test_what_is_not_urgent_is_left_to_the_queue(city):
    async with in_transaction():
        await outbox.record(BellRang(), clock=city.clock, ids=city.ids)
    city.clock.advance(SOON)
    assert await take_up_alarms(city.tools) == 0
    assert await outbox.backlog() == (1, 0)


@dataclass(frozen=True)
class BellRang:
    topic: ClassVar[str] = "tests.bell_rang"
    version: ClassVar[int] = 1
