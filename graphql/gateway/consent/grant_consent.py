"""`grantConsent`: a purpose may be served from now on."""

from datetime import datetime
from typing import Annotated, assert_never
from uuid import UUID

import strawberry

from domains.consent import public as consent
from domains.consent.public import Purpose
from gateway.context import Context, Info
from gateway.declarations import AT_A_DESK, DECIDERS, OWN_RIGHTS, Subject
from gateway.fields import mutation
from gateway.global_ids import uuid_of
from gateway.languages import Locale
from gateway.once import REQUEST_ID, once
from gateway.permissions import SignedIn
from gateway.wording import FOR_DEVELOPERS


@strawberry.input(description="A decision about one purpose, on the text that was shown.")
class GrantConsentInput:
    request_id: UUID = strawberry.field(description=REQUEST_ID)
    subject_id: strawberry.ID = strawberry.field(description="Whose data; a Person.")
    purpose: Purpose = strawberry.field(description="Which one.")
    text_version: int = strawberry.field(description="The version that was shown.")
    locale: Locale = strawberry.field(description="The language in which it was shown.")
    expires_at: datetime | None = strawberry.field(
        default=None, description="For a time only: when it ends by itself."
    )


@strawberry.type(description="The consent stands.")
class GrantConsentSuccess:
    purpose: Purpose = strawberry.field(description="Which one.")
    changed: bool = strawberry.field(description="False when it stood before.")
    until: datetime | None = strawberry.field(
        default=None,
        description="When it ends by itself: a guardian's with the child's 14th birthday.",
    )


@strawberry.type(description="You may not decide for this person.")
class NotYoursToDecide:
    message: str = strawberry.field(
        default="Under 14 a guardian decides, from 14 on the person alone.",
        description=FOR_DEVELOPERS,
    )


@strawberry.type(description="The text has changed: show the current one and ask again.")
class ConsentTextOutdated:
    current_version: int = strawberry.field(description="As `purposes` tells it now.")


@strawberry.type(description="The consent would end before it begins.")
class ConsentTermOver:
    message: str = strawberry.field(
        default="expiresAt must lie in the future.", description=FOR_DEVELOPERS
    )


@strawberry.type(
    description="The person asked that nothing of theirs be processed: `liftSuspension` first, "
    "then ask again. Nothing was changed."
)
class ProcessingSuspended:
    since: datetime = strawberry.field(description="Since when it stands still.")


GrantConsentResult = Annotated[
    GrantConsentSuccess
    | NotYoursToDecide
    | ConsentTextOutdated
    | ConsentTermOver
    | ProcessingSuspended,
    strawberry.union("GrantConsentResult"),
]


@strawberry.type
class GrantConsentMutation:
    @mutation(
        allow=SignedIn(),
        about=Subject("input.subjectId", open_to=DECIDERS | AT_A_DESK),
        under=OWN_RIGHTS,
        description="Consent to one purpose, for yourself or for your child under 14. The text "
        "that was shown is kept with the decision.",
    )
    async def grant_consent(self, info: Info, input: GrantConsentInput) -> GrantConsentResult:
        return await once(info, input, perform=lambda: _grant(info.context, input))


async def _grant(world: Context, input: GrantConsentInput) -> GrantConsentResult:
    outcome = await consent.grant(
        world.actor,
        subject_id=uuid_of(input.subject_id, "Person"),
        purpose=input.purpose,
        text_version=input.text_version,
        locale=input.locale,
        expires_at=input.expires_at,
        erasers=world.services.erasers,
        clock=world.clock,
        ids=world.ids,
    )
    match outcome:
        case consent.Decided(purpose=purpose, changed=changed, until=until):
            return GrantConsentSuccess(purpose=purpose, changed=changed, until=until)
        case consent.NotYoursToDecide():
            return NotYoursToDecide()
        case consent.TextOutdated(current_version=version):
            return ConsentTextOutdated(current_version=version)
        case consent.TermOver():
            return ConsentTermOver()
        case consent.ProcessingSuspended(since=since):
            return ProcessingSuspended(since=since)
        case unreachable:
            assert_never(unreachable)
