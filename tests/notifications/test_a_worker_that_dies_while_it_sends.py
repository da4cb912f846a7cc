"""Killed workers, lost answers, locked tables: each phone still shows each event once."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from random import Random
from uuid import UUID

import asyncpg
import pytest

from domains.identity import public as identity
from domains.kernel import sql
from infra.settings import Settings
from notifications.channel import Channel
from notifications.claim_due import LEASE, claim_due
from notifications.emulator import phone
from notifications.emulator.misbehaviour import Behaviour, Plan, Rule
from notifications.ports import Halted, Outgoing, Receipt, never_halted
from notifications.retry import (
    State,
)
from tests.notifications.world import Family, World, states


async def test_a_lost_answer_is_sent_again_and_shown_once(world: World) -> None:
    family = await world.family()
    await world.phone(family.mother, "hana")
    world.misbehave(Behaviour.LOST_RESPONSE, next=1)
    alarm = family.not_arrived()

    await world.tell(alarm)
    await world.deliver()
    world.clock.advance(timedelta(seconds=10))
    await world.deliver()

    assert world.requests() == 2
    assert [(each.shown_times, each.alerts) for each in world.history("hana")] == [(1, 1)]
    assert await states(alarm.event_id) == ["sent"]


async def test_a_killed_worker_leaves_a_lease_that_lapses(world: World) -> None:
    family = await world.family()
    await world.phone(family.mother, "hana")
    alarm = family.not_arrived()
    await world.tell(alarm)

    with pytest.raises(Killed):
        await world.deliver(channel=DeadlyChannel())
    while_leased = await world.deliver()
    world.clock.advance(LEASE)
    after_it = await world.deliver()

    assert (while_leased.claimed, after_it.states[State.SENT]) == (0, 1)
    assert len(world.history("hana")) == 1


async def test_two_workers_never_send_the_same_delivery(world: World) -> None:
    family = await world.family()
    for number in range(6):
        await world.phone(family.mother, f"hana-{number}")
    await world.tell(family.not_arrived())

    first = await claim_due(limit=4, clock=world.clock)
    second = await claim_due(limit=4, clock=world.clock)

    assert [len(first), len(second)] == [4, 2]
    assert not {each.device_id for each in first} & {each.device_id for each in second}


async def test_receipts_survive_when_a_dead_address_cannot_be_forgotten(
    world: World, settings: Settings
) -> None:
    family = await world.family()
    await world.phone(family.mother, "alive")
    await world.phone(family.mother, "gone")
    gone = world.push_service.register("gone", phone.Platform.ANDROID)
    gone.plan.rules.append(Rule(Behaviour.UNREGISTERED))
    alarm = family.not_arrived()
    await world.tell(alarm)

    async with locked(settings, "identity.devices"):
        delivering = asyncio.create_task(world.deliver())
        async with asyncio.timeout(10):
            while await states(alarm.event_id) != ["failed", "sent"]:
                assert not delivering.done()
                await asyncio.sleep(0.01)
    await delivering

    assert len(await identity.push_devices_of([family.mother])) == 1


@asynccontextmanager
async def locked(settings: Settings, table: str) -> AsyncIterator[None]:
    """Nobody writes to the table meanwhile, as if the database hung."""
    other = await asyncpg.connect(settings.database.url)
    async with other.transaction():
        await other.execute(f"LOCK TABLE {table} IN SHARE MODE")
        yield
    await other.close()


@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_whatever_goes_wrong_each_phone_shows_each_event_once(
    world: World, seed: int
) -> None:
    world.push_service.plan = trouble(seed)
    families = [await world.family() for _ in range(8)]
    for number, family in enumerate(families):
        for which in range(3):
            await world.phone(family.mother, f"phone-{number}-{which}")
    alarms = [(await told(world, family)) for family in families for _ in range(3)]

    while await still_open():
        await asyncio.gather(*(world.deliver() for _ in range(3)))
        world.clock.advance(timedelta(seconds=20))

    for number, device in enumerate(world.push_service.devices.values()):
        shown = [(each.event_id, each.shown_times, each.alerts) for each in device.phone.history]
        assert len(shown) == 3, number
        assert all(times == alerts == 1 for _, times, alerts in shown)
    assert len(world.push_service.devices) == 24
    assert [await states(alarm) for alarm in alarms] == [["sent"] * 3] * 24


class Killed(BaseException):
    """Nobody catches it: so ends a process."""


class DeadlyChannel:
    """A worker that dies with the batch in its hands."""

    name = Channel.FCM

    async def send(
        self, batch: Sequence[Outgoing], *, halted: Halted = never_halted
    ) -> list[Receipt]:
        raise Killed


def trouble(seed: int) -> Plan:
    """A third of all sends fail, each in a way of its own."""
    kinds = (Behaviour.UNAVAILABLE, Behaviour.INTERNAL, Behaviour.QUOTA, Behaviour.LOST_RESPONSE)
    return Plan([Rule(kind, probability=0.1) for kind in kinds], chance=Random(seed))


async def told(world: World, family: Family) -> UUID:
    alarm = family.not_arrived()
    await world.tell(alarm)
    return alarm.event_id


async def still_open() -> bool:
    rows = await sql.fetch(
        "SELECT 1 FROM notifications.deliveries WHERE state IN ('queued', 'sending') LIMIT 1"
    )
    return bool(rows)
