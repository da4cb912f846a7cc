"""Answers that many mutations of the desk share, and how the domain's become them."""

from datetime import datetime
from typing import Annotated, TypeAlias, assert_never

import strawberry

from domains.governance import public as governance
from domains.governance.public import CaseState
from gateway.global_ids import global_id
from gateway.wording import FOR_DEVELOPERS


@strawberry.type(description="The case stands here now.")
class RightsCaseSuccess:
    case_id: strawberry.ID = strawberry.field(description="Of the case.")
    state: CaseState = strawberry.field(description="Where it stands.")
    due_at: datetime | None = strawberry.field(description="When its term is over.")


@strawberry.type(description="No person or case that you may speak for or handle.")
class RightsCaseNotYours:
    message: str = strawberry.field(
        default="There is no such case or person for you.", description=FOR_DEVELOPERS
    )


@strawberry.type(description="Not in this state, or not by this law; nothing changed.")
class RightsStepNotPossible:
    state: CaseState = strawberry.field(description="Where the case stands.")


@strawberry.type(description="The sign-in is not fresh: sign in once more, the case waits.")
class IdentityNotProved:
    message: str = strawberry.field(
        default="Sign in once more to prove who asks.", description=FOR_DEVELOPERS
    )


@strawberry.type(description="The text shows a resident registration number; nothing was stored.")
class ResidentNumberInRequest:
    message: str = strawberry.field(
        default="Leave out the resident registration number.", description=FOR_DEVELOPERS
    )


@strawberry.type(description="So many are open already.")
class TooManyRequests:
    most: int = strawberry.field(description="No more than these at a time.")


StepAnswer: TypeAlias = RightsCaseSuccess | RightsStepNotPossible | RightsCaseNotYours
StepResult = Annotated[StepAnswer, strawberry.union("RightsStepResult")]


def stepped(outcome: governance.Stepped) -> RightsCaseSuccess:
    return RightsCaseSuccess(
        case_id=global_id("RightsCase", outcome.case_id),
        state=outcome.state,
        due_at=outcome.due_at,
    )


def step_answer(
    outcome: governance.Stepped | governance.NotPossible | governance.NotYours,
) -> StepAnswer:
    match outcome:
        case governance.Stepped():
            return stepped(outcome)
        case governance.NotPossible(state=state):
            return RightsStepNotPossible(state=state)
        case governance.NotYours():
            return RightsCaseNotYours()
        case unreachable:
            assert_never(unreachable)
