"""A delivery that waited asks the gate again, and a notice of a newer release waits for it."""

from datetime import timedelta

from domains.kernel import sql
from notifications.emulator.misbehaviour import Behaviour
from tests.notifications.world import World, states


async def test_a_delivery_that_waited_asks_the_gate_again(world: World) -> None:
    family = await world.family()
    father = await family.father()
    await world.phone(father, "dohyun")
    world.misbehave(Behaviour.UNAVAILABLE, next=1, retry_after_s=60)
    alarm = family.not_arrived()

    await world.tell(alarm)
    await world.deliver()
    await family.leaves(father)
    world.clock.advance(timedelta(minutes=2))
    await world.deliver()

    assert world.history("dohyun") == []
    (row,) = await sql.fetch("SELECT state, reason FROM notifications.deliveries")
    assert (row["state"], row["reason"]) == ("failed", "relation_ended")


async def test_a_retry_within_seconds_asks_the_gate_too(world: World) -> None:
    family = await world.family()
    father = await family.father()
    await world.phone(father, "dohyun")
    world.misbehave(Behaviour.QUOTA, next=1, retry_after_s=1)
    alarm = family.not_arrived()

    await world.tell(alarm)
    await world.deliver()
    await family.leaves(father)
    world.clock.advance(timedelta(seconds=3))
    await world.deliver()

    assert world.history("dohyun") == []
    assert await states(alarm.event_id) == ["failed"]


async def test_a_notice_of_a_newer_release_holds_up_nothing_and_waits_for_it(
    world: World,
) -> None:
    family = await world.family()
    await world.phone(family.mother, "hana")
    newer, known = family.not_arrived(), family.sos()
    await world.tell(newer)
    await world.tell(known)
    await sql.execute(
        """
        UPDATE notifications.notices SET notification = replace(notification, $2, 'care.unheard_of')
        WHERE event_id = $1
        """,
        newer.event_id,
        newer.key.value,
    )

    await world.deliver()

    assert await states(known.event_id) == ["sent"]
    assert await states(newer.event_id) == ["sending"], "leased, and due again when it lapses"
