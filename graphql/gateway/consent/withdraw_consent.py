"""`withdrawConsent`: the purpose ends now, and what was held under it is destroyed."""

from typing import Annotated, assert_never
from uuid import UUID

import strawberry

from domains.consent import public as consent
from domains.consent.public import Purpose
from gateway.consent.erasure_types import ErasedData, KeptData, kept_type
from gateway.consent.grant_consent import NotYoursToDecide
from gateway.context import Context, Info
from gateway.declarations import AT_A_DESK, DECIDERS, OWN_RIGHTS, Subject, Tie
from gateway.fields import mutation
from gateway.global_ids import uuid_of
from gateway.once import REQUEST_ID, once
from gateway.permissions import SignedIn


@strawberry.input(description="A no to one purpose.")
class WithdrawConsentInput:
    request_id: UUID = strawberry.field(description=REQUEST_ID)
    subject_id: strawberry.ID = strawberry.field(description="Whose data; a Person.")
    purpose: Purpose = strawberry.field(description="Which one.")


@strawberry.type(description="Nothing more is collected, and what was held is destroyed already.")
class WithdrawConsentSuccess:
    purpose: Purpose = strawberry.field(description="Which one.")
    changed: bool = strawberry.field(description="False when it did not stand before.")
    erased: list[ErasedData] = strawberry.field(description="What is gone already.")
    follows: list[str] = strawberry.field(
        description="Stores that will prove by job that they hold nothing more: see `erasures`."
    )
    kept: list[KeptData] = strawberry.field(description="What stays, and which law says so.")


WithdrawConsentResult = Annotated[
    WithdrawConsentSuccess | NotYoursToDecide, strawberry.union("WithdrawConsentResult")
]


@strawberry.type
class WithdrawConsentMutation:
    @mutation(
        allow=SignedIn(),
        about=Subject("input.subjectId", open_to=DECIDERS | AT_A_DESK | {Tie.SELF}),
        under=OWN_RIGHTS,
        description="Withdraw the consent to one purpose: for yourself at any age, for your child "
        "under 14. Collection stops and the data held is destroyed before the answer.",
    )
    async def withdraw_consent(
        self, info: Info, input: WithdrawConsentInput
    ) -> WithdrawConsentResult:
        return await once(info, input, perform=lambda: _withdraw(info.context, input))


async def _withdraw(world: Context, input: WithdrawConsentInput) -> WithdrawConsentResult:
    outcome = await consent.withdraw(
        world.actor,
        subject_id=uuid_of(input.subject_id, "Person"),
        purpose=input.purpose,
        locale=world.locale,
        erasers=world.services.erasers,
        clock=world.clock,
        ids=world.ids,
    )
    match outcome:
        case consent.Withdrawn():
            return WithdrawConsentSuccess(
                purpose=outcome.purpose,
                changed=outcome.changed,
                erased=[ErasedData(what=one.what, rows=one.rows) for one in outcome.erased],
                follows=list(outcome.follows),
                kept=[kept_type(one) for one in outcome.kept],
            )
        case consent.NotYoursToDecide():
            return NotYoursToDecide()
        case unreachable:
            assert_never(unreachable)
