"""PostgreSQL cuts every connection, a channel breaks its word, a worker is told to stop."""

from collections.abc import Sequence

import asyncpg
from structlog.testing import capture_logs

from infra.settings import Settings
from notifications.channel import Channel
from notifications.lanes import Lane
from notifications.ports import Halted, Outgoing, Receipt, Rejected, never_halted
from notifications.requeue import requeue
from tests.notifications.dispatch.engine import SlowWire, crowd, engine, tally
from tests.notifications.world import World, states


async def test_the_engine_goes_on_when_the_database_is_back(
    world: World, settings: Settings
) -> None:
    family = await world.family()
    await world.phone(family.mother, "hana")
    city = crowd(Lane.ADVERTISING, 3000, clock=world.clock, ids=world.ids)
    wire = SlowWire()

    async with engine(wire, clock=world.clock, ids=world.ids, pages=city) as dispatcher:
        await wire.until(lambda: wire.begun[Lane.ADVERTISING] >= 500)
        await cut_connections(settings.database.url)
        await wire.until(lambda: not city.left)
        sos = family.sos()
        await world.tell(sos)
        dispatcher.nudge(Lane.SAFETY)
        await wire.until(lambda: wire.begun[Lane.SAFETY] == 1)

    assert await states(sos.event_id) == ["sent"]
    assert set(wire.sent.values()) == {1}
    assert set(await tally(city.event_id)) <= {"sent", "sending"}, "the rest waits for its lease"


async def cut_connections(url: str) -> None:
    """As a restart does, or a failover."""
    other = await asyncpg.connect(url)
    await other.execute(
        """
        SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND application_name = 'osan-talk'
        """
    )
    await other.close()


async def test_a_worker_told_to_stop_finishes_what_it_has_in_hand(world: World) -> None:
    city = crowd(Lane.SERVICE, 10_000, clock=world.clock, ids=world.ids)
    wire = SlowWire()

    async with engine(wire, clock=world.clock, ids=world.ids, pages=city):
        await wire.until(lambda: wire.begun[Lane.SERVICE] >= 250)

    assert city.left > 0
    assert await tally(city.event_id) == {"sent": city.handed_out}


class Broken:
    """A channel with a fault of ours in it."""

    name = Channel.FCM

    async def send(
        self, batch: Sequence[Outgoing], *, halted: Halted = never_halted
    ) -> list[Receipt]:
        raise KeyError


async def test_a_channel_that_breaks_its_word_is_an_outage_and_loses_nothing(world: World) -> None:
    family = await world.family()
    await world.phone(family.mother, "hana")
    alarm = family.not_arrived()
    await world.tell(alarm)

    with capture_logs() as told:
        await world.deliver(channel=Broken())

    assert await states(alarm.event_id) == ["queued"]
    assert "push.channel_broke" in [each["event"] for each in told]


class Refusing:
    """Finds every message malformed."""

    name = Channel.FCM

    async def send(
        self, batch: Sequence[Outgoing], *, halted: Halted = never_halted
    ) -> list[Receipt]:
        return [Rejected("INVALID_ARGUMENT") for _ in batch]


async def test_a_dead_letter_is_tried_anew_when_it_is_replayed(world: World) -> None:
    family = await world.family()
    phone = await world.phone(family.mother, "hana")
    alarm = family.not_arrived()
    await world.tell(alarm)
    await world.deliver(channel=Refusing())
    given_up = await states(alarm.event_id)

    again = await requeue([(alarm.event_id, phone)], clock=world.clock)
    await world.deliver()

    assert (given_up, again) == (["failed"], 1)
    assert await states(alarm.event_id) == ["sent"]
