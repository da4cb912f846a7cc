"""What the desk does with a case, step by step."""

from collections.abc import Awaitable, Callable
from typing import TypeAlias
from uuid import UUID

import strawberry

from domains.governance import public as governance
from domains.governance.public import LegalReason, Proof
from gateway.context import Info
from gateway.declarations import DUTY, Holding
from gateway.fields import mutation
from gateway.global_ids import uuid_of
from gateway.governance.open_rights_case import THE_DESK
from gateway.governance.outcomes import (
    STEP_MEMBERS,
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


async def _step(
    info: Info, input: AnyInput, perform: Callable[[], Awaitable[DeskOutcome]]
) -> StepAnswer:
    async def answer() -> StepAnswer:
        return step_answer(await perform())

    return await once(info, input, perform=answer, members=STEP_MEMBERS)


@strawberry.type
class HandleRightsCaseMutation:
    @mutation(
        allow=STAFF,
        about=CASE,
        under=DUTY,
        description="Give a case to a colleague, or take it.",
    )
    async def assign_rights_case(self, info: Info, input: AssignRightsCaseInput) -> StepResult:
        world = info.context
        return await _step(
            info,
            input,
            lambda: governance.assign_case(
                world.actor,
                case_id=uuid_of(input.case_id, "RightsCase"),
                officer_id=uuid_of(input.officer_id, "Person"),
                clock=world.clock,
                ids=world.ids,
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
        world = info.context
        return await _step(
            info,
            input,
            lambda: governance.confirm_identity(
                world.actor,
                case_id=uuid_of(input.case_id, "RightsCase"),
                proof=input.proof,
                clock=world.clock,
                ids=world.ids,
            ),
        )

    @mutation(
        allow=STAFF,
        about=CASE,
        under=DUTY,
        description="Ask for a proof: the clock rests until it is there, and reminders go out.",
    )
    async def ask_rights_proof(self, info: Info, input: RightsStepInput) -> StepResult:
        world = info.context
        return await _step(
            info,
            input,
            lambda: governance.ask_proof(
                world.actor,
                case_id=uuid_of(input.case_id, "RightsCase"),
                what=input.words,
                clock=world.clock,
                ids=world.ids,
            ),
        )

    @mutation(
        allow=STAFF,
        about=CASE,
        under=DUTY,
        description="The proof that was asked for was handed in; the clock goes on.",
    )
    async def take_rights_proof(self, info: Info, input: RightsDeskStepInput) -> StepResult:
        world = info.context
        return await _step(
            info,
            input,
            lambda: governance.take_proof(
                world.actor,
                case_id=uuid_of(input.case_id, "RightsCase"),
                clock=world.clock,
                ids=world.ids,
            ),
        )

    @mutation(
        allow=STAFF,
        about=CASE,
        under=DUTY,
        description="Put the answer off, as often as the law of its kind allows.",
    )
    async def extend_rights_case(self, info: Info, input: RightsStepInput) -> StepResult:
        world = info.context
        return await _step(
            info,
            input,
            lambda: governance.extend_case(
                world.actor,
                case_id=uuid_of(input.case_id, "RightsCase"),
                reason=input.words,
                clock=world.clock,
                ids=world.ids,
            ),
        )

    @mutation(
        allow=STAFF,
        about=CASE,
        under=DUTY,
        description="Answer: what was asked for was done.",
    )
    async def answer_rights_case(self, info: Info, input: RightsStepInput) -> StepResult:
        world = info.context
        return await _step(
            info,
            input,
            lambda: governance.answer_case(
                world.actor,
                case_id=uuid_of(input.case_id, "RightsCase"),
                answer=input.words,
                clock=world.clock,
                ids=world.ids,
            ),
        )

    @mutation(
        allow=STAFF,
        about=CASE,
        under=DUTY,
        description="Put right what a correction asks for, through the domain that owns it.",
    )
    async def carry_out_correction(self, info: Info, input: RightsStepInput) -> StepResult:
        world = info.context
        return await _step(
            info,
            input,
            lambda: governance.carry_out_correction(
                world.actor,
                case_id=uuid_of(input.case_id, "RightsCase"),
                answer=input.words,
                clock=world.clock,
                ids=world.ids,
            ),
        )

    @mutation(
        allow=STAFF,
        about=CASE,
        under=DUTY,
        description="Refuse, in whole or in part, for a reason that a law knows.",
    )
    async def refuse_rights_case(self, info: Info, input: RefuseRightsCaseInput) -> StepResult:
        world = info.context
        return await _step(
            info,
            input,
            lambda: governance.refuse_case(
                world.actor,
                case_id=uuid_of(input.case_id, "RightsCase"),
                reason=input.reason,
                answer=input.words,
                partly=input.partly,
                clock=world.clock,
                ids=world.ids,
            ),
        )
