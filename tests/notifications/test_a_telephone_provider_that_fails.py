"""A provider that refuses us pages somebody; one that is down is left alone, and asked again."""

from notifications.channels.breaker import Circuit
from notifications.channels.health import channel_health
from tests.notifications.world import outbox_topics


async def circuits():
    return {
        each.circuit: (each.state, each.trouble, each.reason) for each in await channel_health()
    }


async def test_one_refusal_of_our_credentials_pages_somebody_and_loses_nothing(city, family):
    await city.number(family.mother)
    await city.order("unauthorised")
    await city.tell(family.sos())
    await city.after(0)
    found = await circuits()
    assert found["sms"][:2] == (Circuit.OPEN, "credentials")
    assert "notifications.channel_tripped" in await outbox_topics()

    await city.order("success")
    await city.after(300)
    assert "message" in await city.kinds()
    assert (await circuits())["sms"][0] is Circuit.CLOSED
    assert "notifications.channel_recovered" in await outbox_topics()


async def test_a_provider_that_is_down_is_not_hammered(city):
    await city.order("unavailable")
    for _ in range(30):
        family = await city.world.family()
        await city.number(family.mother)
        await city.tell(family.sos())
    await city.after(0)
    assert await city.asked("unavailable") <= 15
    assert (await circuits())["sms"][:2] == (Circuit.OPEN, "outage")

    await city.order("success")
    await city.after(60)
    await city.after(60)
    assert len(await city.kinds()) >= 30
