"""The fault drill: Google stops believing us in the middle. Nothing is lost, and somebody knows."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from domains.kernel import sql
from notifications.emulator.misbehaviour import Behaviour
from notifications.public import inbox_of
from tests.builders.telephones import prove_number
from tests.notifications.conftest import push_emulator
from tests.notifications.world import Family, states
from tests.stories.operations.drill import Drill, drill, open_deliveries, phones_and_tokens

FAMILIES = 8


@pytest.fixture
async def under_drill(database, clock, ids) -> AsyncIterator[Drill]:
    async with (
        push_emulator(clock) as (address, exchange),
        drill(address, exchange, clock=clock, ids=ids) as running,
    ):
        yield running


@pytest.fixture
async def families(under_drill: Drill) -> list[Family]:
    """Each mother has a phone and a telephone number."""
    world, found = under_drill.world, []
    for number in range(FAMILIES):
        family = await world.family()
        await world.phone(family.mother, f"phone-{number}")
        typed = f"010-1234-567{number}"
        await prove_number(family.mother, typed, clock=world.clock, ids=world.ids)
        found.append(family)
    return found


async def test_nothing_is_lost_somebody_is_paged_and_all_goes_out_when_it_is_mended(
    under_drill, families, browser, operator
):
    world = under_drill.world
    await world.phone(operator, "control-room")
    before = await phones_and_tokens()
    first = families[0].not_arrived()
    await world.tell(first)
    await under_drill.passes(timedelta(seconds=1))
    assert await states(first.event_id) == ["sent"]

    world.misbehave(Behaviour.REVOKED)
    alarms = [family.not_arrived() for family in families]
    news = [family.arrived() for family in families]
    for told in [*alarms, *news]:
        await world.tell(told)
    written_before = len(under_drill.telephones.written_to)
    await under_drill.passes(timedelta(seconds=5))

    # No phone is forgotten, the breaker keeps us from hammering, and alarms go another way.
    assert await phones_and_tokens() == before
    assert world.requests() < 30
    written_to = under_drill.telephones.written_to[written_before:]
    assert set(written_to) == {family.mother for family in families}
    assert await open_deliveries() == len(alarms) + len(news) + 1, "the page itself, too"

    # One page for the trip, and the operators' page says what is wrong.
    assert await pages(operator, world) == ["ops.credentials_refused"]
    await under_drill.passes(timedelta(seconds=10))
    assert await pages(operator, world) == ["ops.credentials_refused"]
    shown = (await browser.open("/ops/push")).text
    assert "FCM이 우리 자격 증명을 거부합니다" in shown
    assert "OSAN__PUSH__CREDENTIALS_JSON" in shown

    # Mended: the next alarm proves it, all that waited follows at once, and the page is taken away.
    world.behave()
    news.append(families[0].not_arrived())
    await world.tell(news[-1])
    await under_drill.passes(timedelta(seconds=5))
    assert await open_deliveries() == 0
    for told in [*alarms, *news]:
        assert "sent" in await states(told.event_id)
    for number in range(FAMILIES):
        history = world.history(f"phone-{number}")
        assert len({notice.event_id for notice in history}) == len(history)
    assert await dead_letters() == 0
    assert await phones_and_tokens() == before
    assert await pages(operator, world) == []
    assert "자격 증명을 거부합니다" not in (await browser.open("/ops/push")).text


async def pages(operator, world) -> list[str]:
    """What the operator's inbox tells, but for what was taken back."""
    entries = await inbox_of(operator, first=9, clock=world.clock)
    return [entry.kind for entry in entries if entry.retracted_at is None]


async def dead_letters() -> int:
    rows = await sql.fetch("SELECT count(*) AS n FROM notifications.deliveries WHERE dead_letter")
    return int(rows[0]["n"])
