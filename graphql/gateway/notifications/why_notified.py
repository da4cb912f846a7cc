"""`whyNotified`: why one was told something, or was not."""

from datetime import datetime
from typing import TypeAlias

import strawberry

from domains.kernel.clock import SEOUL
from gateway.connections import Connection, page_of, page_request
from gateway.context import Info
from gateway.declarations import AT_A_DESK, OWN_RIGHTS, SEERS, Subject
from gateway.fields import query
from gateway.global_ids import global_id, uuid_of
from gateway.languages import Locale
from gateway.nameless import TEXTS
from gateway.notifications.preference_types import Channel
from gateway.permissions import SignedIn
from notifications.public import Category, choices

Reason: TypeAlias = choices.Reason
Said: TypeAlias = choices.Said
State: TypeAlias = choices.State

strawberry.enum(Reason, name="NotificationReason", description="Which rule decided.")
strawberry.enum(Said, name="NotificationVerdict", description="Told, held back for a while, never.")
strawberry.enum(State, name="PushState", description="Where a push stands.")

PLAIN_REASONS = frozenset({"no_address", "unregistered", "not_opted_in", "consent_missing"})
"""Failures that have words of their own; the others are the house's affair."""


@strawberry.type(description="What became of it on one of your phones, browsers or telephones.")
class PushOutcome:
    device_id: strawberry.ID = strawberry.field(description="A Device of yours, or a line.")
    channel: Channel
    state: State
    at: datetime | None = strawberry.field(description="When it ended so, or was seen.")
    sentence: str = strawberry.field(description="The same in words, in the request's language.")


@strawberry.type(description="One decision whether you are told something.")
class NotificationDecision:
    id: strawberry.ID = strawberry.field(description="Opaque and stable.")
    at: datetime = strawberry.field(description="When it was decided.")
    topic: str = strawberry.field(description="What it was about, such as commute; never more.")
    category: Category | None
    verdict: Said
    reason: Reason
    rule: str | None = strawberry.field(
        description="The law behind it; null where it was your wish, or a plain fact."
    )
    held_until: datetime | None = strawberry.field(description="Until when it was held back.")
    sentence: str = strawberry.field(description="The same in words, in the request's language.")
    inbox_entry_id: strawberry.ID | None = strawberry.field(
        description="The entry, where you may read it."
    )
    pushes: list[PushOutcome] = strawberry.field(description="One for each way that was tried.")


@strawberry.type
class WhyNotifiedQuery:
    @query(
        allow=SignedIn(),
        about=Subject("personId", open_to=SEERS | AT_A_DESK),
        under=OWN_RIGHTS,
        description="Why you, or your child under 14, were told something or were not, newest "
        "first. Empty for anybody else.",
    )
    async def why_notified(
        self, info: Info, person_id: strawberry.ID, first: int = 20, after: str | None = None
    ) -> Connection[NotificationDecision]:
        world, page = info.context, page_request(first=first, after=after)
        outcome = await choices.why(
            world.actor,
            uuid_of(person_id, "Person"),
            limit=page.fetch,
            before=page.after_id,
            clock=world.clock,
        )
        rows = [] if isinstance(outcome, choices.NotYoursToChoose) else outcome
        return page_of(
            rows, page, key=lambda row: str(row.id), node=lambda row: _decision(row, world.locale)
        )


def _decision(row: choices.Why, locale: Locale) -> NotificationDecision:
    return NotificationDecision(
        id=global_id("NotificationDecision", row.id),
        at=row.decided_at,
        topic=row.topic,
        category=row.category,
        verdict=row.said,
        reason=row.reason,
        rule=choices.RULES.get(row.reason),
        held_until=row.held_until,
        sentence=_sentence(row, locale),
        inbox_entry_id=global_id("InboxEntry", row.entry_id) if row.entry_id else None,
        pushes=[_outcome(each, locale) for each in row.outcomes],
    )


def _sentence(row: choices.Why, locale: Locale) -> str:
    until = row.held_until.astimezone(SEOUL) if row.held_until else None
    return TEXTS.text(locale, f"why.{row.reason}", until=f"{until:%H:%M}" if until else "")


def _outcome(outcome: choices.PushOutcome, locale: Locale) -> PushOutcome:
    key = f"push.{outcome.state}"
    if outcome.state is State.FAILED and outcome.reason in PLAIN_REASONS:
        key = f"push.failed.{outcome.reason}"
    return PushOutcome(
        device_id=global_id("Device", outcome.device_id),
        channel=outcome.channel,
        state=outcome.state,
        at=outcome.at,
        sentence=TEXTS.text(locale, key),
    )
