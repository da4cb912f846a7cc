"""A person has several screens: what is seen or read on one counts on all of them."""

from datetime import timedelta
from uuid import UUID

import pytest

from domains.identity.public import Platform
from domains.kernel import sql
from notifications.notification import Notification
from notifications.public import (
    inbox_of,
    mark_all_read,
    mark_read,
    mark_seen,
    mark_unread,
    unread_count,
)
from notifications.read_elsewhere import GATHER
from tests.notifications.world import Family, World, outbox_topics, states


@pytest.fixture
async def family(world: World) -> Family:
    return await world.family()


async def told(world: World, notification: Notification) -> Notification:
    await world.tell(notification)
    await world.deliver()
    return notification


async def seen(
    world: World, person: UUID, device: UUID, *events: UUID, opened: bool = False
) -> tuple[int, int]:
    marked = await mark_seen(
        person,
        device_id=device,
        event_ids=events,
        opened=opened,
        clock=world.clock,
        ids=world.ids,
    )
    return marked.seen, marked.read


async def read(world: World, person: UUID, *events: UUID) -> int:
    entries = await inbox_of(person, clock=world.clock, first=100)
    wanted = [entry.id for entry in entries if entry.event_id in events]
    return await mark_read(person, entry_ids=wanted, clock=world.clock, ids=world.ids)


async def a_moment_later(world: World) -> None:
    world.clock.advance(GATHER)
    await world.deliver()


async def test_what_is_seen_on_one_phone_is_kept_once_and_leaves_the_entry_unread(
    world: World, family: Family
) -> None:
    phone, _ = await world.phone(family.mother, "hana"), await world.phone(family.mother, "tablet")
    sos = await told(world, family.sos())

    first = await seen(world, family.mother, phone, sos.event_id)

    assert first == (1, 0)
    assert await seen(world, family.mother, phone, sos.event_id) == (0, 0)
    assert await states(sos.event_id) == ["seen", "sent"]
    assert await unread_count(family.mother, clock=world.clock) == 1


async def test_nobody_says_seen_for_another(world: World, family: Family) -> None:
    father = await family.father()
    phone, his = await world.phone(family.mother, "hana"), await world.phone(father, "dohyun")
    sos = await told(world, family.sos())

    assert await seen(world, father, phone, sos.event_id, opened=True) == (0, 0)
    assert await seen(world, father, his, world.ids.new()) == (0, 0)
    assert await seen(world, family.mother, his, sos.event_id) == (0, 0)
    assert await states(sos.event_id) == ["sent", "sent"]
    assert await unread_count(family.mother, clock=world.clock) == 1


async def test_a_receipt_is_bounded(world: World, family: Family) -> None:
    phone = await world.phone(family.mother, "hana")
    with pytest.raises(ValueError, match="at most 100"):
        await seen(world, family.mother, phone, *(world.ids.new() for _ in range(101)))


async def test_what_was_seen_is_not_sent_again_though_no_answer_came(
    world: World, family: Family
) -> None:
    """A lost response: the phone shows it, and says so before the next attempt."""
    phone = await world.phone(family.mother, "hana")
    sos = family.sos()
    await world.tell(sos)
    await sql.execute("UPDATE notifications.deliveries SET attempts = 1")

    assert await seen(world, family.mother, phone, sos.event_id) == (1, 0)
    await world.deliver()

    assert world.requests() == 0


@pytest.mark.parametrize("platform", [Platform.ANDROID, Platform.IOS])
async def test_what_is_opened_on_one_phone_vanishes_from_the_other_without_a_sound(
    world: World, family: Family, platform: Platform
) -> None:
    phone = await world.phone(family.mother, "hana")
    await world.phone(family.mother, "tablet", platform)
    news = await told(world, family.arrived())
    sounded = world.push_service.devices["tablet"].phone.counts["alerts"]

    assert await seen(world, family.mother, phone, news.event_id, opened=True) == (1, 1)
    await a_moment_later(world)

    assert world.screen("tablet") == []
    assert world.push_service.devices["tablet"].phone.counts["alerts"] == sounded
    assert world.screen("hana") != []
    """Its own notification the app takes away by itself."""


async def test_later_news_of_the_same_thing_stays(world: World, family: Family) -> None:
    await world.phone(family.mother, "tablet")
    first = await told(world, family.arrived())
    await read(world, family.mother, first.event_id)
    world.clock.advance(timedelta(seconds=1))
    await told(world, family.not_arrived())

    await a_moment_later(world)

    assert world.screen("tablet") == ["아직 운산초등학교에 도착하지 않았어요"]


async def test_reading_one_after_another_tells_each_other_phone_once(
    world: World, family: Family
) -> None:
    await world.phone(family.mother, "tablet")
    news = [await told(world, family.arrived()) for _ in range(5)]
    before = world.requests()

    for each in news:
        await read(world, family.mother, each.event_id)
    await a_moment_later(world)

    assert world.screen("tablet") == []
    assert world.requests() == before + 1


async def test_a_phone_that_was_away_hears_only_the_last_and_misses_nothing(
    world: World, family: Family
) -> None:
    await world.phone(family.mother, "tablet")
    news = [await told(world, family.arrived()) for _ in range(3)]
    tablet = world.push_service.devices["tablet"]
    world.push_service.go_offline(tablet)
    for each in news:
        await read(world, family.mother, each.event_id)
        await a_moment_later(world)

    world.push_service.go_online(tablet)

    assert world.screen("tablet") == []


async def test_a_phone_that_shows_nothing_of_it_is_left_alone(world: World, family: Family) -> None:
    news = await told(world, family.arrived())
    await world.phone(family.mother, "hana")

    await read(world, family.mother, news.event_id)
    await a_moment_later(world)

    assert world.requests() == 0


async def test_unread_again_waits_again_and_rings_nowhere(world: World, family: Family) -> None:
    await world.phone(family.mother, "hana")
    news = await told(world, family.arrived())
    await read(world, family.mother, news.event_id)
    (entry,) = await inbox_of(family.mother, clock=world.clock, first=10)
    await a_moment_later(world)
    before = world.requests()

    marked = [
        await mark_unread(family.mother, entry_ids=[entry.id], clock=world.clock, ids=world.ids)
        for _ in range(2)
    ]
    await a_moment_later(world)

    assert marked == [1, 0]
    assert await unread_count(family.mother, clock=world.clock) == 1
    assert world.requests() == before


async def test_all_up_to_what_was_listed_is_read_and_what_came_since_is_not(
    world: World, family: Family
) -> None:
    father = await family.father()
    for _ in range(3):
        await told(world, family.arrived())
        world.clock.advance(timedelta(minutes=1))
    (newest, *_) = await inbox_of(family.mother, clock=world.clock, first=10)
    await told(world, family.sos())
    (his, *_) = await inbox_of(father, clock=world.clock, first=10)

    async def all_read(up_to: UUID) -> int:
        return await mark_all_read(family.mother, up_to=up_to, clock=world.clock, ids=world.ids)

    assert await all_read(his.id) == 0
    assert await all_read(newest.id) == 3
    assert await unread_count(family.mother, clock=world.clock) == 1
    assert await unread_count(father, clock=world.clock) == 4


async def test_a_marking_rings_the_live_feeds_once_and_nothing_else(
    world: World, family: Family
) -> None:
    news = await told(world, family.arrived())
    before = await outbox_topics()

    await read(world, family.mother, news.event_id)
    await read(world, family.mother, news.event_id)

    assert (await outbox_topics())[len(before) :] == ["notifications.inbox_marked"]
