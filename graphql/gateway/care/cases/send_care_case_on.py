"""`raiseCareCase`, `holdCareCase`, `confirmCareHandOver`: further, later, or to 119."""

from datetime import datetime, timedelta
from enum import Enum
from typing import Annotated, assert_never
from uuid import UUID

import strawberry

from domains.care.public import cases
from domains.kernel.actor import Role
from gateway.care.cases.acknowledge_care_case import ACTORS
from gateway.care.cases.types import CareCaseNotFound, CareCaseOver
from gateway.context import Context, Info
from gateway.declarations import RESCUE, Holding, Opening, Tie
from gateway.fields import mutation
from gateway.global_ids import uuid_of
from gateway.once import REQUEST_ID, once
from gateway.permissions import SignedIn

OFFICES: frozenset[Opening] = frozenset({Tie.CARE_WORKER, Tie.CARE_CENTRE, Role.OPERATOR})
"""Who may say that 119 comes, and reads where; a guardian dials it, and knows where."""


@strawberry.enum(name="CareRaisedTo", description="How far somebody sends a case.")
class RaisedTo(Enum):
    CARE_WORKER = "care_worker"
    EMERGENCY = "emergency"

    @property
    def level(self) -> cases.Level:
        return cases.Level[self.name]


@strawberry.input(description="Which case goes further.")
class RaiseCareCaseInput:
    request_id: UUID = strawberry.field(description=REQUEST_ID)
    case_id: strawberry.ID = strawberry.field(description="The case; a CareCase.")
    to: RaisedTo = strawberry.field(
        default=RaisedTo.CARE_WORKER, description="How far; said by two, it is said once."
    )


@strawberry.input(description="Which case waits for you, and how long.")
class HoldCareCaseInput:
    request_id: UUID = strawberry.field(description=REQUEST_ID)
    case_id: strawberry.ID = strawberry.field(description="The case; a CareCase.")
    minutes: int = strawberry.field(description="From now on; 60 at most.")


@strawberry.input(description="Which case 119 is told of.")
class ConfirmCareHandOverInput:
    request_id: UUID = strawberry.field(description=REQUEST_ID)
    case_id: strawberry.ID = strawberry.field(description="The case; a CareCase.")


@strawberry.type(description="It has gone so far: the people of that level are asked now.")
class RaiseCareCaseSuccess:
    case_id: strawberry.ID = strawberry.field(description="The case.")
    level: int = strawberry.field(description="2 care worker, 3 emergency.")
    by_you: bool = strawberry.field(description="False where it had gone so far before.")


@strawberry.type(description="119 knows, or waits for a word: there is nothing further.")
class CareCaseAtTheTop:
    case_id: strawberry.ID = strawberry.field(description="The case.")


@strawberry.type(description="Nobody else is asked before then.")
class HoldCareCaseSuccess:
    case_id: strawberry.ID = strawberry.field(description="The case.")
    until: datetime = strawberry.field(description="Then others are asked, unless you say more.")


@strawberry.type(description="For who has taken the case alone: take it first.")
class CareCaseNotInYourHands:
    case_id: strawberry.ID = strawberry.field(description="The case.")


@strawberry.type(description="119 is told, and with it everybody.")
class ConfirmCareHandOverSuccess:
    case_id: strawberry.ID = strawberry.field(description="The case.")


RaiseCareCaseResult = Annotated[
    RaiseCareCaseSuccess | CareCaseAtTheTop | CareCaseOver | CareCaseNotFound,
    strawberry.union("RaiseCareCaseResult"),
]
HoldCareCaseResult = Annotated[
    HoldCareCaseSuccess | CareCaseNotInYourHands | CareCaseOver | CareCaseNotFound,
    strawberry.union("HoldCareCaseResult"),
]
ConfirmCareHandOverResult = Annotated[
    ConfirmCareHandOverSuccess | CareCaseOver | CareCaseNotFound,
    strawberry.union("ConfirmCareHandOverResult"),
]


@strawberry.type
class SendCareCaseOnMutation:
    @mutation(
        allow=SignedIn(),
        about=Holding("input.caseId", "CareCase", open_to=ACTORS),
        under=RESCUE,
        description='To a level at once: "I cannot reach her, somebody must go." Whoever is there '
        "and wants 119 asked for says that it goes to EMERGENCY.",
    )
    async def raise_care_case(self, info: Info, input: RaiseCareCaseInput) -> RaiseCareCaseResult:
        return await once(info, input, perform=lambda: _raise(info.context, input))

    @mutation(
        allow=SignedIn(),
        about=Holding("input.caseId", "CareCase", open_to=ACTORS),
        under=RESCUE,
        description="You have taken it, and need longer before you are heard of.",
    )
    async def hold_care_case(self, info: Info, input: HoldCareCaseInput) -> HoldCareCaseResult:
        return await once(info, input, perform=lambda: _hold(info.context, input))

    @mutation(
        allow=SignedIn(),
        about=Holding("input.caseId", "CareCase", open_to=OFFICES),
        under=RESCUE,
        description="A human's word that 119 must come. Smoke, gas, a fall without an answer and "
        "SOS wait for none.",
    )
    async def confirm_care_hand_over(
        self, info: Info, input: ConfirmCareHandOverInput
    ) -> ConfirmCareHandOverResult:
        return await once(info, input, perform=lambda: _confirm(info.context, input))


async def _raise(world: Context, input: RaiseCareCaseInput) -> RaiseCareCaseResult:
    outcome = await cases.raise_case(
        world.actor,
        case_id=uuid_of(input.case_id, "CareCase"),
        to=input.to.level,
        clock=world.clock,
        ids=world.ids,
    )
    match outcome:
        case cases.CaseRaised(level=level, by_you=by_you):
            return RaiseCareCaseSuccess(case_id=input.case_id, level=level.value, by_you=by_you)
        case cases.AtTheTop():
            return CareCaseAtTheTop(case_id=input.case_id)
        case cases.CaseOver():
            return CareCaseOver(case_id=input.case_id)
        case cases.NotYourCase():
            return CareCaseNotFound()
        case unreachable:
            assert_never(unreachable)


async def _hold(world: Context, input: HoldCareCaseInput) -> HoldCareCaseResult:
    outcome = await cases.hold_case(
        world.actor,
        case_id=uuid_of(input.case_id, "CareCase"),
        for_=min(timedelta(minutes=max(input.minutes, 1)), cases.LONGEST_HOLD),
        clock=world.clock,
        ids=world.ids,
    )
    match outcome:
        case cases.CaseHeld(until=until):
            return HoldCareCaseSuccess(case_id=input.case_id, until=until)
        case cases.NotInYourHands():
            return CareCaseNotInYourHands(case_id=input.case_id)
        case cases.CaseOver():
            return CareCaseOver(case_id=input.case_id)
        case cases.NotYourCase():
            return CareCaseNotFound()
        case unreachable:
            assert_never(unreachable)


async def _confirm(world: Context, input: ConfirmCareHandOverInput) -> ConfirmCareHandOverResult:
    outcome = await cases.confirm_hand_over(
        world.actor, case_id=uuid_of(input.case_id, "CareCase"), clock=world.clock, ids=world.ids
    )
    match outcome:
        case cases.HandOverConfirmed():
            return ConfirmCareHandOverSuccess(case_id=input.case_id)
        case cases.CaseOver():
            return CareCaseOver(case_id=input.case_id)
        case cases.NotYourCase():
            return CareCaseNotFound()
        case unreachable:
            assert_never(unreachable)
