"""What the applicant does with a case: prove who asks, take it back, stop, let go on."""

from typing import Annotated, assert_never
from uuid import UUID

import strawberry

from domains.governance import public as governance
from gateway.context import Context, Info
from gateway.declarations import AT_A_DESK, OWN_RIGHTS, Holding, Subject
from gateway.fields import mutation
from gateway.global_ids import uuid_of
from gateway.governance.open_rights_case import APPLICANT, ASKERS, THE_DESK
from gateway.governance.outcomes import (
    IdentityNotProved,
    RightsCaseNotYours,
    RightsCaseSuccess,
    RightsStepNotPossible,
    StepAnswer,
    StepResult,
    step_answer,
)
from gateway.once import REQUEST_ID, once
from gateway.permissions import Fresh, SignedIn


@strawberry.input(description="One case.")
class RightsCaseInput:
    request_id: UUID = strawberry.field(description=REQUEST_ID)
    case_id: strawberry.ID = strawberry.field(description="The case.")


@strawberry.input(description="Whose processing goes on.")
class LiftSuspensionInput:
    request_id: UUID = strawberry.field(description=REQUEST_ID)
    subject_id: strawberry.ID = strawberry.field(description="Whose; a Person.")


@strawberry.type(description="The processing may go on; each purpose is asked for anew.")
class LiftSuspensionSuccess:
    lifted: int = strawberry.field(description="So many suspensions ended; 0 where none stood.")


LiftSuspensionResult = Annotated[
    LiftSuspensionSuccess | RightsCaseNotYours, strawberry.union("LiftSuspensionResult")
]
ProveRightsIdentityResult = Annotated[
    RightsCaseSuccess | IdentityNotProved | RightsStepNotPossible | RightsCaseNotYours,
    strawberry.union("ProveRightsIdentityResult"),
]

CASE = Holding("input.caseId", "RightsCase", open_to=APPLICANT)
AT_HOME_OR_DESK = Holding("input.caseId", "RightsCase", open_to=APPLICANT | AT_A_DESK)
SUSPENSION = Holding("input.caseId", "RightsCase", open_to=APPLICANT | THE_DESK)


@strawberry.type
class FollowRightsCaseMutation:
    @mutation(
        allow=SignedIn(),
        about=CASE,
        under=OWN_RIGHTS,
        description="Prove by a sign-in within the last minutes that it is really you who asks.",
    )
    async def prove_rights_identity(
        self, info: Info, input: RightsCaseInput
    ) -> ProveRightsIdentityResult:
        return await once(info, input, perform=lambda: _prove(info.context, input))

    @mutation(
        allow=SignedIn(),
        about=AT_HOME_OR_DESK,
        under=OWN_RIGHTS,
        description="Take a request back before it is answered.",
    )
    async def withdraw_rights_case(self, info: Info, input: RightsCaseInput) -> StepResult:
        return await once(info, input, perform=lambda: _withdraw(info.context, input))

    @mutation(
        allow=Fresh(SignedIn()),
        about=SUSPENSION,
        under=OWN_RIGHTS,
        description="Carry a suspension out: every consent ends and its data is destroyed, before "
        "the answer. No new consent is taken until `liftSuspension`.",
    )
    async def carry_out_suspension(self, info: Info, input: RightsCaseInput) -> StepResult:
        return await once(info, input, perform=lambda: _suspend(info.context, input))

    @mutation(
        allow=SignedIn(),
        about=Subject("input.subjectId", open_to=ASKERS),
        under=OWN_RIGHTS,
        description="End a suspension. Nothing begins by it: each purpose is asked for anew.",
    )
    async def lift_suspension(self, info: Info, input: LiftSuspensionInput) -> LiftSuspensionResult:
        return await once(info, input, perform=lambda: _lift(info.context, input))


async def _prove(world: Context, input: RightsCaseInput) -> StepAnswer | IdentityNotProved:
    outcome = await governance.prove_identity(
        world.actor,
        case_id=uuid_of(input.case_id, "RightsCase"),
        fresh_for=world.services.fresh_for,
        clock=world.clock,
        ids=world.ids,
    )
    if isinstance(outcome, governance.NotProved):
        return IdentityNotProved()
    return step_answer(outcome)


async def _withdraw(world: Context, input: RightsCaseInput) -> StepAnswer:
    case_id = uuid_of(input.case_id, "RightsCase")
    return step_answer(
        await governance.withdraw_case(
            world.actor, case_id=case_id, clock=world.clock, ids=world.ids
        )
    )


async def _suspend(world: Context, input: RightsCaseInput) -> StepAnswer:
    return step_answer(
        await governance.carry_out_suspension(
            world.actor,
            case_id=uuid_of(input.case_id, "RightsCase"),
            erasers=world.services.erasers,
            clock=world.clock,
            ids=world.ids,
        )
    )


async def _lift(world: Context, input: LiftSuspensionInput) -> LiftSuspensionResult:
    outcome = await governance.lift_suspension(
        world.actor,
        subject_id=uuid_of(input.subject_id, "Person"),
        clock=world.clock,
        ids=world.ids,
    )
    match outcome:
        case int():
            return LiftSuspensionSuccess(lifted=outcome)
        case governance.NotYours():
            return RightsCaseNotYours()
        case unreachable:
            assert_never(unreachable)
