"""`acknowledgeCareCase`: a person takes it, and everything else falls silent."""

from datetime import datetime
from typing import Annotated, assert_never
from uuid import UUID

import strawberry

from domains.care.public import cases
from domains.kernel.actor import Role
from gateway.care.cases.types import CareCaseNotFound, CareCaseOver
from gateway.context import Context, Info
from gateway.declarations import CARERS, RESCUE, Holding, Opening
from gateway.fields import mutation
from gateway.global_ids import uuid_of
from gateway.once import REQUEST_ID, once
from gateway.permissions import SignedIn

ACTORS: frozenset[Opening] = CARERS | {Role.OPERATOR}
"""Whoever may do something in a case. She herself answers check-ins, and ends none."""


@strawberry.input(description="Which case you take.")
class AcknowledgeCareCaseInput:
    request_id: UUID = strawberry.field(description=REQUEST_ID)
    case_id: strawberry.ID = strawberry.field(description="The case; a CareCase.")


@strawberry.type(description="Somebody has it, and the alarm goes from the other phones.")
class AcknowledgeCareCaseSuccess:
    case_id: strawberry.ID = strawberry.field(description="The case.")
    taken_at: datetime = strawberry.field(description="When it was taken.")
    by_you: bool = strawberry.field(description="False when another person was faster.")
    silent_at: datetime = strawberry.field(
        description="If nothing is heard of who took it by then, others are asked."
    )


AcknowledgeCareCaseResult = Annotated[
    AcknowledgeCareCaseSuccess | CareCaseOver | CareCaseNotFound,
    strawberry.union("AcknowledgeCareCaseResult"),
]


@strawberry.type
class AcknowledgeCareCaseMutation:
    @mutation(
        allow=SignedIn(),
        about=Holding("input.caseId", "CareCase", open_to=ACTORS),
        under=RESCUE,
        description="Take an open case: from then on nobody else is asked. Say what you did with "
        "recordCareAct before `silentAt`.",
    )
    async def acknowledge_care_case(
        self, info: Info, input: AcknowledgeCareCaseInput
    ) -> AcknowledgeCareCaseResult:
        return await once(info, input, perform=lambda: _acknowledge(info.context, input))


async def _acknowledge(
    world: Context, input: AcknowledgeCareCaseInput
) -> AcknowledgeCareCaseResult:
    outcome = await cases.acknowledge_case(
        world.actor, case_id=uuid_of(input.case_id, "CareCase"), clock=world.clock, ids=world.ids
    )
    match outcome:
        case cases.CaseAcknowledged():
            return AcknowledgeCareCaseSuccess(
                case_id=input.case_id,
                taken_at=outcome.taken_at,
                by_you=outcome.by_you,
                silent_at=outcome.silent_at,
            )
        case cases.CaseOver():
            return CareCaseOver(case_id=input.case_id)
        case cases.NotYourCase():
            return CareCaseNotFound()
        case unreachable:
            assert_never(unreachable)
