"""An alarm that no phone of a guardian took is told to the operators, once and no further."""

from datetime import timedelta
from uuid import UUID

from pydantic import TypeAdapter
from tortoise.transactions import in_transaction

from domains.identity import public as identity
from domains.kernel import sql
from domains.kernel.actor import Role
from notifications.emulator.misbehaviour import Behaviour
from notifications.events import DeliveryExhausted
from notifications.notification import Notification
from notifications.public import InboxItem, escalate, inbox_of
from notifications.retry import LONGEST_WAIT_S
from tests.builders.families import REGISTRY
from tests.notifications.world import World, reasons, states


async def test_an_alarm_that_no_phone_took_is_told_to_the_operators(world: World) -> None:
    family, operator = await world.family(), await an_operator(world)
    await world.phone(family.mother, "hana")
    await world.phone(operator, "control-room")
    world.misbehave_to("hana", Behaviour.INTERNAL)

    await tell_in_vain(world, family.not_arrived())

    (entry,) = await inbox(world, operator)
    assert entry.kind == "alarm.unreached"
    assert "김하나" in entry.title
    assert "민아" not in entry.title + entry.body
    assert len(world.history("control-room")) == 1


async def test_two_dead_phones_of_one_mother_are_one_escalation(world: World) -> None:
    family, operator = await world.family(), await an_operator(world)
    await world.phone(family.mother, "hana")
    await world.phone(family.mother, "hana-tablet")
    world.misbehave(Behaviour.INTERNAL)

    await tell_in_vain(world, family.not_arrived())
    await react(world)

    assert len(await inbox(world, operator)) == 1


async def test_a_mother_reached_on_her_other_phone_needs_nobody(world: World) -> None:
    family, operator = await world.family(), await an_operator(world)
    await world.phone(family.mother, "hana")
    await world.phone(family.mother, "hana-tablet")
    world.misbehave_to("hana-tablet", Behaviour.UNREGISTERED)

    alarm = family.not_arrived()
    await tell_in_vain(world, alarm)

    assert await states(alarm.event_id) == ["failed", "sent"]
    assert await inbox(world, operator) == []


async def test_an_alarm_whose_only_address_is_dead_is_escalated(world: World) -> None:
    family, operator = await world.family(), await an_operator(world)
    await world.phone(family.mother, "hana")
    world.misbehave(Behaviour.UNREGISTERED)

    await tell_in_vain(world, family.not_arrived())

    assert [entry.kind for entry in await inbox(world, operator)] == ["alarm.unreached"]


async def test_a_mother_without_any_phone_is_known_at_once(world: World) -> None:
    family, operator = await world.family(), await an_operator(world)
    sos = family.sos()

    await world.tell(sos)
    await react(world)

    assert await reasons(sos.event_id) == {
        family.mother: ("allow", "no_phone"),
        operator: ("allow", "no_phone"),
    }
    assert {entry.kind for entry in await inbox(world, operator)} == {
        "sos.raised",
        "alarm.unreached",
    }


async def test_an_operator_without_a_phone_is_no_escalation(world: World) -> None:
    family = await world.family()
    await world.phone(family.mother, "hana")
    operator = await an_operator(world)

    await world.tell(family.sos())
    await react(world)

    assert [entry.kind for entry in await inbox(world, operator)] == ["sos.raised"]


async def test_an_escalation_that_reaches_nobody_is_not_escalated_again(world: World) -> None:
    family, operator = await world.family(), await an_operator(world)
    await world.phone(operator, "control-room")
    world.misbehave(Behaviour.INTERNAL)

    await tell_in_vain(world, family.not_arrived())
    await tell_in_vain(world)

    assert len(await inbox(world, operator)) == 1


async def test_lesser_news_and_former_guardians_are_not_escalated(world: World) -> None:
    family, operator = await world.family(), await an_operator(world)
    father = await family.father()
    world.misbehave(Behaviour.INTERNAL)
    await world.phone(family.mother, "hana")

    await world.tell(family.arrived())
    alarm = family.not_arrived()
    await world.tell(alarm)
    await family.leaves(father)
    await tell_in_vain(world)

    assert [entry.title for entry in await inbox(world, operator)] == [
        "안전 알림 전달 실패: 김하나"
    ]


async def an_operator(world: World) -> UUID:
    operator = await world.town.person("한관제")
    await identity.grant_role(
        actor=REGISTRY, person_id=operator, role=Role.OPERATOR, clock=world.clock, ids=world.ids
    )
    return operator


async def inbox(world: World, person: UUID) -> list[InboxItem]:
    return list(await inbox_of(person, clock=world.clock, first=10))


async def tell_in_vain(world: World, notification: Notification | None = None) -> None:
    """Until the house gives up, and then what follows from it."""
    if notification is not None:
        await world.tell(notification)
    while await something_waits():
        await world.deliver()
        world.clock.advance(timedelta(seconds=LONGEST_WAIT_S))
    await react(world)
    await world.deliver()


async def something_waits() -> bool:
    """Also while the breaker spares a push service that fails."""
    rows = await sql.fetch(
        "SELECT FROM notifications.deliveries WHERE state IN ('queued', 'sending') LIMIT 1"
    )
    return bool(rows)


async def react(world: World) -> None:
    """As the reaction does, to each event; a second time, too."""
    rows = await sql.fetch(
        "SELECT payload FROM kernel.outbox WHERE topic = $1 ORDER BY id", DeliveryExhausted.topic
    )
    for row in rows:
        exhausted = TypeAdapter(DeliveryExhausted).validate_json(bytes(row["payload"]))
        async with in_transaction():
            await escalate(exhausted, clock=world.clock, ids=world.ids)
