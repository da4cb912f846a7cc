"""The list behind the bell belongs to one person."""

from datetime import timedelta
from uuid import UUID

from domains.consent import public as consent
from domains.consent.public import Erasers, Purpose
from domains.kernel import sql
from domains.kernel.actor import Actor
from domains.kernel.text import Locale
from notifications.public import erase, inbox_of, keep_house, mark_read, unread_count
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
    assert (
        await mark_read(others.mother, entry_ids=[entry.id], clock=world.clock, ids=world.ids) == 0
    )
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

    (kept,) = await sql.fetch("SELECT notification, position FROM notifications.notices")
    assert "127.077" not in kept["notification"]
    assert kept["position"] is None
    assert "위치는 알 수 없어요" in world.history("hana")[0].body


async def read(world: World, family: Family, entry_id: UUID) -> int:
    return await mark_read(family.mother, entry_ids=[entry_id], clock=world.clock, ids=world.ids)


async def withdraw(world: World, family: Family, purpose: Purpose) -> None:
    decided = await consent.withdraw(
        Actor(person_id=family.mother),
        subject_id=family.child.id,
        purpose=purpose,
        locale=Locale.KO,
        erasers=Erasers({purpose: erase}),
        clock=world.clock,
        ids=world.ids,
    )
    assert isinstance(decided, consent.Withdrawn)


async def test_an_ended_guardianship_leaves_no_trace_behind_the_bell(world: World) -> None:
    family = await world.family()
    father = await family.father()
    await world.tell(family.arrived())
    await world.tell(family.sos())
    (newest, _) = await inbox_of(father, clock=world.clock, first=10)

    await family.leaves(father)

    assert await inbox_of(father, clock=world.clock, first=10) == []
    assert await unread_count(father, clock=world.clock) == 0
    assert await mark_read(father, entry_ids=[newest.id], clock=world.clock, ids=world.ids) == 0
    assert len(await inbox_of(family.mother, clock=world.clock, first=10)) == 2


async def test_a_word_under_a_consent_that_stands_no_more_is_not_shown(world: World) -> None:
    """Even before anything is erased: the standing consent is asked whenever words are shown."""
    family = await world.family()
    await world.tell(family.arrived())
    await world.tell(family.sos())

    await sql.execute(
        "UPDATE consent.standing SET purposes = array_remove(purposes, $1)",
        Purpose.COMMUTE_ARRIVAL.value,
    )

    left = await inbox_of(family.mother, clock=world.clock, first=10)
    assert [entry.kind for entry in left] == ["sos.raised"]
    assert await unread_count(family.mother, clock=world.clock) == 1


async def test_the_control_room_keeps_its_calls_and_loses_them_with_the_office(
    world: World,
) -> None:
    family = await world.family()
    operator = await world.town.operator()
    await world.tell(family.sos())
    assert len(await inbox_of(operator.person_id, clock=world.clock, first=10)) == 1

    await sql.execute("UPDATE identity.role_grants SET ends_at = $1", world.clock.now())

    assert await inbox_of(operator.person_id, clock=world.clock, first=10) == []


async def test_a_consent_withdrawn_after_months_still_empties_the_inbox(world: World) -> None:
    family = await world.family()
    await world.tell(family.arrived())
    world.clock.advance(timedelta(days=130))
    await keep_house(clock=world.clock)

    await withdraw(world, family, Purpose.COMMUTE_ARRIVAL)

    assert await sql.fetch("SELECT 1 FROM notifications.inbox") == []
