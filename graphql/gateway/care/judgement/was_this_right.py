"""`giveCareOpinion`: "was this right?", said of an alarm."""

from typing import Annotated, assert_never
from uuid import UUID

import strawberry

from domains.care import public as care
from domains.kernel.actor import Role
from gateway.context import Context, Info
from gateway.declarations import CARERS, DUTY, Holding
from gateway.fields import mutation
from gateway.global_ids import uuid_of
from gateway.once import REQUEST_ID, once
from gateway.permissions import SignedIn
from gateway.wording import FOR_DEVELOPERS


@strawberry.input(description="What you say of an alarm.")
class GiveCareOpinionInput:
    request_id: UUID = strawberry.field(description=REQUEST_ID)
    case_id: strawberry.ID = strawberry.field(description="The case that it led to.")
    opinion: care.judgement.Opinion = strawberry.field(description="Was it right?")


@strawberry.type(description="It was taken down, once for each person and case.")
class GiveCareOpinionSuccess:
    moved: list[care.judgement.Limit] = strawberry.field(
        description="Limits of this home that it moved by a step, within the centre's bounds."
    )


@strawberry.type(description="There is no such case, or you have no part in it.")
class NoPartInThisCase:
    message: str = strawberry.field(
        default="There is no such case, or you have no part in it.", description=FOR_DEVELOPERS
    )


GiveCareOpinionResult = Annotated[
    GiveCareOpinionSuccess | NoPartInThisCase, strawberry.union("GiveCareOpinionResult")
]


@strawberry.type
class CareOpinionMutation:
    @mutation(
        allow=SignedIn(),
        about=Holding("input.caseId", "CareCase", open_to=CARERS | {Role.OPERATOR}),
        under=DUTY,
        description="Say whether an alarm was right: it moves this home's limits by a step. Smoke, "
        "gas, a fall and SOS always ring.",
    )
    async def give_care_opinion(
        self, info: Info, input: GiveCareOpinionInput
    ) -> GiveCareOpinionResult:
        return await once(info, input, perform=lambda: _give(info.context, input))


async def _give(world: Context, input: GiveCareOpinionInput) -> GiveCareOpinionResult:
    outcome = await care.judgement.give_opinion(
        world.actor,
        case_id=uuid_of(input.case_id, "CareCase"),
        opinion=input.opinion,
        clock=world.clock,
        ids=world.ids,
    )
    match outcome:
        case care.judgement.OpinionTaken(moved=moved):
            return GiveCareOpinionSuccess(moved=list(moved))
        case care.judgement.NotYourCase():
            return NoPartInThisCase()
        case unreachable:
            assert_never(unreachable)
