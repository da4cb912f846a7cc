"""Draft, preview, schedule, start, pause, resume, cancel, end: what each does, and to whom."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tortoise.transactions import in_transaction

from domains.consent.public import Purpose
from domains.identity.public import Platform
from domains.kernel import sql
from domains.kernel.text import Locale
from notifications.campaigns.cancel import cancel
from notifications.campaigns.close_open import AT_ONCE
from notifications.campaigns.notice import Words
from notifications.campaigns.outcomes import (
    BadDraft,
    CampaignStands,
    MayNotCampaign,
    NoSuchCampaign,
    NotFromHere,
)
from notifications.campaigns.pages import Pages
from notifications.campaigns.pause import pause, resume
from notifications.campaigns.policy import MOVES, Move, after, is_done
from notifications.campaigns.preview import Preview, preview
from notifications.campaigns.schedule import schedule
from notifications.campaigns.show import show_campaign, show_campaigns
from notifications.campaigns.start import start
from notifications.campaigns.vocabulary import CampaignState, Ending
from notifications.campaigns.write_draft import change_draft, create_draft
from notifications.lanes import Lane
from notifications.mark_seen import mark_seen
from notifications.notification import Category
from notifications.queries import inbox_of
from notifications.segments.segment import Age, Speaks
from tests.examples import examples
from tests.notifications.campaigns.desk import (
    CITIZEN,
    OFFICER,
    OPERATOR,
    WORDS,
    Desk,
    seoul,
    states,
)
from tests.notifications.campaigns.random_city import forget_campaigns

STEPS = {
    Move.SCHEDULE: schedule,
    Move.START: start,
    Move.PAUSE: pause,
    Move.RESUME: resume,
    Move.CANCEL: cancel,
}


async def citizens(desk: Desk, number: int = 3, **person) -> list:
    found = []
    for n in range(number):
        one = await desk.town.person(f"시민{n}", **person)
        await desk.town.phone(one, f"token-{one}")
        found.append(one)
    return found


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


async def test_a_scheduled_campaign_starts_at_its_hour(desk):
    await citizens(desk, 1)
    campaign = await desk.write(starts_at=desk.clock.now() + timedelta(hours=1))
    await schedule(OFFICER, campaign, clock=desk.clock, ids=desk.ids)
    await desk.tend()
    assert (await desk.see(campaign)).state is CampaignState.SCHEDULED
    desk.clock.advance(timedelta(hours=1))
    await desk.tend()
    assert (await desk.see(campaign)).state is CampaignState.RUNNING
    await desk.work()
    assert len(desk.pushes.sent) == 1


async def test_a_pause_holds_what_is_not_begun_and_resuming_tells_the_rest(desk):
    await citizens(desk, 5)
    campaign = await desk.started()
    await desk.send(await desk.page(limit=2))
    in_hand = await desk.page(limit=1)
    await pause(OFFICER, campaign, clock=desk.clock, ids=desk.ids)
    await desk.send(in_hand)
    assert await desk.page() == []
    desk.clock.advance(timedelta(minutes=1))
    await desk.tend()
    await desk.work()
    assert len(desk.pushes.sent) == 2
    await resume(OFFICER, campaign, clock=desk.clock, ids=desk.ids)
    await desk.work()
    assert len({out.device_id for out in desk.pushes.sent}) == len(desk.pushes.sent) == 5
    await desk.tend()
    assert (await desk.see(campaign)).state is CampaignState.FINISHED


async def test_a_cancel_retracts_what_waits_and_reports(desk):
    desk.clock.set(seoul(2026, 3, 3, 22))
    people = await citizens(desk, 4)
    for person in people[:3]:
        await desk.town.consents(person, person, [Purpose.COMMERCE_ADVERTISING])
    campaign = await desk.started(category=Category.ADVERTISING)
    await desk.page(Lane.ADVERTISING, limit=3)
    outcome = await cancel(OFFICER, campaign, clock=desk.clock, ids=desk.ids)
    assert outcome == CampaignStands(campaign, CampaignState.CANCELLED)
    event = await desk.event(campaign)
    assert set(await states(event)) == {"retracted"}
    await desk.tend()
    view = await desk.see(campaign)
    assert (view.ending, view.report.final, view.report.not_reached) == (Ending.CANCELLED, True, 1)
    desk.clock.set(seoul(2026, 3, 4, 9))
    await desk.work(Lane.ADVERTISING)
    assert desk.pushes.sent == []
    assert all([not await visible(desk, person) for person in people])


async def test_of_a_cancelled_campaign_a_large_rest_is_closed_by_the_next_sweep(desk):
    """A city that the night held back: the cancel closes a part, and leaves the rest no minutes."""
    await citizens(desk, 1)
    campaign = await desk.started()
    event = await desk.event(campaign)
    await sql.execute(
        """
        INSERT INTO notifications.deliveries (event_id, device_id, person_id, channel, lane, locale,
             state, expires_at, created_at, next_attempt_at)
        SELECT $1, gen_random_uuid(), gen_random_uuid(), 'fcm', 2, 'ko', 'queued', $2, $3, $3
        FROM generate_series(1, $4)
        """,
        event,
        desk.clock.now() + timedelta(days=1),
        desk.clock.now(),
        3 * AT_ONCE,
    )
    await cancel(OFFICER, campaign, clock=desk.clock, ids=desk.ids)
    assert (await states(event))["queued"] == 2 * AT_ONCE
    await desk.tend()
    assert set(await states(event)) == {"retracted"}
    assert (await desk.see(campaign)).report.final


async def visible(desk: Desk, person) -> list:
    entries = await inbox_of(person, clock=desk.clock, first=10)
    return [entry for entry in entries if entry.retracted_at is None]


async def test_what_outlives_its_hour_stops_with_a_report(desk):
    await citizens(desk, 3)
    campaign = await desk.started(expires_at=desk.clock.now() + timedelta(minutes=5))
    await desk.send(await desk.page(limit=1))
    await desk.page(limit=1)
    desk.clock.advance(timedelta(minutes=6))
    await desk.tend()
    view = await desk.see(campaign)
    assert (view.state, view.ending) == (CampaignState.FINISHED, Ending.EXPIRED)
    assert view.report.final
    assert dict(view.report.tally.ended) == {"expired": 1, "sent": 1}
    assert view.report.not_reached == 1
    assert await desk.page() == []


@pytest.mark.parametrize("step", STEPS.values())
async def test_citizens_have_no_campaigns(desk, step):
    campaign = await desk.write()
    outcome = await step(CITIZEN, campaign, clock=desk.clock, ids=desk.ids)
    assert outcome == NoSuchCampaign()
    assert (await desk.see(campaign)).state is CampaignState.DRAFT
    assert await show_campaign(CITIZEN, campaign, clock=desk.clock) is None
    assert await show_campaigns(CITIZEN, limit=10, before=None, clock=desk.clock) == []


async def test_an_alarm_to_the_city_is_the_control_rooms(desk):
    alarm = desk.draft(category=Category.SAFETY)
    refused = await create_draft(OFFICER, alarm, clock=desk.clock, ids=desk.ids)
    assert refused == MayNotCampaign()
    campaign = await desk.write(by=OPERATOR, category=Category.SAFETY)
    assert await start(OFFICER, campaign, clock=desk.clock, ids=desk.ids) == MayNotCampaign()
    assert isinstance(
        await start(OPERATOR, campaign, clock=desk.clock, ids=desk.ids), CampaignStands
    )


async def test_a_second_attempt_hears_the_same_and_leaves_one_trace(desk):
    campaign = await desk.started()
    again = await start(OFFICER, campaign, clock=desk.clock, ids=desk.ids)
    assert again == CampaignStands(campaign, CampaignState.RUNNING)
    traces = await sql.fetch(
        "SELECT action FROM kernel.audit WHERE reference = $1 ORDER BY id", campaign
    )
    assert [row["action"].rpartition(".")[2] for row in traces] == ["create", "start"]
    topics = await sql.fetch("SELECT topic FROM kernel.outbox")
    assert [row["topic"] for row in topics] == ["notifications.campaign_changed"] * 2


async def test_a_started_campaign_is_not_rewritten(desk):
    campaign = await desk.started()
    outcome = await change_draft(OFFICER, campaign, desk.draft(), clock=desk.clock, ids=desk.ids)
    assert outcome == NotFromHere(CampaignState.RUNNING)


async def test_a_scheduled_one_that_is_rewritten_is_a_draft_again(desk):
    soon = desk.clock.now() + timedelta(hours=1)
    campaign = await desk.write(starts_at=soon)
    await schedule(OFFICER, campaign, clock=desk.clock, ids=desk.ids)
    young = desk.draft(Age(at_most=30), starts_at=soon)
    await change_draft(OFFICER, campaign, young, clock=desk.clock, ids=desk.ids)
    view = await desk.see(campaign)
    assert (view.state, view.segment) == (CampaignState.DRAFT, Age(at_most=30))


NOW = timedelta(0)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"words": {Locale.EN: Words("Hello", "there")}}, "words"),
        ({"words": {Locale.KO: Words("가" * 61, "나")}}, "words.ko"),
        ({"words": {Locale.KO: Words("가", "나" * 501)}}, "words.ko"),
        ({"words": {Locale.KO: Words(" ", "나")}}, "words.ko"),
        ({"words": {**WORDS, Locale.EN: Words("ID", "900101-1234568")}}, "words.en"),
        ({"words": {Locale.KO: Words("(광고) 남의 가게", "나")}}, "words.ko"),
        ({"sender": " "}, "sender"),
        ({"deep_link": "https://osan.go.kr"}, "deepLink"),
        ({"image": "http://osan.go.kr/a.png"}, "image"),
        ({"segment": Age()}, "segment"),
    ],
)
async def test_what_cannot_go_out_is_said(desk, changed, field):
    draft = replace(desk.draft(), **changed)
    outcome = await create_draft(OFFICER, draft, clock=desk.clock, ids=desk.ids)
    assert isinstance(outcome, BadDraft)
    assert [problem.field for problem in outcome.problems] == [field]
    assert await show_campaigns(OFFICER, limit=10, before=None, clock=desk.clock) == []


async def test_times_must_lie_ahead(desk):
    past = desk.draft(expires_at=desk.clock.now())
    outcome = await create_draft(OFFICER, past, clock=desk.clock, ids=desk.ids)
    assert [problem.field for problem in outcome.problems] == ["expiresAt"]


@given(moves=st.lists(st.sampled_from(Move), max_size=12))
def test_an_end_is_an_end(moves):
    state = CampaignState.DRAFT
    ended = False
    for move in moves:
        follows = after(state, move)
        assert not (ended and follows)
        if follows is not None:
            assert is_done(follows, move) or move is Move.CHANGE
            state = follows
        ended = state in (CampaignState.FINISHED, CampaignState.CANCELLED)


@settings(
    max_examples=examples(15),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(moves=st.lists(st.sampled_from([*STEPS, "tend", "work", "wait"]), max_size=8))
async def test_whatever_officers_press_nobody_is_told_twice(desk, moves):
    desk.pushes.sent.clear()
    await forget_campaigns()
    people = await citizens(desk, 2)
    starts = desk.clock.now() + timedelta(minutes=30)
    campaign = await desk.write(starts_at=starts, expires_at=starts + timedelta(hours=2))
    for move in moves:
        before = (await desk.see(campaign)).state
        if move == "tend":
            await desk.tend()
        elif move == "work":
            sent = len(desk.pushes.sent)
            await desk.work(limit=1)
            if before is not CampaignState.RUNNING:
                assert len(desk.pushes.sent) == sent
        elif move == "wait":
            desk.clock.advance(timedelta(minutes=45))
        else:
            outcome = await STEPS[move](OFFICER, campaign, clock=desk.clock, ids=desk.ids)
            state = (await desk.see(campaign)).state
            if isinstance(outcome, CampaignStands):
                assert state is MOVES[move][1]
            else:
                assert state is before
    mine = [out.person_id for out in desk.pushes.sent if out.person_id in people]
    assert len(mine) == len(set(mine))


async def test_only_whom_it_is_for(desk):
    await citizens(desk, 2)
    await citizens(desk, 1, locale=Locale.ZH)
    await desk.started(Speaks(Locale.ZH))
    await desk.work()
    assert len(desk.pushes.sent) == 1
    assert desk.pushes.sent[0].platform is Platform.ANDROID
