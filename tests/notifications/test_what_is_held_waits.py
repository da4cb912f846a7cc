"""What the gate holds back is neither sent nor listed before its time, and is judged again."""

from datetime import timedelta

from tortoise.transactions import in_transaction

from domains.identity import public as identity
from domains.kernel.actor import Role
from notifications import inbox, notices, queue_deliveries
from notifications.audience import addressees
from notifications.gate import Hold, Reason
from notifications.notification import Notification
from notifications.public import inbox_of
from tests.builders.families import REGISTRY
from tests.notifications.world import World, reasons, states


async def test_a_held_message_comes_when_its_hold_ends(world: World) -> None:
    family = await world.family()
    await world.phone(family.mother, "hana")
    arrival = family.arrived()
    await hold(world, arrival, timedelta(hours=1))

    await world.deliver()
    world.clock.advance(timedelta(minutes=59))
    await world.deliver()
    assert world.requests() == 0
    assert await inbox_of(family.mother, clock=world.clock, first=10) == []

    world.clock.advance(timedelta(minutes=1))
    await world.deliver()
    assert len(world.history("hana")) == 1
    assert len(await inbox_of(family.mother, clock=world.clock, first=10)) == 1


async def test_a_relation_that_ends_during_the_hold_hears_nothing(world: World) -> None:
    family = await world.family()
    await world.phone(family.mother, "hana")
    arrival = family.arrived()
    await hold(world, arrival, timedelta(hours=1))

    await family.leaves(family.mother)
    world.clock.advance(timedelta(hours=1))
    await world.deliver()

    assert world.requests() == 0
    assert await states(arrival.event_id) == ["failed"]


async def test_a_guardian_who_is_an_operator_too_is_told_once(world: World) -> None:
    family = await world.family()
    await world.phone(family.mother, "hana")
    await identity.grant_role(
        actor=REGISTRY,
        person_id=family.mother,
        role=Role.OPERATOR,
        clock=world.clock,
        ids=world.ids,
    )
    sos = family.sos()

    told = await world.tell(sos)

    assert (told.decided, told.queued) == (1, 1)
    assert await reasons(sos.event_id) == {family.mother: ("allow", "allowed")}


async def hold(world: World, notification: Notification, for_how_long: timedelta) -> None:
    """As `notify` does with what the night holds."""
    until = Hold(world.clock.now() + for_how_long, Reason.NIGHT)
    async with in_transaction():
        everybody = await addressees(notification, at=world.clock.now())
        told = [(person, until) for person in everybody]
        await notices.keep(notification)
        await inbox.put(notification, told, clock=world.clock, ids=world.ids)
        await queue_deliveries.queue(notification, told, clock=world.clock)
