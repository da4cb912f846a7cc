"""What an officer is told before anybody else is: how many, now and at its hour."""

from datetime import timedelta

from domains.consent.public import Purpose
from domains.kernel import sql
from notifications.campaigns.preview import Preview, preview
from notifications.campaigns.show import show_campaign
from notifications.notification import Category
from tests.notifications.campaigns.desk import (
    OFFICER,
    seoul,
)
from tests.notifications.campaigns.press import citizens


async def test_a_preview_counts_exactly_now_and_at_its_hour(desk):
    await citizens(desk, 2)
    child = await desk.town.person("민아", born=seoul(2017, 2, 10, 0).date())
    await desk.town.phone(child, "token-mina")
    starts = seoul(2026, 3, 4, 22)
    campaign = await desk.write(
        category=Category.ADVERTISING, starts_at=starts, expires_at=starts + timedelta(days=1)
    )
    one = (await show_campaign(OFFICER, campaign, clock=desk.clock)).campaign_id
    for person in (await sql.fetch("SELECT id FROM identity.people ORDER BY id"))[:2]:
        await desk.town.consents(person["id"], person["id"], [Purpose.COMMERCE_ADVERTISING])
    found = await preview(OFFICER, one, clock=desk.clock, ids=desk.ids)
    assert isinstance(found, Preview)
    assert (found.now.receivers, found.now.installations) == (3, 3)
    assert dict(found.now.people) == {"allow.allowed": 2, "deny.under_age": 1}
    assert (found.now.ringing, found.now.held) == (2, 0)
    assert dict(found.then.people) == {"hold.night": 2, "deny.under_age": 1}
    assert (found.then.ringing, found.then.held) == (2, 2)


async def test_a_preview_counts_whom_no_campaign_can_ring(desk):
    """Not even an alarm goes on as a text message or a call: the control room has to know."""
    await citizens(desk, 2)
    for name in ("김말순", "박영수", "이순자"):
        await desk.town.person(name)
    campaign = await desk.write()
    found = await preview(OFFICER, campaign, clock=desk.clock, ids=desk.ids)
    assert (found.now.receivers, found.now.without_installation) == (5, 3)
    assert (found.now.installations, found.now.ringing) == (2, 2)
