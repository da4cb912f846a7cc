"""`openRightsCaseAtDesk`: an officer writes down what somebody who came asks for."""

from typing import Annotated, assert_never
from uuid import UUID

import strawberry

from domains.governance import public as governance
from domains.governance.public import Capacity, CaseKind, Parties, Proof, Wish
from gateway.context import Context, Info
from gateway.declarations import DUTY, Subject
from gateway.fields import mutation
from gateway.global_ids import uuid_of
from gateway.governance.open_rights_case import THE_DESK
from gateway.governance.outcomes import (
    ResidentNumberInRequest,
    RightsCaseNotYours,
    RightsCaseSuccess,
    stepped,
)
from gateway.governance.read_rights import STAFF
from gateway.governance.types import ChangeInput
from gateway.once import REQUEST_ID, once


@strawberry.input(description="What somebody at the desk asks for.")
class OpenRightsCaseAtDeskInput:
    request_id: UUID = strawberry.field(description=REQUEST_ID)
    subject_id: strawberry.ID = strawberry.field(description="Whose data; a Person.")
    applicant_id: strawberry.ID = strawberry.field(description="Who asks; a Person.")
    capacity: Capacity = strawberry.field(description="As whom they ask.")
    proof: Proof | None = strawberry.field(
        default=None, description="What you were shown; without one the case waits for it."
    )
    kind: CaseKind = strawberry.field(description="Which right.")
    words: str = strawberry.field(default="", description="In their words.")
    change: ChangeInput | None = strawberry.field(
        default=None, description="For a correction: what is to be put right."
    )


OpenRightsCaseAtDeskResult = Annotated[
    RightsCaseSuccess | RightsCaseNotYours | ResidentNumberInRequest,
    strawberry.union("OpenRightsCaseAtDeskResult"),
]


@strawberry.type
class OpenRightsCaseAtDeskMutation:
    @mutation(
        allow=STAFF,
        about=Subject("input.subjectId", open_to=THE_DESK),
        under=DUTY,
        description="Write down what a person without a phone, or a representative, asks for.",
    )
    async def open_rights_case_at_desk(
        self, info: Info, input: OpenRightsCaseAtDeskInput
    ) -> OpenRightsCaseAtDeskResult:
        return await once(info, input, perform=lambda: _open(info.context, input))


async def _open(world: Context, input: OpenRightsCaseAtDeskInput) -> OpenRightsCaseAtDeskResult:
    outcome = await governance.open_at_desk(
        world.actor,
        parties=Parties(
            subject_id=uuid_of(input.subject_id, "Person"),
            applicant_id=uuid_of(input.applicant_id, "Person"),
            capacity=input.capacity,
        ),
        proof=input.proof,
        wish=Wish(input.kind, input.words, input.change.read() if input.change else None),
        locale=world.locale,
        clock=world.clock,
        ids=world.ids,
    )
    match outcome:
        case governance.Stepped():
            return stepped(outcome)
        case governance.NotYours():
            return RightsCaseNotYours()
        case governance.ResidentNumberRefused():
            return ResidentNumberInRequest()
        case unreachable:
            assert_never(unreachable)
