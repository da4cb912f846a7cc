"""A child that turned up, an SOS that somebody took on: the alarm goes, wherever it got to."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from domains.identity.public import Platform
from notifications.channel import Channel
from notifications.emulator import phone as emulated
from notifications.ports import Halted, Outgoing, Receipt, Transient, never_halted
from notifications.public import inbox_of, unread_count
from tests.notifications.world import World, reasons, states


@pytest.mark.parametrize("platform", [Platform.ANDROID, Platform.IOS])
async def test_a_shown_alarm_leaves_the_screen(world: World, platform: Platform) -> None:
    family = await world.family()
    await world.phone(family.mother, "hana", platform)
    alarm = family.not_arrived()
    await world.tell(alarm)
    await world.deliver()
    assert world.screen("hana") == ["아직 운산초등학교에 도착하지 않았어요"]

    world.clock.advance(timedelta(minutes=5))
    retraction = await world.take_back(alarm.tag)
    await world.deliver(event_ids=[retraction])

    assert world.screen("hana") == []


async def test_an_alarm_that_is_no_news_any_more_still_leaves_the_screen(world: World) -> None:
    family = await world.family()
    await world.phone(family.mother, "hana")
    alarm = family.not_arrived()
    await world.tell(alarm)
    await world.deliver()
    world.clock.advance(alarm.expires_at - world.clock.now() + timedelta(minutes=1))
    assert len(world.screen("hana")) == 1

    await world.take_back(alarm.tag)
    await world.deliver()

    assert world.screen("hana") == []


async def test_a_phone_that_was_away_comes_back_to_no_alarm(world: World) -> None:
    """Alarm and retraction both wait for it, since neither collapses the other's kind."""
    family = await world.family()
    await world.phone(family.mother, "hana")
    away = world.push_service.register("hana", emulated.Platform.ANDROID)
    world.push_service.go_offline(away)
    alarm = family.sos()
    await world.tell(alarm)
    await world.deliver()
    await world.take_back(alarm.tag)
    await world.deliver()

    world.push_service.go_online(away)

    assert world.screen("hana") == []


async def test_an_iphone_that_was_away_keeps_the_alarm_until_its_app_opens(world: World) -> None:
    """Best effort: Apple keeps no background push for a phone that is away. The inbox knows."""
    family = await world.family()
    await world.phone(family.mother, "hana", Platform.IOS)
    away = world.push_service.register("hana", emulated.Platform.IOS)
    world.push_service.go_offline(away)
    alarm = family.sos()
    await world.tell(alarm)
    await world.deliver()
    await world.take_back(alarm.tag)
    await world.deliver()

    world.push_service.go_online(away)

    assert world.screen("hana") == ["SOS: 민아"]
    (entry,) = await inbox_of(family.mother, clock=world.clock, first=10)
    assert entry.retracted_at is not None


async def test_an_alarm_that_was_not_sent_yet_never_comes(world: World) -> None:
    family = await world.family()
    await world.phone(family.mother, "hana")
    alarm = family.not_arrived()
    await world.tell(alarm)

    await world.take_back(alarm.tag)
    await world.deliver()

    assert world.requests() == 0
    assert await states(alarm.event_id) == ["retracted"]


async def test_an_alarm_without_an_answer_may_be_on_the_screen_and_is_taken_away(
    world: World,
) -> None:
    family = await world.family()
    await world.phone(family.mother, "hana")
    alarm = family.not_arrived()
    await world.tell(alarm)
    await world.deliver(channel=Unanswered(world))
    assert len(world.screen("hana")) == 1

    await world.take_back(alarm.tag)
    world.clock.advance(timedelta(minutes=1))
    await world.deliver()

    assert world.screen("hana") == []
    assert await states(alarm.event_id) == ["retracted"]


async def test_a_retraction_that_overtakes_its_alarm_keeps_it_from_being_told(
    world: World,
) -> None:
    family = await world.family()
    await world.phone(family.mother, "hana")
    alarm = family.not_arrived()

    await world.take_back(alarm.tag)
    await world.tell(alarm)
    await world.deliver()

    assert world.requests() == 0
    assert await reasons(alarm.event_id) == {family.mother: ("deny", "retracted")}
    assert await inbox_of(family.mother, clock=world.clock, first=10) == []


async def test_an_alarm_stated_after_its_retraction_is_known_by_its_event(world: World) -> None:
    family = await world.family()
    await world.phone(family.mother, "hana")
    missed = family.not_arrived()
    world.clock.advance(timedelta(minutes=1))

    await world.take_back(missed.tag)
    world.clock.advance(timedelta(minutes=1))
    now = world.clock.now()
    await world.tell(replace(missed, occurred_at=now, expires_at=now + timedelta(hours=1)))
    await world.deliver()

    assert world.requests() == 0


@pytest.mark.parametrize("_", range(5))
async def test_alarm_and_retraction_at_the_same_moment_leave_an_empty_screen(
    world: World, _: int
) -> None:
    family = await world.family()
    await world.phone(family.mother, "hana")
    alarm = family.not_arrived()

    await asyncio.gather(world.tell(alarm), world.take_back(alarm.tag), world.deliver())
    await world.deliver()

    assert world.history("hana") == [] or world.screen("hana") == []
    assert await unread_count(family.mother, clock=world.clock) == 0


async def test_whoever_acknowledged_keeps_the_alarm_and_the_others_lose_it(world: World) -> None:
    family = await world.family()
    father = await family.father()
    await world.phone(family.mother, "hana")
    await world.phone(father, "dohyun")
    sos = family.sos()
    await world.tell(sos)
    await world.deliver()

    await world.take_back(sos.tag, except_person=family.mother)
    await world.deliver()

    assert (world.screen("hana"), world.screen("dohyun")) == (["SOS: 민아"], [])


async def test_the_inbox_says_that_it_no_longer_holds(world: World) -> None:
    family = await world.family()
    alarm = family.not_arrived()
    await world.tell(alarm)

    await world.take_back(alarm.tag)

    (entry,) = await inbox_of(family.mother, clock=world.clock, first=10)
    assert entry.retracted_at == world.clock.now()
    assert await unread_count(family.mother, clock=world.clock) == 0


async def test_a_retraction_that_runs_twice_is_sent_once(world: World) -> None:
    family = await world.family()
    await world.phone(family.mother, "hana")
    alarm = family.not_arrived()
    await world.tell(alarm)
    await world.deliver()

    await world.take_back(alarm.tag)
    await world.deliver()
    await world.deliver()

    assert world.requests() == 2


class Unanswered:
    """Delivers, and reports that no answer came."""

    def __init__(self, world: World) -> None:
        self._world = world

    name = Channel.FCM

    async def send(
        self, batch: Sequence[Outgoing], *, halted: Halted = never_halted
    ) -> list[Receipt]:
        await self._world.channel.send(batch)
        return [Transient("timeout", retry_after_s=30) for _ in batch]
