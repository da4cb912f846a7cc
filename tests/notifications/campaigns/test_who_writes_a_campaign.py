"""Who may write and start a campaign, and what is refused before anybody hears of it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domains.kernel import sql
from domains.kernel.text import Locale
from notifications.campaigns.notice import Words
from notifications.campaigns.outcomes import (
    BadDraft,
    CampaignStands,
    MayNotCampaign,
    NoSuchCampaign,
    NotFromHere,
)
from notifications.campaigns.schedule import schedule
from notifications.campaigns.show import show_campaign, show_campaigns
from notifications.campaigns.start import start
from notifications.campaigns.vocabulary import CampaignState
from notifications.campaigns.write_draft import change_draft, create_draft
from notifications.notification import Category
from notifications.segments.segment import Age
from tests.notifications.campaigns.desk import (
    CITIZEN,
    OFFICER,
    OPERATOR,
    WORDS,
)
from tests.notifications.campaigns.press import STEPS


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
