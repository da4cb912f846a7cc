"""A campaign goes to everybody in its segment, once, in their language, and by day."""

import asyncio

from tortoise.transactions import in_transaction

from domains.consent.public import Purpose
from domains.identity.public import Platform
from domains.kernel import sql
from domains.kernel.text import Locale
from notifications.campaigns.pages import Pages
from notifications.campaigns.vocabulary import CampaignState, Ending
from notifications.lanes import Lane
from notifications.mark_seen import mark_seen
from notifications.notification import Category
from notifications.queries import inbox_of
from notifications.segments.segment import Speaks
from tests.notifications.campaigns.desk import (
    seoul,
    states,
)
from tests.notifications.campaigns.press import citizens


async def test_everybody_in_the_segment_is_told_once_in_their_language(desk):
    mina = await desk.town.person("민아")
    john = await desk.town.person("John", locale=Locale.EN)
    linh = await desk.town.person("Linh", locale=Locale.VI)
    await desk.town.person("폰 없음")
    for person in (mina, john, linh):
        await desk.town.phone(person, f"token-{person}")
    campaign = await desk.started()
    await desk.work(limit=2)
    assert {out.person_id: out.wording.text.title for out in desk.pushes.sent} == {
        mina: "물놀이장 개장",
        john: "The water park opens",
        linh: "The water park opens",
    }
    assert len(desk.pushes.sent) == 3
    await desk.tend()
    view = await desk.see(campaign)
    assert (view.state, view.ending) == (CampaignState.FINISHED, Ending.DONE)
    assert view.report.final
    assert dict(view.report.tally.people) == {"allow.allowed": 4}
    assert dict(view.report.tally.ended) == {"sent": 3}
    assert view.report.done == 1.0


async def test_what_was_seen_is_no_more_on_its_way_than_what_was_sent(desk):
    people = await citizens(desk, 3)
    campaign = await desk.started()
    page = await desk.page()
    early, event = page[0], await desk.event(campaign)
    await seen(desk, early)
    await desk.send(page)
    await seen(desk, page[1])
    meanwhile = (await desk.see(campaign)).report
    await desk.tend()
    final = (await desk.see(campaign)).report

    assert len(people) == 3
    assert await states(event) == {"sent": 1, "seen": 2}
    assert (meanwhile.tally.settled, meanwhile.tally.open) == (3, 0)
    assert (final.final, final.tally.settled, final.tally.open) == (True, 3, 0)
    assert dict(final.tally.ended) == {"sent": 1, "seen": 2}


async def seen(desk, claimed):
    """The phone may say so before its worker has heard that the push was taken."""
    said = await mark_seen(
        claimed.person_id,
        device_id=claimed.device_id,
        event_ids=[claimed.event_id],
        opened=False,
        clock=desk.clock,
        ids=desk.ids,
    )
    assert said.seen == 1


async def test_an_inbox_composes_the_campaigns_words(desk):
    john = await desk.town.person("John", locale=Locale.EN)
    await desk.started()
    await desk.work()
    [entry] = await inbox_of(john, clock=desk.clock, first=10)
    assert (entry.title, entry.kind) == ("The water park opens", "campaign")
    assert entry.deep_link.startswith("osantalk://campaigns/")
    rows = await sql.fetch("SELECT title, body FROM notifications.inbox")
    assert [tuple(row) for row in rows] == [(None, None)]


async def test_an_advertisement_by_night_waits_for_the_morning(desk):
    desk.clock.set(seoul(2026, 3, 3, 22))
    agreed = await desk.town.person("김하나")
    for person in [agreed, await desk.town.person("이도현")]:
        await desk.town.phone(person, f"token-{person}")
    await desk.town.consents(agreed, agreed, [Purpose.COMMERCE_ADVERTISING])
    campaign = await desk.started(category=Category.ADVERTISING, sender="해피커피")
    await desk.work(Lane.ADVERTISING)
    assert desk.pushes.sent == []
    assert (await desk.see(campaign)).report.tally.people == {
        "deny.not_opted_in": 1,
        "hold.night": 1,
    }
    assert await inbox_of(agreed, clock=desk.clock, first=10) == []
    desk.clock.set(seoul(2026, 3, 4, 8))
    await desk.work(Lane.ADVERTISING)
    [told] = desk.pushes.sent
    assert told.wording.text.title.startswith("(광고) 해피커피")
    assert len(await inbox_of(agreed, clock=desk.clock, first=10)) == 1


async def test_who_withdrew_in_the_night_hears_nothing_in_the_morning(desk):
    desk.clock.set(seoul(2026, 3, 3, 22))
    hana = await desk.town.person("김하나")
    await desk.town.phone(hana, "token-hana")
    await desk.town.consents(hana, hana, [Purpose.COMMERCE_ADVERTISING])
    campaign = await desk.started(category=Category.ADVERTISING)
    await desk.work(Lane.ADVERTISING)
    async with in_transaction():
        await sql.execute("UPDATE consent.standing SET purposes = '{}'")
    desk.clock.set(seoul(2026, 3, 4, 8))
    await desk.work(Lane.ADVERTISING)
    assert desk.pushes.sent == []
    assert await states(await desk.event(campaign)) == {"failed": 1}


async def test_two_workers_share_a_campaign_without_doubling(desk):
    await citizens(desk, 12)
    await desk.started()
    workers = [Pages(ids=desk.ids), Pages(ids=desk.ids)]

    async def work(pages: Pages) -> list:
        found = []
        while await pages.has_more(Lane.SERVICE, at=desk.clock.now()):
            found += await pages.next_page(lane=Lane.SERVICE, limit=2, clock=desk.clock)
        return found

    one, other = await asyncio.gather(*map(work, workers))
    told = [each.device_id for each in one + other]
    assert len(told) == len(set(told)) == 12


async def test_only_whom_it_is_for(desk):
    await citizens(desk, 2)
    await citizens(desk, 1, locale=Locale.ZH)
    await desk.started(Speaks(Locale.ZH))
    await desk.work()
    assert len(desk.pushes.sent) == 1
    assert desk.pushes.sent[0].platform is Platform.ANDROID
