"""`purposes` and `locationUses`: for the person and their guardian."""

from datetime import datetime
from typing import Annotated, assert_never

import strawberry

from domains.consent import public as consent
from domains.consent.public import Act, ProvisionNotices, Purpose
from gateway.connections import Connection, page_of, page_request
from gateway.consent.types import (
    LocationUse,
    NotYours,
    PurposeState,
    location_use_type,
    purpose_type,
)
from gateway.context import Info
from gateway.declarations import AT_A_DESK, OWN_RIGHTS, SEERS, Subject
from gateway.fields import query
from gateway.global_ids import uuid_of
from gateway.languages import Locale
from gateway.permissions import SignedIn


@strawberry.type(description="Every declared purpose, and what you may do about them.")
class Purposes:
    locale: Locale = strawberry.field(
        description="The language of the texts. Send it back with grantConsent."
    )
    purposes: list[PurposeState] = strawberry.field(description="All that are declared.")
    may_grant: bool = strawberry.field(
        description="Under 14 a guardian grants, from 14 on the person alone."
    )
    may_withdraw: bool = strawberry.field(description="A person may at any age.")
    provision_notices: ProvisionNotices = strawberry.field(
        description="How the person is told that their location was given to somebody."
    )


@strawberry.input(description="Which uses are wanted; what is left out is not asked.")
class LocationUsesFilter:
    act: Act | None = strawberry.field(default=None, description="What was done.")
    purpose: Purpose | None = strawberry.field(default=None, description="For what.")
    since: datetime | None = strawberry.field(default=None, description="From this moment on.")
    until: datetime | None = strawberry.field(default=None, description="Before this moment.")


PurposesResult = Annotated[Purposes | NotYours, strawberry.union("PurposesResult")]


@strawberry.type
class ConsentsQuery:
    @query(
        allow=SignedIn(),
        about=Subject("subjectId", open_to=SEERS | AT_A_DESK),
        under=OWN_RIGHTS,
        description="What a person's data may be used for, and which consents stand. The texts "
        "are in `locale`, or else in the request's Accept-Language.",
    )
    async def purposes(
        self, info: Info, subject_id: strawberry.ID, locale: Locale | None = None
    ) -> PurposesResult:
        world = info.context
        chosen = locale or world.locale
        outcome = await consent.show_purposes(
            world.actor,
            subject_id=uuid_of(subject_id, "Person"),
            locale=chosen,
            clock=world.clock,
        )
        match outcome:
            case consent.ShownPurposes():
                return Purposes(
                    locale=chosen,
                    purposes=[purpose_type(view) for view in outcome.purposes],
                    may_grant=outcome.may_grant,
                    may_withdraw=outcome.may_withdraw,
                    provision_notices=outcome.notices,
                )
            case consent.NotYoursToSee():
                return NotYours()
            case unreachable:
                assert_never(unreachable)

    @query(
        allow=SignedIn(),
        about=Subject("subjectId", open_to=SEERS | AT_A_DESK),
        under=OWN_RIGHTS,
        description="Who used or was given a person's location, when and why, newest first; kept "
        "for six months. Empty for anyone but the person and their guardian.",
    )
    async def location_uses(
        self,
        info: Info,
        subject_id: strawberry.ID,
        first: int = 20,
        after: str | None = None,
        filter: LocationUsesFilter | None = None,
    ) -> Connection[LocationUse]:
        world, page = info.context, page_request(first=first, after=after)
        outcome = await consent.show_location_uses(
            world.actor,
            subject_id=uuid_of(subject_id, "Person"),
            limit=page.fetch,
            before=page.after_id,
            locale=world.locale,
            clock=world.clock,
            ids=world.ids,
            wanted=_wanted(filter),
        )
        shown = [] if isinstance(outcome, consent.NotYoursToSee) else outcome
        return page_of(shown, page, key=lambda use: str(use.id), node=location_use_type)


def _wanted(filter: LocationUsesFilter | None) -> consent.UseFilter:
    if filter is None:
        return consent.UseFilter()
    return consent.UseFilter(
        act=filter.act, purpose=filter.purpose, since=filter.since, until=filter.until
    )
