"""What shares a tag reaches a phone in the order in which it happened, whatever fails between."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import asyncpg

from domains.kernel import sql
from notifications.announcements import arrived, departed
from notifications.channel import Channel
from notifications.claim_due import IN_TURN, LEASE, claim_due
from notifications.emulator.misbehaviour import Behaviour
from notifications.notification import Notification
from notifications.ports import Halted, Outgoing, PushChannel, Receipt, never_halted
from tests.notifications.world import Family, World


def _came(family: Family) -> Notification:
    return _visit(family, arrived)


def _left(family: Family, came: Notification) -> Notification:
    left = _visit(family, departed)
    return type(left)(**{**_fields(left), "tag": came.tag})


def _visit(family: Family, tell) -> Notification:
    world = family.world
    world.clock.advance(timedelta(seconds=1))
    return tell(
        event_id=world.ids.new(),
        child=family.child,
        visit_id=world.ids.new(),
        place="운산초",
        at=world.clock.now(),
        told_at=world.clock.now(),
    )


def _fields(notification: Notification) -> dict:
    return {name: getattr(notification, name) for name in notification.__slots__}


async def test_a_departure_waits_for_the_arrival_that_a_killed_worker_holds(world: World) -> None:
    family = await world.family()
    await world.phone(family.mother, "hana")
    came = _came(family)
    await world.tell(came)
    await claim_due(limit=1, clock=world.clock)  # and the worker dies

    left = _left(family, came)
    await world.tell(left)
    early = await world.deliver()
    world.clock.advance(LEASE)
    await world.deliver()
    await world.deliver()

    assert early.claimed == 0
    shown = [notice.event_id for notice in world.history("hana")]
    assert shown == [str(came.event_id), str(left.event_id)]


async def test_a_departure_waits_for_the_arrival_that_is_tried_again(world: World) -> None:
    family = await world.family()
    await world.phone(family.mother, "hana")
    world.misbehave(Behaviour.UNAVAILABLE, next=1)
    came = _came(family)
    await world.tell(came)
    await world.deliver()

    left = _left(family, came)
    await world.tell(left)
    while len(world.history("hana")) < 2:
        await world.deliver()
        world.clock.advance(timedelta(milliseconds=100))

    shown = [notice.event_id for notice in world.history("hana")]
    assert shown == [str(came.event_id), str(left.event_id)]


async def test_it_waits_no_longer_than_a_minute(world: World) -> None:
    family = await world.family()
    await world.phone(family.mother, "hana")
    world.misbehave(Behaviour.UNAVAILABLE, next=1)
    came = _came(family)
    await world.tell(came)
    await world.deliver()
    await sql.execute(
        "UPDATE notifications.deliveries SET next_attempt_at = next_attempt_at + interval '1 hour'"
    )
    await world.tell(_left(family, came))
    world.clock.advance(IN_TURN)

    assert (await world.deliver()).claimed == 1


async def test_other_phones_and_other_visits_wait_for_nothing(world: World) -> None:
    family = await world.family()
    await world.phone(family.mother, "hana")
    await world.tell(_came(family))
    await claim_due(limit=1, clock=world.clock)

    await world.tell(_came(family))
    assert (await world.deliver()).claimed == 1


@dataclass
class DatabaseThatGoesAway:
    """Sends well; meanwhile our connections are cut."""

    channel: PushChannel
    database: str

    @property
    def name(self) -> Channel:
        return self.channel.name

    async def send(
        self, batch: Sequence[Outgoing], *, halted: Halted = never_halted
    ) -> list[Receipt]:
        receipts = await self.channel.send(batch)
        other = await asyncpg.connect(self.database)
        await other.execute(
            """
            SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE datname = current_database() AND application_name = 'osan-talk'
            """
        )
        await other.close()
        return receipts


async def test_what_was_sent_is_not_forgotten_when_the_database_goes_away(
    world: World, settings
) -> None:
    family = await world.family()
    await world.phone(family.mother, "hana")
    await world.tell(_came(family))

    await world.deliver(channel=DatabaseThatGoesAway(world.channel, settings.database.url))
    world.clock.advance(LEASE)
    await world.deliver()

    assert world.requests() == 1
