"""`chooseProvisionNotices`: to be told of each provision at once, or of many together."""

from typing import Annotated, assert_never
from uuid import UUID

import strawberry

from domains.consent import public as consent
from domains.consent.public import ProvisionNotices
from gateway.consent.grant_consent import NotYoursToDecide
from gateway.context import Context, Info
from gateway.declarations import AT_A_DESK, DECIDERS, OWN_RIGHTS, Subject
from gateway.fields import mutation
from gateway.global_ids import uuid_of
from gateway.once import REQUEST_ID, once
from gateway.permissions import SignedIn


@strawberry.input(description="How a person wants to be told of provisions of their location.")
class ChooseProvisionNoticesInput:
    request_id: UUID = strawberry.field(description=REQUEST_ID)
    subject_id: strawberry.ID = strawberry.field(description="Whose location; a Person.")
    notices: ProvisionNotices = strawberry.field(description="At once, or together.")


@strawberry.type(description="It stands from the next provision on.")
class ChooseProvisionNoticesSuccess:
    notices: ProvisionNotices = strawberry.field(description="As chosen.")


ChooseProvisionNoticesResult = Annotated[
    ChooseProvisionNoticesSuccess | NotYoursToDecide,
    strawberry.union("ChooseProvisionNoticesResult"),
]


@strawberry.type
class ChooseProvisionNoticesMutation:
    @mutation(
        allow=SignedIn(),
        about=Subject("input.subjectId", open_to=DECIDERS | AT_A_DESK),
        under=OWN_RIGHTS,
        description="Choose how you, or the guardians of your child under 14, are told that the "
        "location was given to a third party (위치정보법 §19③④).",
    )
    async def choose_provision_notices(
        self, info: Info, input: ChooseProvisionNoticesInput
    ) -> ChooseProvisionNoticesResult:
        return await once(info, input, perform=lambda: _choose(info.context, input))


async def _choose(
    world: Context, input: ChooseProvisionNoticesInput
) -> ChooseProvisionNoticesResult:
    outcome = await consent.choose_provision_notices(
        world.actor,
        subject_id=uuid_of(input.subject_id, "Person"),
        notices=input.notices,
        clock=world.clock,
        ids=world.ids,
    )
    match outcome:
        case consent.NoticesChosen(notices=notices):
            return ChooseProvisionNoticesSuccess(notices=notices)
        case consent.NotYoursToDecide():
            return NotYoursToDecide()
        case unreachable:
            assert_never(unreachable)
