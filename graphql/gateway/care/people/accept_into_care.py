"""`acceptIntoCare`: a centre takes on whom asked on her phone."""

from typing import Annotated, assert_never
from uuid import UUID

import strawberry

from domains.care import public as care
from domains.consent.public import Purpose
from gateway.care.people.types import CareNotFound
from gateway.context import Context, Info
from gateway.declarations import Consent, Holding, Tie
from gateway.fields import mutation
from gateway.global_ids import global_id, uuid_of
from gateway.identity.stand_in_types import AT_THE_DESK
from gateway.once import REQUEST_ID, once


@strawberry.input(description="Whom you take on.")
class AcceptIntoCareInput:
    request_id: UUID = strawberry.field(description=REQUEST_ID)
    enrolment_id: strawberry.ID = strawberry.field(description="From careSeniors.")


@strawberry.type(description="She is cared for from now on.")
class AcceptIntoCareSuccess:
    senior_id: strawberry.ID = strawberry.field(description="Who; a Person.")


AcceptIntoCareResult = Annotated[
    AcceptIntoCareSuccess | CareNotFound, strawberry.union("AcceptIntoCareResult")
]


@strawberry.type
class AcceptIntoCareMutation:
    @mutation(
        allow=AT_THE_DESK,
        about=Holding("input.enrolmentId", "CareEnrolment", open_to=frozenset({Tie.CARE_CENTRE})),
        under=Consent(Purpose.CARE_CHECK_INS),
        description="Take on a senior of your centre's dongs who asked for care on her phone.",
    )
    async def accept_into_care(
        self, info: Info, input: AcceptIntoCareInput
    ) -> AcceptIntoCareResult:
        return await once(info, input, perform=lambda: _accept(info.context, input))


async def _accept(world: Context, input: AcceptIntoCareInput) -> AcceptIntoCareResult:
    outcome = await care.people.accept_into_care(
        world.actor,
        uuid_of(input.enrolment_id, "CareEnrolment"),
        clock=world.clock,
        ids=world.ids,
    )
    match outcome:
        case care.people.Accepted(senior_id=senior):
            return AcceptIntoCareSuccess(senior_id=global_id("Person", senior))
        case care.people.NotYourSenior():
            return CareNotFound()
        case unreachable:
            assert_never(unreachable)
