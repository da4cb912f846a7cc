"""`reconfirmConsent`: the answer to the question that is put every two years."""

from typing import Annotated, assert_never
from uuid import UUID

import strawberry

from domains.consent import public as consent
from domains.consent.public import Purpose
from gateway.consent.grant_consent import NotYoursToDecide
from gateway.context import Context, Info
from gateway.declarations import AT_A_DESK, DECIDERS, OWN_RIGHTS, Subject
from gateway.fields import mutation
from gateway.global_ids import uuid_of
from gateway.languages import Locale
from gateway.once import REQUEST_ID, once
from gateway.permissions import SignedIn
from gateway.wording import FOR_DEVELOPERS


@strawberry.input(description="Yes or no to an advertising consent of two years.")
class ReconfirmConsentInput:
    request_id: UUID = strawberry.field(description=REQUEST_ID)
    subject_id: strawberry.ID = strawberry.field(description="Whose consent; a Person.")
    purpose: Purpose = strawberry.field(description="Which one.")
    keep: bool = strawberry.field(description="False ends it. Saying nothing keeps it.")
    locale: Locale = strawberry.field(description="The language in which it was asked.")


@strawberry.type(description="The answer is in the history.")
class ReconfirmConsentSuccess:
    purpose: Purpose = strawberry.field(description="Which one.")
    stands: bool = strawberry.field(description="Whether the consent stands now.")


@strawberry.type(description="No question about this purpose is open.")
class NothingToReconfirm:
    message: str = strawberry.field(
        default="No question is open. withdrawConsent ends a consent at any time.",
        description=FOR_DEVELOPERS,
    )


ReconfirmConsentResult = Annotated[
    ReconfirmConsentSuccess | NotYoursToDecide | NothingToReconfirm,
    strawberry.union("ReconfirmConsentResult"),
]


@strawberry.type
class ReconfirmConsentMutation:
    @mutation(
        allow=SignedIn(),
        about=Subject("input.subjectId", open_to=DECIDERS | AT_A_DESK),
        under=OWN_RIGHTS,
        description="Answer the question that is put every two years about a consent to "
        "advertising (정보통신망법 §50⑧): silence keeps it, a no ends it.",
    )
    async def reconfirm_consent(
        self, info: Info, input: ReconfirmConsentInput
    ) -> ReconfirmConsentResult:
        return await once(info, input, perform=lambda: _reconfirm(info.context, input))


async def _reconfirm(world: Context, input: ReconfirmConsentInput) -> ReconfirmConsentResult:
    outcome = await consent.reconfirm(
        world.actor,
        subject_id=uuid_of(input.subject_id, "Person"),
        purpose=input.purpose,
        keep=input.keep,
        locale=input.locale,
        erasers=world.services.erasers,
        clock=world.clock,
        ids=world.ids,
    )
    match outcome:
        case consent.Reconfirmed(purpose=purpose, stands=stands):
            return ReconfirmConsentSuccess(purpose=purpose, stands=stands)
        case consent.NotYoursToDecide():
            return NotYoursToDecide()
        case consent.NothingToReconfirm():
            return NothingToReconfirm()
        case unreachable:
            assert_never(unreachable)
