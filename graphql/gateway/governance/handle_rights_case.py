"""What the desk does with a case, step by step."""

from collections.abc import Awaitable, Callable
from typing import Annotated, TypeAlias, assert_never
from uuid import UUID

import strawberry

from domains.governance import public as governance
from domains.governance.public import (
    Capacity,
    CaseKind,
    LegalReason,
    Parties,
    Proof,
    Wish,
)
from gateway.context import Context, Info
from gateway.declarations import DUTY, Everybody
from gateway.fields import mutation
from gateway.global_ids import uuid_of
from gateway.governance.outcomes import (
    STEP_MEMBERS,
    ResidentNumberInRequest,
    RightsCaseNotYours,
    RightsCaseSuccess,
    StepAnswer,
    StepResult,
    step_answer,
    stepped,
)
from gateway.governance.read_rights import STAFF
from gateway.governance.types import ChangeInput
from gateway.once import REQUEST_ID, AnyInput, once

CASE_ID = "A case that is not of your own family."


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


OpenRightsCaseAtDeskResult = Annotated[
    RightsCaseSuccess | RightsCaseNotYours | ResidentNumberInRequest,
    strawberry.union("OpenRightsCaseAtDeskResult"),
]

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
        about=Everybody(),
        under=DUTY,
        description="Write down what a person without a phone, or a representative, asks for.",
    )
    async def open_rights_case_at_desk(
        self, info: Info, input: OpenRightsCaseAtDeskInput
    ) -> OpenRightsCaseAtDeskResult:
        return await once(
            info,
            input,
            perform=lambda: _open(info.context, input),
            members=[RightsCaseSuccess, RightsCaseNotYours, ResidentNumberInRequest],
        )

    @mutation(
        allow=STAFF,
        about=Everybody(),
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
        about=Everybody(),
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
        about=Everybody(),
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
        about=Everybody(),
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
        about=Everybody(),
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
        about=Everybody(),
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
        about=Everybody(),
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
        about=Everybody(),
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


async def _open(
    world: Context, input: OpenRightsCaseAtDeskInput
) -> RightsCaseSuccess | RightsCaseNotYours | ResidentNumberInRequest:
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
