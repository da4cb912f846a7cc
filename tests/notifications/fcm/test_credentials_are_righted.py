"""What waited for our credentials goes as soon as the push service takes them again."""

from notifications.emulator.misbehaviour import Behaviour
from notifications.release_quarantined import release_quarantined
from tests.notifications.world import World, states


async def test_what_was_quarantined_goes_when_the_channel_recovers(world: World) -> None:
    family = await world.family()
    await world.phone(family.mother, "hana")
    world.misbehave(Behaviour.SENDER_ID_MISMATCH)
    alarm = family.not_arrived()
    await world.tell(alarm)
    await world.deliver()
    world.behave()
    assert (await world.deliver()).claimed == 0

    assert await release_quarantined("sms", clock=world.clock) == 0
    assert await release_quarantined("fcm", clock=world.clock) == 1
    await world.deliver()

    assert await states(alarm.event_id) == ["sent"]
