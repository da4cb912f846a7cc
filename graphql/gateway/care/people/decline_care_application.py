"""`declineCareApplication`: a centre cannot take on whom asked on her phone."""

from typing import Annotated, assert_never
from uuid import UUID

import strawberry

from domains.care import public as care
from domains.consent.public import Purpose
from gateway.care.people.enrol_in_care import AlreadyInCare
from gateway.care.people.types import CareNotFound
from gateway.context import Context, Info
from gateway.declarations import Consent, Holding, Tie
from gateway.fields import mutation
from gateway.global_ids import global_id, uuid_of
from gateway.identity.stand_in_types import AT_THE_DESK
from gateway.once import REQUEST_ID, once


@strawberry.input(description="Whom you cannot take on, and why.")
class DeclineCareApplicationInput:
    request_id: UUID = strawberry.field(description=REQUEST_ID)
    enrolment_id: strawberry.ID = strawberry.field(description="From careSeniors.")
    reason: care.Declined = strawberry.field(description="She is told.")


@strawberry.type(description="It is gone, and all that she sent with it.")
class DeclineCareApplicationSuccess:
    enrolment_id: strawberry.ID = strawberry.field(description="Which; it names nothing any more.")


DeclineCareApplicationResult = Annotated[
    DeclineCareApplicationSuccess | AlreadyInCare | CareNotFound,
    strawberry.union("DeclineCareApplicationResult"),
]


@strawberry.type
class DeclineCareApplicationMutation:
    @mutation(
        allow=AT_THE_DESK,
        about=Holding("input.enrolmentId", "CareEnrolment", open_to=frozenset({Tie.CARE_CENTRE})),
        under=Consent(Purpose.CARE_CHECK_INS),
        description="Say no to a senior who waits for your centre's yes. Her consents to care end, "
        "all that she sent is destroyed, and she is told why; she may ask again.",
    )
    async def decline_care_application(
        self, info: Info, input: DeclineCareApplicationInput
    ) -> DeclineCareApplicationResult:
        return await once(info, input, perform=lambda: _decline(info.context, input))


async def _decline(
    world: Context, input: DeclineCareApplicationInput
) -> DeclineCareApplicationResult:
    outcome = await care.decline_application(
        world.actor,
        uuid_of(input.enrolment_id, "CareEnrolment"),
        input.reason,
        erasers=world.services.erasers,
        clock=world.clock,
        ids=world.ids,
    )
    match outcome:
        case care.ApplicationDeclined(enrolment_id=key):
            return DeclineCareApplicationSuccess(enrolment_id=global_id("CareEnrolment", key))
        case care.AlreadyStands(enrolment_id=key):
            return AlreadyInCare(enrolment_id=global_id("CareEnrolment", key))
        case care.people.NotYourSenior():
            return CareNotFound()
        case unreachable:
            assert_never(unreachable)
