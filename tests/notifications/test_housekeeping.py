"""A month of deliveries is a partition: made ahead, dropped whole."""

from datetime import timedelta
from uuid import UUID

from domains.kernel import sql
from notifications.dispatch import halts
from notifications.public import inbox_of, keep_house
from tests.notifications.world import World


async def test_deliveries_lie_in_the_partition_of_their_events_month(world: World) -> None:
    family = await world.family()
    await world.phone(family.mother, "hana")
    await keep_house(clock=world.clock)

    await world.tell(family.arrived())

    assert await partitions_in_use() == ["deliveries_202603"]


async def test_without_housekeeping_nothing_is_refused(world: World) -> None:
    family = await world.family()
    await world.phone(family.mother, "hana")
    world.clock.advance(timedelta(days=1000))

    told = await world.tell(family.arrived())
    await keep_house(clock=world.clock)

    assert told.queued == 1
    assert await partitions_in_use() == ["deliveries_default"]


async def test_what_is_old_is_dropped_and_the_inbox_outlives_the_deliveries(
    world: World,
) -> None:
    family = await world.family()
    await world.phone(family.mother, "hana")
    await keep_house(clock=world.clock)
    await world.tell(family.arrived())

    world.clock.advance(timedelta(days=130))
    await keep_house(clock=world.clock)
    after_four_months = await inbox_of(family.mother, clock=world.clock, first=10)
    world.clock.advance(timedelta(days=60))
    await keep_house(clock=world.clock)

    assert await partitions_in_use() == []
    assert len(after_four_months) == 1
    assert await inbox_of(family.mother, clock=world.clock, first=10) == []


async def test_what_is_stopped_for_good_is_forgotten_with_its_event(world: World) -> None:
    family = await world.family()
    await world.phone(family.mother, "hana")
    arrival = family.arrived()
    await world.tell(arrival)
    await halts.stop([arrival.event_id])
    await keep_house(clock=world.clock)
    meanwhile = await stopped()

    await sql.execute(
        "UPDATE notifications.deliveries SET state = 'retracted', finished_at = $1",
        world.clock.now(),
    )
    world.clock.advance(timedelta(days=2))
    await keep_house(clock=world.clock)

    assert (meanwhile, await stopped()) == ([arrival.event_id], [])


async def stopped() -> list[UUID]:
    rows = await sql.fetch("SELECT event_id FROM notifications.stopped")
    return [row["event_id"] for row in rows]


async def partitions_in_use() -> list[str]:
    rows = await sql.fetch(
        "SELECT DISTINCT tableoid::regclass::text AS name FROM notifications.deliveries"
    )
    return sorted(row["name"].removeprefix("notifications.") for row in rows)
