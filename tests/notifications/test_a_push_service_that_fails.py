"""Outages, quotas, dead addresses and wrong keys: what happens to the delivery, and who learns."""

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
from domains.kernel.clock import SimulatedClock
from infra.settings import Settings
from notifications.channel import Channel
from notifications.claim_due import LEASE, claim_due
from notifications.emulator import phone
from notifications.emulator.misbehaviour import Behaviour, Plan, Rule
from notifications.ports import Halted, Outgoing, Receipt, Transient, never_halted
from notifications.retry import (
    CREDENTIALS,
    LONGEST_WAIT_S,
    MAX_ATTEMPTS,
    QUARANTINE_S,
    State,
    after,
)
from tests.notifications.world import Family, World, outbox_topics, states


async def test_a_dead_address_is_forgotten_and_the_other_phone_still_rings(world: World) -> None:
    family = await world.family()
    await world.phone(family.mother, "alive")
    await world.phone(family.mother, "gone")
    gone = world.push_service.register("gone", phone.Platform.ANDROID)
    gone.plan.rules.append(Rule(Behaviour.UNREGISTERED))
    arrival = family.arrived()

    await world.tell(arrival)
    await world.deliver()

    (left,) = await identity.push_devices_of([family.mother])
    assert left.push_token == "alive"
    assert len(world.history("alive")) == 1
    assert await states(arrival.event_id) == ["failed", "sent"]
    assert "notifications.delivery_exhausted" not in await outbox_topics()


@pytest.mark.parametrize(
    "fault", [Behaviour.UNAVAILABLE, Behaviour.INTERNAL, Behaviour.BAD_GATEWAY]
)
async def test_an_outage_is_waited_out_and_the_alarm_still_comes_once(
    world: World, fault: Behaviour
) -> None:
    family = await world.family()
    await world.phone(family.mother, "hana")
    world.misbehave(fault, next=3, retry_after_s=0)
    alarm = family.not_arrived()

    await world.tell(alarm)
    tries = 0
    while await states(alarm.event_id) == ["queued"]:
        await world.deliver()
        world.clock.advance(timedelta(seconds=10))
        tries += 1

    assert tries == 4
    assert [notice.alerts for notice in world.history("hana")] == [1]


async def test_a_delivery_that_waits_is_not_tried_before_its_time(world: World) -> None:
    family = await world.family()
    await world.phone(family.mother, "hana")
    world.misbehave(Behaviour.QUOTA, next=1, retry_after_s=40)
    alarm = family.not_arrived()

    await world.tell(alarm)
    await world.deliver()
    world.clock.advance(timedelta(seconds=39))
    too_early = await world.deliver()
    world.clock.advance(timedelta(seconds=2))
    in_time = await world.deliver()

    assert (too_early.claimed, in_time.states[State.SENT]) == (0, 1)


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


@pytest.mark.parametrize("fault", [Behaviour.SENDER_ID_MISMATCH, Behaviour.THIRD_PARTY_AUTH])
async def test_our_own_wrong_key_forgets_nobody_and_heals_when_it_is_righted(
    world: World, fault: Behaviour
) -> None:
    family = await world.family()
    await world.phone(family.mother, "hana")
    world.misbehave(fault)
    alarm = family.not_arrived()

    await world.tell(alarm)
    for _ in range(MAX_ATTEMPTS + 3):
        await world.deliver()
        world.clock.advance(timedelta(seconds=QUARANTINE_S))
    assert await states(alarm.event_id) == ["queued"]
    [reason] = await why(alarm.event_id)
    assert reason.startswith(CREDENTIALS)
    assert len(await identity.push_devices_of([family.mother])) == 1

    world.behave()
    await world.deliver()
    assert await states(alarm.event_id) == ["sent"]


async def test_what_cannot_be_delivered_is_visible_and_escalated_once(world: World) -> None:
    family = await world.family()
    await world.phone(family.mother, "hana")
    world.misbehave(Behaviour.INTERNAL)
    alarm = family.not_arrived()

    await world.tell(alarm)
    for _ in range(MAX_ATTEMPTS + 3):
        await world.deliver()
        world.clock.advance(timedelta(seconds=LONGEST_WAIT_S))

    assert world.requests() == MAX_ATTEMPTS
    assert await states(alarm.event_id) == ["failed"]
    assert await dead_letters() == 1
    assert (await outbox_topics()).count("notifications.delivery_exhausted") == 1


async def test_a_delivery_that_waited_asks_the_gate_again(world: World) -> None:
    family = await world.family()
    father = await family.father()
    await world.phone(father, "dohyun")
    world.misbehave(Behaviour.UNAVAILABLE, next=1, retry_after_s=60)
    alarm = family.not_arrived()

    await world.tell(alarm)
    await world.deliver()
    await family.leaves(father)
    world.clock.advance(timedelta(minutes=2))
    await world.deliver()

    assert world.history("dohyun") == []
    (row,) = await sql.fetch("SELECT state, reason FROM notifications.deliveries")
    assert (row["state"], row["reason"]) == ("failed", "relation_ended")


async def test_a_retry_within_seconds_asks_the_gate_too(world: World) -> None:
    family = await world.family()
    father = await family.father()
    await world.phone(father, "dohyun")
    world.misbehave(Behaviour.QUOTA, next=1, retry_after_s=1)
    alarm = family.not_arrived()

    await world.tell(alarm)
    await world.deliver()
    await family.leaves(father)
    world.clock.advance(timedelta(seconds=3))
    await world.deliver()

    assert world.history("dohyun") == []
    assert await states(alarm.event_id) == ["failed"]


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


async def test_an_alarm_that_nobody_sent_in_time_counts_as_lost(world: World) -> None:
    family = await world.family()
    await world.phone(family.mother, "hana")
    alarm = family.not_arrived()
    await world.tell(alarm)

    world.clock.advance(timedelta(hours=12))
    await world.deliver()

    assert await states(alarm.event_id) == ["failed"]
    assert await dead_letters() == 1
    assert "notifications.delivery_exhausted" in await outbox_topics()


async def test_a_notice_of_a_newer_release_holds_up_nothing_and_waits_for_it(
    world: World,
) -> None:
    family = await world.family()
    await world.phone(family.mother, "hana")
    newer, known = family.not_arrived(), family.sos()
    await world.tell(newer)
    await world.tell(known)
    await sql.execute(
        """
        UPDATE notifications.notices SET notification = replace(notification, $2, 'care.unheard_of')
        WHERE event_id = $1
        """,
        newer.event_id,
        newer.key.value,
    )

    await world.deliver()

    assert await states(known.event_id) == ["sent"]
    assert await states(newer.event_id) == ["sending"], "leased, and due again when it lapses"


def test_waits_grow_are_spread_and_have_a_limit(clock: SimulatedClock) -> None:
    dice, now = Random(7), clock.now()

    def wait_after(attempts: int) -> float:
        progress = after(
            Transient("http_503"),
            attempts=attempts,
            expires_at=now + timedelta(days=1),
            now=now,
            dice=dice,
        )
        assert progress.next_attempt_at is not None
        return (progress.next_attempt_at - now).total_seconds()

    for attempts in range(MAX_ATTEMPTS - 1):
        waits = [wait_after(attempts) for _ in range(200)]
        ceiling = min(LONGEST_WAIT_S, 2**attempts)
        assert 0 <= min(waits) < ceiling / 4 < ceiling * 3 / 4 < max(waits) <= ceiling


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


async def dead_letters() -> int:
    rows = await sql.fetch("SELECT 1 FROM notifications.deliveries WHERE dead_letter")
    return len(rows)


async def why(event_id: UUID) -> set[str]:
    rows = await sql.fetch(
        "SELECT reason FROM notifications.deliveries WHERE event_id = $1", event_id
    )
    return {row["reason"] for row in rows}
