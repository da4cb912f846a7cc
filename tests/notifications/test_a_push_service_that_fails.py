"""Outages, quotas, dead addresses and wrong keys: what happens to the delivery, and who learns."""

from datetime import timedelta
from random import Random
from uuid import UUID

import pytest

from domains.identity import public as identity
from domains.kernel import sql
from domains.kernel.clock import SimulatedClock
from notifications.emulator import phone
from notifications.emulator.misbehaviour import Behaviour, Rule
from notifications.ports import Transient
from notifications.retry import (
    CREDENTIALS,
    LONGEST_WAIT_S,
    MAX_ATTEMPTS,
    QUARANTINE_S,
    State,
    after,
)
from tests.notifications.world import World, outbox_topics, states


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


async def dead_letters() -> int:
    rows = await sql.fetch("SELECT 1 FROM notifications.deliveries WHERE dead_letter")
    return len(rows)


async def why(event_id: UUID) -> set[str]:
    rows = await sql.fetch(
        "SELECT reason FROM notifications.deliveries WHERE event_id = $1", event_id
    )
    return {row["reason"] for row in rows}
