"""A feed that was away hears what changed meanwhile; whatever committed late is told too."""

import asyncio
from datetime import timedelta
from uuid import UUID

import pytest
from tortoise.transactions import in_transaction

from domains.kernel import sql
from notifications.public import (
    Place,
    inbox_changes,
    inbox_of,
    mark_read,
    next_to_appear,
    notify,
)
from tests.builders.heard import nobody_stands_before
from tests.notifications.world import Family, World


@pytest.fixture
async def family(world: World) -> Family:
    return await world.family()


async def place(world: World, person: UUID) -> Place:
    return (await inbox_changes(person, since=None, clock=world.clock)).place


async def changed(world: World, person: UUID, since: Place) -> list[UUID]:
    changes = await inbox_changes(person, since=since, clock=world.clock)
    assert changes.is_complete
    return [entry.event_id for entry in changes.entries]


async def test_added_read_and_retracted_each_count_as_changed(world: World, family: Family) -> None:
    old, alarm = family.arrived(), family.not_arrived()
    await world.tell(old)
    await world.tell(alarm)
    await nobody_stands_before()
    since = await place(world, family.mother)
    assert await changed(world, family.mother, since) == []

    added = family.sos()
    await world.tell(added)
    assert await changed(world, family.mother, since) == [added.event_id]

    (entry,) = [
        each
        for each in await inbox_of(family.mother, clock=world.clock, first=9)
        if each.event_id == old.event_id
    ]
    await mark_read(family.mother, entry_ids=[entry.id], clock=world.clock, ids=world.ids)
    await world.take_back(alarm.tag)

    assert set(await changed(world, family.mother, since)) == {
        old.event_id,
        alarm.event_id,
        added.event_id,
    }
    await nobody_stands_before()
    assert await changed(world, family.mother, await place(world, family.mother)) == []


async def test_what_began_before_the_place_and_committed_after_it_is_told(
    world: World, family: Family
) -> None:
    written, may_commit = asyncio.Event(), asyncio.Event()
    slow = family.arrived()

    async def tell_slowly() -> None:
        async with in_transaction():
            await notify(slow, clock=world.clock, ids=world.ids)
            written.set()
            await may_commit.wait()

    telling = asyncio.create_task(tell_slowly())
    await written.wait()
    await world.tell(family.sos())
    since = await place(world, family.mother)
    may_commit.set()
    await telling

    assert slow.event_id in await changed(world, family.mother, since)


async def test_what_was_held_back_is_told_when_it_appears(world: World, family: Family) -> None:
    await world.tell(family.arrived())
    later = world.clock.now() + timedelta(hours=2)
    await sql.execute("UPDATE notifications.inbox SET visible_from = $1", later)
    since = await place(world, family.mother)
    assert await changed(world, family.mother, since) == []
    assert await next_to_appear(family.mother, clock=world.clock) == later

    world.clock.advance(timedelta(hours=2))

    assert len(await changed(world, family.mother, since)) == 1
    assert await next_to_appear(family.mother, clock=world.clock) is None


async def test_nobody_hears_of_anothers_changes(world: World, family: Family) -> None:
    others = await world.family()
    since = await place(world, others.mother)
    await world.tell(family.sos())
    assert await changed(world, others.mother, since) == []


async def test_too_much_at_once_or_a_place_of_another_database_means_read_anew(
    world: World, family: Family
) -> None:
    since = await place(world, family.mother)
    for _ in range(101):
        await world.tell(family.arrived())

    many = await inbox_changes(family.mother, since=since, clock=world.clock)
    foreign = await inbox_changes(
        family.mother, since=Place(2**60, world.clock.now()), clock=world.clock
    )

    assert (many.is_complete, len(many.entries)) == (False, 100)
    assert (foreign.is_complete, list(foreign.entries)) == (False, [])


def test_a_place_reads_back_what_it_wrote(world: World) -> None:
    place = Place(12345, world.clock.now())
    assert Place.parse(str(place)) == place
    for nonsense in ("", "1", "1.", ".1", "-1.5", "a.b", "1.2.3", f"1.{10**38}"):
        with pytest.raises(ValueError, match=r"."):
            Place.parse(nonsense)
