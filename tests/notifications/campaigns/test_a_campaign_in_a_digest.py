"""Who hears of the city once a day hears of its campaigns then."""

from datetime import time, timedelta
from random import Random
from uuid import UUID

import pytest

from domains.kernel.actor import Actor
from notifications.campaigns.cancel import cancel
from notifications.channel import Channel
from notifications.deliver import deliver_due
from notifications.digest.tell_digests import tell_digests
from notifications.notification import Category
from notifications.preferences.choose import choose_digest
from notifications.preferences.outcomes import Chosen
from notifications.preferences.wishes import Digest
from notifications.queries import inbox_of
from tests.notifications.campaigns.desk import OFFICER, Desk, seoul

SEVEN = seoul(2026, 3, 3, 19)


@pytest.fixture
async def hana(desk: Desk) -> UUID:
    """She wants the city's news together, at seven; it is noon."""
    desk.clock.set(SEVEN - timedelta(hours=7))
    hana = await desk.town.person("김하나")
    await desk.town.phone(hana, "token-hana")
    outcome = await choose_digest(
        Actor(person_id=hana),
        person_id=hana,
        digest=Digest(time(19), frozenset({Category.SERVICE})),
        clock=desk.clock,
        ids=desk.ids,
    )
    assert isinstance(outcome, Chosen), outcome
    return hana


async def test_two_campaigns_of_a_day_ring_once_at_seven(desk: Desk, hana: UUID) -> None:
    for _ in range(2):
        await desk.started()
        await desk.work()
    at_noon = list(desk.pushes.sent)
    await seven_comes(desk)

    assert at_noon == []
    [push] = desk.pushes.sent
    assert push.wording.text is not None
    assert push.wording.text.title == "새 소식 2건"
    assert len(await inbox_of(hana, clock=desk.clock, first=9)) == 2


async def test_a_campaign_that_was_cancelled_before_rings_no_more(desk: Desk, hana: UUID) -> None:
    campaign = await desk.started()
    await desk.work()
    await cancel(OFFICER, campaign, clock=desk.clock, ids=desk.ids)
    await seven_comes(desk)

    assert desk.pushes.sent == []


async def seven_comes(desk: Desk) -> None:
    desk.clock.set(SEVEN)
    await tell_digests(clock=desk.clock, ids=desk.ids, limit=10)
    await deliver_due(
        channels={Channel.FCM: desk.pushes}, clock=desk.clock, ids=desk.ids, dice=Random(1)
    )
