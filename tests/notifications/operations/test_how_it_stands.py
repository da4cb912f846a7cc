"""One look over everything: what waits, what went, what is broken; and what is wrong with it."""

import time
from datetime import timedelta
from uuid import UUID

import pytest
from prometheus_client import REGISTRY

from domains.kernel import sql
from domains.kernel.actor import Actor, system_actor
from notifications import metrics
from notifications.channel import Channel
from notifications.channels.breaker import Recovered, Tripped, Trouble
from notifications.channels.health import record
from notifications.emulator.misbehaviour import Behaviour
from notifications.lanes import Lane
from notifications.public import dead_letters, operations
from tests.notifications.world import Family, World

CONSOLE = system_actor("test")
TERMS = operations.Terms(quota_per_min=600, has_telephone=True)


@pytest.fixture
async def family(world: World) -> Family:
    return await world.family()


async def look(world: World) -> operations.Picture:
    picture = await operations.look(CONSOLE, terms=TERMS, clock=world.clock)
    assert isinstance(picture, operations.Picture)
    return picture


async def ailments(world: World) -> list[str]:
    return [finding.ailment.value for finding in operations.diagnose(await look(world))]


def pulse_of(world: World) -> operations.Pulse:
    return operations.Pulse(clock=world.clock, ids=world.ids)


async def test_a_house_at_rest_is_well(world: World) -> None:
    await pulse_of(world).beat()
    assert await ailments(world) == []


async def test_without_a_worker_nothing_goes_out_and_it_says_since_when(world: World) -> None:
    pulse = pulse_of(world)
    await pulse.beat()
    last = world.clock.now()
    world.clock.advance(timedelta(minutes=1))

    (finding,) = operations.diagnose(await look(world))

    assert (finding.ailment, finding.is_urgent, finding.since) == ("no_worker", True, last)


async def test_what_workers_did_is_told_once(world: World, family: Family) -> None:
    pulse = pulse_of(world)
    await world.phone(family.mother, "hana")
    for _ in range(3):
        await world.tell(family.not_arrived())
        await world.deliver()
    await pulse.beat()
    await pulse.beat()

    recent = (await look(world)).recent

    assert recent.flows == (operations.Flow("safety", Channel.FCM, sent=3, troubled=0),)
    assert recent.workers == 1
    assert recent.asked_of_fcm == 3


async def test_failures_are_told_by_reason_for_an_hour(world: World, family: Family) -> None:
    pulse = pulse_of(world)
    await world.phone(family.mother, "hana")
    world.misbehave(Behaviour.UNAVAILABLE)
    await world.tell(family.not_arrived())
    await world.deliver()
    await pulse.beat()
    world.clock.advance(timedelta(minutes=30))

    (failure,) = (await look(world)).recent.failures

    assert (failure.channel, failure.outcome, failure.n) == (Channel.FCM, "queued", 1)
    assert failure.reason == "UNAVAILABLE"
    world.clock.advance(timedelta(minutes=31))
    assert (await look(world)).recent.failures == ()


async def test_an_alarm_that_waits_is_urgent_and_its_age_is_counted_from_its_birth(
    world: World, family: Family
) -> None:
    pulse = pulse_of(world)
    await world.phone(family.mother, "hana")
    await world.tell(family.not_arrived())
    world.misbehave(Behaviour.UNAVAILABLE)
    for _ in range(3):
        await world.deliver()
        world.clock.advance(timedelta(seconds=7))
    await pulse.beat()

    (safety, *rest) = (await look(world)).queues
    findings = operations.diagnose(await look(world))

    assert safety.oldest == timedelta(seconds=21)
    assert all(queue.oldest is None for queue in rest)
    assert [(each.ailment, each.is_urgent) for each in findings] == [("late_alarm", True)]


@pytest.mark.parametrize(
    ("circuit", "trouble", "telephone", "said"),
    [
        ("fcm", Trouble.CREDENTIALS, True, "credentials"),
        ("fcm", Trouble.CREDENTIALS, False, "credentials_without_telephone"),
        ("fcm.apns", Trouble.CREDENTIALS, True, "credentials_of_apple"),
        ("sms", Trouble.CREDENTIALS, True, "credentials_of_a_channel"),
        ("fcm", Trouble.OUTAGE, True, "outage"),
    ],
)
async def test_what_is_broken_is_told_apart_by_what_is_to_be_done(
    world: World, circuit: str, trouble: Trouble, telephone: bool, said: str
) -> None:
    await pulse_of(world).beat()
    broke_at = world.clock.now()
    await record(circuit, Tripped(trouble, "http_401", 1), clock=world.clock, ids=world.ids)
    world.clock.advance(timedelta(seconds=5))
    terms = operations.Terms(quota_per_min=600, has_telephone=telephone)
    picture = await operations.look(CONSOLE, terms=terms, clock=world.clock)
    assert isinstance(picture, operations.Picture)

    (finding,) = operations.diagnose(picture)

    assert (finding.ailment, finding.since, finding.reason) == (said, broke_at, "http_401")
    await record(circuit, Recovered(), clock=world.clock, ids=world.ids)
    assert await ailments(world) == []


async def test_prometheus_is_told_what_the_page_shows(world: World, family: Family) -> None:
    await world.phone(family.mother, "hana")
    await world.tell(family.not_arrived())
    world.clock.advance(timedelta(seconds=4))
    await pulse_of(world).beat()
    await record(
        "fcm", Tripped(Trouble.CREDENTIALS, "http_401", 1), clock=world.clock, ids=world.ids
    )

    operations.tell(await look(world))

    def said(name: str, **labels: str) -> float | None:
        return REGISTRY.get_sample_value(name, labels)

    assert said("osan_push_open", lane="safety", state="due") == 1
    assert said("osan_push_oldest_waiting_seconds", lane="safety") == 4
    assert said("osan_push_dead_letters", lane="safety") == 0
    assert said("osan_push_channel_broken", circuit="fcm") == 1
    assert said("osan_push_workers") == 1
    assert said("osan_push_fanout_done_ratio") == 1


async def test_a_label_does_not_grow_with_what_others_think_of() -> None:
    said = {metrics.bounded(f"REASON_{n}") for n in range(1_000)}
    assert len(said) <= metrics.MOST_REASONS + 1
    assert metrics.bounded("with a space and 민아") == metrics.OTHER


async def test_nobody_but_an_operator_is_shown_anything(world: World) -> None:
    nobody = Actor(person_id=UUID(int=7))
    assert (
        await operations.look(nobody, terms=TERMS, clock=world.clock)
        == dead_letters.MayNotOperate()
    )


async def test_a_million_deliveries_are_not_counted(world: World) -> None:
    """A hundred thousand here; what is asked does not grow with them."""
    await sql.execute(
        """
        INSERT INTO notifications.deliveries (event_id, device_id, person_id, channel, lane, locale,
            expires_at, created_at, next_attempt_at)
        SELECT '0195531d-0000-7000-8000-000000000000', gen_random_uuid(), gen_random_uuid(), 'fcm',
            3, 'ko', $1::timestamptz + interval '1 day', $1, $1::timestamptz + interval '1 hour'
        FROM generate_series(1, 100000)
        """,
        world.clock.now(),
    )
    await sql.execute("ANALYZE notifications.deliveries")
    begun = time.perf_counter()

    queues = (await look(world)).queues

    assert queues[Lane.ADVERTISING].later == operations.AT_MOST
    assert time.perf_counter() - begun < 1
