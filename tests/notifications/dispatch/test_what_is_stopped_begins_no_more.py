"""A campaign is cancelled, paused, taken back: what has not begun begins no more."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta

import asyncpg
from tortoise.transactions import in_transaction

from infra.settings import Settings
from notifications.dispatch import halts
from notifications.dispatch.halts import BLIND_AFTER, Halts
from notifications.lanes import Lane
from tests.notifications.dispatch.engine import SlowWire, crowd, engine, tally
from tests.notifications.world import World, states


async def test_a_cancelled_campaign_stops_in_the_middle_of_its_batches(world: World) -> None:
    city = crowd(Lane.ADVERTISING, 2000, clock=world.clock, ids=world.ids)
    wire = SlowWire(held=frozenset({Lane.ADVERTISING}))

    async with engine(wire, clock=world.clock, ids=world.ids, pages=city) as dispatcher:
        await wire.until(lambda: wire.in_hand > 0)
        await halts.stop([city.event_id])
        city.left = 0
        await dispatcher.refresh_halts()
        wire.let_go.set()
        await wire.until(lambda: wire.in_hand == 0)

    assert wire.sent == {}
    assert set(await tally(city.event_id)) == {"queued"}


async def test_a_worker_that_cannot_ask_begins_nothing_that_may_be_cancelled(world: World) -> None:
    known, event = Halts(clock=world.clock), world.ids.new()
    await known.refresh()
    fresh = known.of_lane(Lane.ADVERTISING)(event)
    world.clock.advance(BLIND_AFTER)

    assert not fresh
    assert known.of_lane(Lane.ADVERTISING)(event)
    assert known.of_lane(Lane.SERVICE)(event)
    assert not known.of_lane(Lane.SAFETY)(event), "an alarm goes out"


async def test_a_cancel_that_was_rolled_back_stops_nothing(world: World) -> None:
    known, event = Halts(clock=world.clock), world.ids.new()
    try:
        async with in_transaction():
            await halts.stop([event])
            raise TimeoutError
    except TimeoutError:
        await known.refresh()

    assert not known.holds(event)


async def test_what_is_stopped_waits_in_the_ledger_until_it_is_resumed(world: World) -> None:
    family = await world.family()
    await world.phone(family.mother, "hana")
    arrival = family.arrived()
    await world.tell(arrival)

    await halts.stop([arrival.event_id])
    while_stopped = await world.deliver()
    await halts.resume([arrival.event_id])
    await world.deliver()

    assert while_stopped.claimed == 0
    assert await states(arrival.event_id) == ["sent"]


async def test_an_alarm_taken_back_in_a_workers_hands_is_not_begun(world: World) -> None:
    family = await world.family()
    await world.phone(family.mother, "hana")
    wire, alarm = SlowWire(held=frozenset({Lane.SAFETY, Lane.CARE})), family.not_arrived()
    await world.tell(alarm)

    async with engine(wire, clock=world.clock, ids=world.ids) as dispatcher:
        await wire.until(lambda: wire.in_hand == 1)
        await world.take_back(alarm.tag)
        await dispatcher.refresh_halts()
        wire.let_go.set()
        await wire.until(lambda: wire.in_hand == 0)

    assert not any(event == alarm.event_id for event, _ in wire.sent)
    assert await states(alarm.event_id) == ["retracted"]


async def test_a_stop_ends_when_it_was_to_end(world: World) -> None:
    known, event = Halts(clock=world.clock), world.ids.new()
    await halts.stop([event], until=world.clock.now() + timedelta(seconds=15))
    await known.refresh()
    before = known.holds(event)
    world.clock.advance(timedelta(seconds=15))
    await known.refresh()

    assert (before, known.holds(event)) == (True, False)


async def test_a_worker_that_begins_hears_first_what_was_stopped(
    world: World, settings: Settings
) -> None:
    """Blind, it would hand back all it claims; an alarm waits for no such answer."""
    family = await world.family()
    await world.phone(family.mother, "hana")
    city = crowd(Lane.SERVICE, 2000, clock=world.clock, ids=world.ids)
    wire = SlowWire()
    first, second = family.sos(), family.not_arrived()
    await world.tell(first)

    async with (
        locked(settings.database.url, "notifications.stopped") as let_go,
        engine(wire, clock=world.clock, ids=world.ids, pages=city) as dispatcher,
    ):
        await wire.until(lambda: wire.begun[Lane.SAFETY] == 1)
        await world.tell(second)
        dispatcher.nudge(Lane.SAFETY)
        await wire.until(lambda: wire.begun[Lane.SAFETY] == 2)
        untold = city.handed_out
        await let_go()
        await wire.until(lambda: wire.begun[Lane.SERVICE] == 2000)

    assert untold == 0
    assert await tally(city.event_id) == {"sent": 2000}
    assert len(wire.sent) == 2002


@asynccontextmanager
async def locked(url: str, table: str) -> AsyncIterator[Callable[[], Awaitable[None]]]:
    """Nobody reads the table until it is let go, at the latest at the end."""
    other = await asyncpg.connect(url)
    held = other.transaction()
    await held.start()
    await other.execute(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE")
    try:
        yield held.commit
    finally:
        await other.close()
