"""A campaign, its preview and its report, as clients see them."""

from collections.abc import Mapping
from datetime import datetime

import strawberry

from domains.consent.public import Purpose
from gateway.campaigns.outcomes import CampaignState, Ending
from gateway.global_ids import global_id
from gateway.languages import Locale
from notifications.public import Category, campaigns


@strawberry.type(description="So many of something.")
class CampaignNumber:
    what: str = strawberry.field(
        description="Of people what the gate said and why (allow.allowed, hold.night, "
        "deny.not_opted_in); of deliveries how they ended (sent, failed.unregistered)."
    )
    count: int = strawberry.field(description="How many.")


@strawberry.type(description="How a campaign goes, or went.")
class CampaignReport:
    people: list[CampaignNumber] = strawberry.field(description="By the gate's word.")
    decided: int = strawberry.field(description="People whom the gate has judged.")
    expected: int | None = strawberry.field(description="People in the segment at its start.")
    not_reached: int = strawberry.field(description="People to whom it did not come in time.")
    devices: int = strawberry.field(description="Deliveries that were made.")
    ended: list[CampaignNumber] = strawberry.field(description="Deliveries by their end.")
    open: int = strawberry.field(description="Deliveries that wait or are on their way.")
    percent: float = strawberry.field(description="How much of it is done, 0 to 100.")
    seconds: float = strawberry.field(description="Since its start, to its end.")
    per_second: float = strawberry.field(description="Deliveries, over all that time.")
    final: bool = strawberry.field(description="Nothing of it changes any more.")


@strawberry.type(description="The words in one language.")
class CampaignWords:
    locale: Locale = strawberry.field(description="The language.")
    title: str = strawberry.field(description="As it was written; an advertisement's is marked.")
    body: str = strawberry.field(description="As it was written.")


@strawberry.type(description="One message to a segment of the city.")
class Campaign:
    id: strawberry.ID = strawberry.field(description="Of the campaign.")
    state: CampaignState = strawberry.field(description="Where it stands.")
    category: Category = strawberry.field(description="Its lane and its law.")
    sender: str = strawberry.field(description="Who speaks.")
    words: list[CampaignWords] = strawberry.field(description="By language.")
    segment: str = strawberry.field(description="For whom, as JSON.")
    purpose: Purpose | None = strawberry.field(description="Each receiver's own consent.")
    deep_link: str | None = strawberry.field(description="Null: the campaign's page.")
    image: str | None = strawberry.field(description="An https address.")
    starts_at: datetime | None = strawberry.field(description="Null: when somebody starts it.")
    expires_at: datetime = strawberry.field(description="Nothing is told after it.")
    created_at: datetime = strawberry.field(description="When it was written.")
    started_at: datetime | None = strawberry.field(description="When it started.")
    ended_at: datetime | None = strawberry.field(description="When it was over.")
    ending: Ending | None = strawberry.field(description="Why it is over.")
    report: CampaignReport | None = strawberry.field(description="Null until it has started.")


@strawberry.type(description="Whom it would reach at a moment.")
class CampaignCount:
    at: datetime = strawberry.field(description="The moment.")
    receivers: int = strawberry.field(description="People in the segment.")
    people: list[CampaignNumber] = strawberry.field(description="By the gate's word.")
    without_installation: int = strawberry.field(
        description="Of the receivers, whatever the gate says, those with neither app nor browser "
        "to ring: an inbox is all that may show it to them; no text message and no call takes its "
        "place."
    )
    installations: int = strawberry.field(description="Phones and browsers of the receivers.")
    ringing: int = strawberry.field(description="Of those, what would ring, held ones included.")
    held: int = strawberry.field(description="Of those, what would wait first.")


@strawberry.type(
    description="Whom a campaign would reach. It rings apps and browsers only, an alarm too."
)
class CampaignPreview:
    now: CampaignCount = strawberry.field(description="If it started now.")
    then: CampaignCount | None = strawberry.field(description="At its hour; null without one.")


def campaign_type(view: campaigns.CampaignView) -> Campaign:
    return Campaign(
        id=global_id("Campaign", view.campaign_id),
        state=view.state,
        category=view.category,
        sender=view.sender,
        words=[
            CampaignWords(locale=locale, title=words.title, body=words.body)
            for locale, words in sorted(view.words.items())
        ],
        segment=campaigns.write_segment(view.segment),
        purpose=view.purpose,
        deep_link=view.deep_link,
        image=view.image,
        starts_at=view.starts_at,
        expires_at=view.expires_at,
        created_at=view.created_at,
        started_at=view.started_at,
        ended_at=view.ended_at,
        ending=view.ending,
        report=report_type(view.report) if view.report else None,
    )


def report_type(report: campaigns.Report) -> CampaignReport:
    tally = report.tally
    return CampaignReport(
        people=_numbers(tally.people),
        decided=tally.decided,
        expected=report.expected,
        not_reached=report.not_reached,
        devices=tally.devices,
        ended=_numbers(tally.ended),
        open=tally.open,
        percent=round(100 * report.done, 2),
        seconds=report.took.total_seconds(),
        per_second=report.rate_per_s,
        final=report.final,
    )


def preview_type(preview: campaigns.Preview) -> CampaignPreview:
    return CampaignPreview(
        now=_count(preview.now), then=_count(preview.then) if preview.then else None
    )


def _count(count: campaigns.Count) -> CampaignCount:
    return CampaignCount(
        at=count.at,
        receivers=count.receivers,
        people=_numbers(count.people),
        without_installation=count.without_installation,
        installations=count.installations,
        ringing=count.ringing,
        held=count.held,
    )


def _numbers(counts: Mapping[str, int]) -> list[CampaignNumber]:
    return [CampaignNumber(what=what, count=count) for what, count in sorted(counts.items())]
