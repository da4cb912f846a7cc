"""What the desk does with a case, step by step."""

from collections.abc import Awaitable, Callable
from typing import Protocol, TypeAlias, TypedDict
from uuid import UUID

import strawberry

from domains.governance import public as governance
from domains.governance.public import LegalReason, Proof
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from gateway.context import Info
from gateway.declarations import DUTY, Holding
from gateway.fields import mutation
from gateway.global_ids import uuid_of
from gateway.governance.open_rights_case import THE_DESK
from gateway.governance.outcomes import (
    StepAnswer,
    StepResult,
    step_answer,
)
from gateway.governance.read_rights import STAFF
from gateway.once import REQUEST_ID, AnyInput, once

CASE_ID = "A case that is not of your own family."
CASE = Holding("input.caseId", "RightsCase", open_to=THE_DESK)


@strawberry.input(description="Who sees to a case.")
class AssignRightsCaseInput:
    request_id: UUID = strawberry.field(description=REQUEST_ID)
    case_id: strawberry.ID = strawberry.field(description=CASE_ID)
    officer_id: strawberry.ID = strawberry.field(description="An officer or the DPO; a Person.")


@strawberry.input(description="You have seen who it is.")
class ConfirmRightsIdentityInput:
    request_id: UUID = strawberry.field(description=REQUEST_ID)
    case_id: strawberry.ID = strawberry.field(description=CASE_ID)
    proof: Proof = strawberry.field(description="By what.")


@strawberry.input(description="A step, with the words that are told to the citizen.")
class RightsStepInput:
    request_id: UUID = strawberry.field(description=REQUEST_ID)
    case_id: strawberry.ID = strawberry.field(description=CASE_ID)
    words: str = strawberry.field(description="Told to the citizen.")


@strawberry.input(description="A step without words.")
class RightsDeskStepInput:
    request_id: UUID = strawberry.field(description=REQUEST_ID)
    case_id: strawberry.ID = strawberry.field(description=CASE_ID)


@strawberry.input(description="A no, or half a no.")
class RefuseRightsCaseInput:
    request_id: UUID = strawberry.field(description=REQUEST_ID)
    case_id: strawberry.ID = strawberry.field(description=CASE_ID)
    reason: LegalReason = strawberry.field(description="Which law lets you refuse.")
    words: str = strawberry.field(description="Told to the citizen, with how to object.")
    partly: bool = strawberry.field(default=False, description="The rest was granted.")


DeskOutcome: TypeAlias = governance.Stepped | governance.NotPossible | governance.NotYours


class DeskInput(AnyInput, Protocol):
    """Each of the inputs above."""

    case_id: strawberry.ID


class TheCase(TypedDict):
    """What every step of the desk is told, besides who takes it."""

    case_id: UUID
    clock: Clock
    ids: Ids


DeskStep: TypeAlias = Callable[[Actor, TheCase], Awaitable[DeskOutcome]]


async def _step(info: Info, input: DeskInput, perform: DeskStep) -> StepAnswer:
    world = info.context

    async def answer() -> StepAnswer:
        case_id = uuid_of(input.case_id, "RightsCase")
        case = TheCase(case_id=case_id, clock=world.clock, ids=world.ids)
        return step_answer(await perform(world.actor, case))

    return await once(info, input, perform=answer)


@strawberry.type
class HandleRightsCaseMutation:
    @mutation(
        allow=STAFF,
        about=CASE,
        under=DUTY,
        description="Give a case to a colleague, or take it.",
    )
    async def assign_rights_case(self, info: Info, input: AssignRightsCaseInput) -> StepResult:
        return await _step(
            info,
            input,
            lambda me, case: governance.assign_case(
                me, **case, officer_id=uuid_of(input.officer_id, "Person")
            ),
        )

    @mutation(
        allow=STAFF,
        about=CASE,
        under=DUTY,
        description="Say that it is really they who ask, and by what it was seen.",
    )
    async def confirm_rights_identity(
        self, info: Info, input: ConfirmRightsIdentityInput
    ) -> StepResult:
        return await _step(
            info, input, lambda me, case: governance.confirm_identity(me, **case, proof=input.proof)
        )

    @mutation(
        allow=STAFF,
        about=CASE,
        under=DUTY,
        description="Ask for a proof: the clock rests until it is there, and reminders go out.",
    )
    async def ask_rights_proof(self, info: Info, input: RightsStepInput) -> StepResult:
        return await _step(
            info, input, lambda me, case: governance.ask_proof(me, **case, what=input.words)
        )

    @mutation(
        allow=STAFF,
        about=CASE,
        under=DUTY,
        description="The proof that was asked for was handed in; the clock goes on.",
    )
    async def take_rights_proof(self, info: Info, input: RightsDeskStepInput) -> StepResult:
        return await _step(info, input, lambda me, case: governance.take_proof(me, **case))

    @mutation(
        allow=STAFF,
        about=CASE,
        under=DUTY,
        description="Put the answer off, as often as the law of its kind allows.",
    )
    async def extend_rights_case(self, info: Info, input: RightsStepInput) -> StepResult:
        return await _step(
            info, input, lambda me, case: governance.extend_case(me, **case, reason=input.words)
        )

    @mutation(
        allow=STAFF,
        about=CASE,
        under=DUTY,
        description="Answer: what was asked for was done.",
    )
    async def answer_rights_case(self, info: Info, input: RightsStepInput) -> StepResult:
        return await _step(
            info, input, lambda me, case: governance.answer_case(me, **case, answer=input.words)
        )

    @mutation(
        allow=STAFF,
        about=CASE,
        under=DUTY,
        description="Put right what a correction asks for, through the domain that owns it.",
    )
    async def carry_out_correction(self, info: Info, input: RightsStepInput) -> StepResult:
        return await _step(
            info,
            input,
            lambda me, case: governance.carry_out_correction(me, **case, answer=input.words),
        )

    @mutation(
        allow=STAFF,
        about=CASE,
        under=DUTY,
        description="Refuse, in whole or in part, for a reason that a law knows.",
    )
    async def refuse_rights_case(self, info: Info, input: RefuseRightsCaseInput) -> StepResult:
        return await _step(
            info,
            input,
            lambda me, case: governance.refuse_case(
                me, **case, reason=input.reason, answer=input.words, partly=input.partly
            ),
        )
