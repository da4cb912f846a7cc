"""Names can wait; a call for help cannot."""

import pytest

from domains.kernel import personal
from infra.keys import open_keys, rotate
from infra.keys.columns import SealedColumn
from infra.settings import Settings
from notifications import notices
from tests.builders.keys_away import with_keys_away
from tests.notifications.world import World

NAMES = SealedColumn("notifications.notices", "names", owner="owner_id", key="event_id")


@pytest.fixture
def outage(settings: Settings) -> Settings:
    return with_keys_away(settings)


async def test_an_alarm_goes_out_with_a_neutral_word_and_other_news_waits(
    world: World, outage: Settings
) -> None:
    family = await world.family()
    await world.phone(family.mother, "hana")
    call, news = family.sos(), family.not_arrived()
    await world.tell(call)
    await notices.keep(family.arrived())
    async with open_keys(outage):
        stated = await notices.load([call.event_id, news.event_id])
        assert set(stated) == {call.event_id}
        await world.deliver()
    assert world.history("hana")[0].title
    assert family.child.name not in world.history("hana")[0].body


async def test_an_alarm_raised_meanwhile_is_kept_and_sealed_afterwards(
    world: World, outage: Settings, settings: Settings
) -> None:
    family = await world.family()
    await world.phone(family.mother, "hana")
    async with open_keys(outage):
        with pytest.raises(personal.KeysUnavailable):
            await notices.keep(family.arrived())
        await world.tell(family.sos())
        await world.deliver()
    assert len(world.history("hana")) == 1
    assert await rotate.waiting_values([NAMES]) == {NAMES.name: 1}
    async with open_keys(settings) as ring:
        assert await rotate.seal_rest([NAMES], ring) == 1
    assert await rotate.waiting_values([NAMES]) == {NAMES.name: 0}
