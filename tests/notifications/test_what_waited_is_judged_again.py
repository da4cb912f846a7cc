"""A delivery that waited asks the gate again, and a notice of a newer release waits for it."""

from datetime import timedelta

import pytest

from domains.kernel import sql
from notifications.emulator.misbehaviour import Behaviour
from tests.notifications.world import World, states

A_MINUTE = timedelta(minutes=1)
SECONDS = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("refusal", "wait"), [(Behaviour.UNAVAILABLE, A_MINUTE), (Behaviour.QUOTA, SECONDS)]
)
async def test_a_delivery_that_waited_asks_the_gate_again(
    world: World, refusal: Behaviour, wait: timedelta
) -> None:
    family = await world.family()
    father = await family.father()
    await world.phone(father, "dohyun")
    world.misbehave(refusal, next=1, retry_after_s=int(wait.total_seconds()))
    alarm = family.not_arrived()

    await world.tell(alarm)
    await world.deliver()
    await family.leaves(father)
    world.clock.advance(wait * 3)
    await world.deliver()

    assert world.history("dohyun") == []
    (row,) = await sql.fetch("SELECT state, reason FROM notifications.deliveries")
    assert (row["state"], row["reason"]) == ("failed", "relation_ended")


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
