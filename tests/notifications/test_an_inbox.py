"""The list behind the bell belongs to one person."""

from datetime import timedelta
from uuid import UUID

from domains.consent import public as consent
from domains.consent.public import Purpose
from domains.kernel import sql
from domains.kernel.actor import Actor
from domains.kernel.text import Locale
from notifications.public import erase, inbox_of, mark_read, unread_count
from tests.notifications.world import Family, World, states


async def test_the_newest_comes_first_and_pages_join_without_gap_or_repeat(world: World) -> None:
    family = await world.family()
    for _ in range(5):
        await world.tell(family.arrived())
        world.clock.advance(timedelta(minutes=1))

    first = await inbox_of(family.mother, clock=world.clock, first=2)
    second = await inbox_of(family.mother, clock=world.clock, first=2, after=first[-1].id)
    third = await inbox_of(family.mother, clock=world.clock, first=2, after=second[-1].id)

    moments = [entry.occurred_at for entry in (*first, *second, *third)]
    assert moments == sorted(moments, reverse=True)
    assert len(set(moments)) == 5


async def test_reading_an_entry_counts_once(world: World) -> None:
    family = await world.family()
    await world.tell(family.arrived())
    await world.tell(family.sos())
    (newest, _) = await inbox_of(family.mother, clock=world.clock, first=10)

    marked = [await read(world, family, newest.id) for _ in range(2)]

    assert marked == [1, 0]
    assert await unread_count(family.mother, clock=world.clock) == 1


async def test_nobody_reads_anothers_inbox(world: World) -> None:
    family, others = await world.family(), await world.family()
    await world.tell(family.arrived())
    (entry,) = await inbox_of(family.mother, clock=world.clock, first=10)

    assert await inbox_of(others.mother, clock=world.clock, first=10) == []
    assert await mark_read(others.mother, entry_ids=[entry.id], clock=world.clock) == 0
    assert await unread_count(family.mother, clock=world.clock) == 1


async def test_a_withdrawn_consent_empties_what_was_told_under_it_and_stops_the_rest(
    world: World,
) -> None:
    family = await world.family()
    await world.phone(family.mother, "hana")
    arrival, alarm = family.arrived(), family.not_arrived()
    await world.tell(arrival)
    await world.tell(alarm)

    await withdraw(world, family, Purpose.COMMUTE_ARRIVAL)
    await world.deliver()

    left = await inbox_of(family.mother, clock=world.clock, first=10)
    assert [entry.kind for entry in left] == ["commute.not_arrived"]
    assert [notice.tag for notice in world.history("hana")] == [alarm.tag]
    assert await states(arrival.event_id) == ["failed"]


async def test_a_withdrawn_consent_takes_the_position_out_of_an_sos(world: World) -> None:
    family = await world.family()
    await world.phone(family.mother, "hana")
    await world.tell(family.sos())

    await withdraw(world, family, Purpose.COMMUTE_ALERTS)
    await world.deliver()

    (kept,) = await sql.fetch("SELECT notification FROM notifications.notices")
    assert "127.077" not in kept["notification"]
    assert "위치는 알 수 없어요" in world.history("hana")[0].body


async def read(world: World, family: Family, entry_id: UUID) -> int:
    return await mark_read(family.mother, entry_ids=[entry_id], clock=world.clock)


async def withdraw(world: World, family: Family, purpose: Purpose) -> None:
    decided = await consent.withdraw(
        Actor(person_id=family.mother),
        subject_id=family.child.id,
        purpose=purpose,
        locale=Locale.KO,
        erasers={purpose: erase},
        clock=world.clock,
        ids=world.ids,
    )
    assert isinstance(decided, consent.Decided)
