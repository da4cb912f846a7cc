"""A campaign to the whole city drains, slowly; somebody calls for help."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial

from tortoise.connection import get_connection

from infra.database import own_connections
from infra.settings import Settings
from notifications.dispatch.dispatcher import SHARES
from notifications.lanes import Lane
from tests.notifications.dispatch.engine import SlowWire, crowd, engine, tally
from tests.notifications.world import World, states

ADVERTISING = SHARES[Lane.ADVERTISING]
IN_HAND = ADVERTISING.batch * ADVERTISING.at_once


async def test_an_alarm_passes_a_campaign_whose_wire_is_stuck(world: World) -> None:
    family = await world.family()
    await world.phone(family.mother, "hana")
    city = crowd(Lane.ADVERTISING, 3000, clock=world.clock, ids=world.ids)
    wire = SlowWire(held=frozenset({Lane.ADVERTISING}))

    async with engine(wire, clock=world.clock, ids=world.ids, pages=city) as dispatcher:
        await wire.until(lambda: wire.begun[Lane.ADVERTISING] == IN_HAND)
        sos = family.sos()
        await world.tell(sos)
        dispatcher.nudge()
        await wire.until(lambda: wire.begun[Lane.SAFETY] == 1)

        assert not wire.let_go.is_set()
        wire.let_go.set()
        await wire.until(lambda: wire.begun[Lane.ADVERTISING] == 3000)

    assert await states(sos.event_id) == ["sent"]
    assert await tally(city.event_id) == {"sent": 3000}
    assert set(wire.sent.values()) == {1}


async def test_an_alarm_waits_for_no_connection_to_the_database(
    world: World, settings: Settings
) -> None:
    family = await world.family()
    await world.phone(family.mother, "hana")
    wire, sos = SlowWire(), family.sos()
    await world.tell(sos)
    apart = partial(own_connections, settings.database, at_most=2)

    async with AsyncExitStack() as storm:
        await storm.enter_async_context(every_connection_taken(settings))
        async with engine(wire, clock=world.clock, ids=world.ids, apart=apart) as dispatcher:
            dispatcher.nudge(Lane.SAFETY)
            await wire.until(lambda: wire.begun[Lane.SAFETY] == 1)
            await wire.until(lambda: wire.in_hand == 0)
            await storm.aclose()

    assert await states(sos.event_id) == ["sent"]


@asynccontextmanager
async def every_connection_taken(settings: Settings) -> AsyncIterator[None]:
    """As by a storm of jobs that all wait for something."""
    async with AsyncExitStack() as stack:
        shared = get_connection("default")
        for _ in range(settings.database.pool_max):
            await stack.enter_async_context(shared.acquire_connection())
        yield
        await asyncio.sleep(0)


async def test_what_a_worker_holds_in_its_hands_is_bounded(world: World) -> None:
    city = crowd(Lane.ADVERTISING, 20_000, clock=world.clock, ids=world.ids)
    wire = SlowWire()

    async with engine(wire, clock=world.clock, ids=world.ids, pages=city):
        await wire.until(lambda: sum(wire.sent.values()) >= 10_000)
        ahead = city.handed_out - sum(wire.sent.values())
        assert ahead <= IN_HAND + ADVERTISING.page
        await wire.until(lambda: sum(wire.sent.values()) == 20_000)

    assert wire.most_in_hand <= IN_HAND
    assert await tally(city.event_id) == {"sent": 20_000}
