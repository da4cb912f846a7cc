"""A campaign as it is written."""

from datetime import datetime
from uuid import UUID

import strawberry

from domains.consent.public import Purpose
from gateway.campaigns.segment_input import SegmentInput, segment_of
from gateway.languages import Locale
from gateway.once import REQUEST_ID
from notifications.public import Category, campaigns


@strawberry.input(description="The words in one language.")
class CampaignWordsInput:
    locale: Locale = strawberry.field(
        description="KO is needed. Who reads none of them gets EN, and KO where there is none."
    )
    title: str = strawberry.field(description="At most 60 characters.")
    body: str = strawberry.field(description="At most 500 characters.")


@strawberry.input(description="A message to a segment of the city.")
class CampaignInput:
    category: Category = strawberry.field(description="Its lane and its law; see the gate.")
    sender: str = strawberry.field(description="Who speaks; in an advertisement's title.")
    words: list[CampaignWordsInput] = strawberry.field(description="By language.")
    segment: SegmentInput = strawberry.field(description="For whom.")
    expires_at: datetime = strawberry.field(description="Nothing is told after it.")
    starts_at: datetime | None = strawberry.field(
        default=None, description="When it shall start by itself; null: when somebody starts it."
    )
    purpose: Purpose | None = strawberry.field(
        default=None, description="Each receiver's own consent without which they are not told."
    )
    deep_link: str | None = strawberry.field(
        default=None, description="Where a tap leads, osantalk://…; null: the campaign's page."
    )
    image: str | None = strawberry.field(default=None, description="An https address.")


@strawberry.input(description="A new campaign.")
class CreateCampaignInput:
    request_id: UUID = strawberry.field(description=REQUEST_ID)
    campaign: CampaignInput = strawberry.field(description="As it shall be.")


@strawberry.input(description="A campaign written anew; a scheduled one is a draft again.")
class ChangeCampaignInput:
    request_id: UUID = strawberry.field(description=REQUEST_ID)
    campaign_id: strawberry.ID = strawberry.field(description="Which.")
    campaign: CampaignInput = strawberry.field(description="As it shall be, whole.")


@strawberry.input(description="A step of a campaign.")
class CampaignStepInput:
    request_id: UUID = strawberry.field(description=REQUEST_ID)
    campaign_id: strawberry.ID = strawberry.field(description="Which.")


def draft_of(given: CampaignInput) -> campaigns.Draft:
    """Raises NotOneWordError."""
    return campaigns.Draft(
        category=given.category,
        sender=given.sender,
        words={
            words.locale: campaigns.Words(words.title.strip(), words.body.strip())
            for words in given.words
        },
        segment=segment_of(given.segment),
        purpose=given.purpose,
        deep_link=given.deep_link,
        image=given.image,
        starts_at=given.starts_at,
        expires_at=given.expires_at,
    )
