"""`answerCheckIn`, `sayHowIAm`: a senior answers, or says so unasked."""

from datetime import datetime
from typing import Annotated, Final, assert_never
from uuid import UUID

import strawberry

from domains.care.public import cases, check_ins
from domains.consent.public import Purpose
from gateway.care.check_ins.cry_position import CarePositionInput, reported
from gateway.care.check_ins.types import (
    EFFECTS,
    AnswerEffect,
    AnswerSaid,
    CheckInNotFound,
    CheckInTooLate,
)
from gateway.care.people.types import CareNotFound
from gateway.context import Context, Info
from gateway.declarations import RESCUE, Consent, Holding, Oneself, Tie
from gateway.fields import mutation
from gateway.global_ids import uuid_of
from gateway.once import REQUEST_ID, once
from gateway.permissions import SignedIn

POSITION: Final = frozenset({"position"})
"""A phone that cries again with a better one is not refused."""


@strawberry.input(description="Which question, and what you say to it.")
class AnswerCheckInInput:
    request_id: UUID = strawberry.field(description=REQUEST_ID)
    check_in_id: strawberry.ID = strawberry.field(description="As myCheckIn or a push shows it.")
    answer: AnswerSaid = strawberry.field(description="What you say.")
    pressed_at: datetime | None = strawberry.field(
        default=None, description="When, by your phone's clock: for an answer that waited."
    )
    position: CarePositionInput | None = strawberry.field(
        default=None, description="Where your phone is; kept with a cry for HELP alone."
    )


@strawberry.input(description="What you say, though nobody asked.")
class SayHowIAmInput:
    request_id: UUID = strawberry.field(description=REQUEST_ID)
    answer: AnswerSaid = strawberry.field(description="What you say.")
    position: CarePositionInput | None = strawberry.field(
        default=None, description="Where your phone is; kept with a cry for HELP alone."
    )


@strawberry.type(description="It was heard.")
class AnswerCheckInSuccess:
    effect: AnswerEffect = strawberry.field(description="What it brought about.")


@strawberry.type(description="It was heard; every open question is answered by it.")
class SayHowIAmSuccess:
    answer: AnswerSaid = strawberry.field(description="What was heard.")


AnswerCheckInResult = Annotated[
    AnswerCheckInSuccess | CheckInTooLate | CheckInNotFound, strawberry.union("AnswerCheckInResult")
]
SayHowIAmResult = Annotated[SayHowIAmSuccess | CareNotFound, strawberry.union("SayHowIAmResult")]


@strawberry.type
class AnswerCheckInMutation:
    @mutation(
        allow=SignedIn(),
        about=Holding("input.checkInId", "CareCheckIn", open_to=frozenset({Tie.SELF})),
        under=Consent(Purpose.CARE_CHECK_INS),
        description="Answer your question. Nobody is fine on somebody else's behalf.",
    )
    async def answer_check_in(self, info: Info, input: AnswerCheckInInput) -> AnswerCheckInResult:
        position = await _sealed(info.context, input)
        return await once(
            info,
            input,
            perform=lambda: _answer(info.context, input, position),
            apart=POSITION,
            urgent=True,
        )

    @mutation(
        allow=SignedIn(),
        about=Oneself(),
        under=RESCUE,
        description='"I\'m fine", "call me", "help": of your own accord, at any time.',
    )
    async def say_how_i_am(self, info: Info, input: SayHowIAmInput) -> SayHowIAmResult:
        position = await _sealed(info.context, input)
        return await once(
            info,
            input,
            perform=lambda: _say(info.context, input, position),
            apart=POSITION,
            urgent=True,
        )


async def _sealed(
    world: Context, input: AnswerCheckInInput | SayHowIAmInput
) -> cases.SealedPosition | None:
    """Before the transaction: sealing asks the key store."""
    person = world.actor.person_id
    if input.position is None or input.answer is not AnswerSaid.HELP or person is None:
        return None
    return await cases.seal_position(person, reported(input.position), clock=world.clock)


async def _answer(
    world: Context, input: AnswerCheckInInput, position: cases.SealedPosition | None
) -> AnswerCheckInResult:
    heard = await check_ins.answer_check_in(
        world.actor,
        check_in_id=uuid_of(input.check_in_id, "CareCheckIn"),
        meaning=input.answer.meaning,
        request_id=input.request_id,
        said_at=input.pressed_at,
        position=position,
        clock=world.clock,
        ids=world.ids,
    )
    match heard:
        case check_ins.Heard(effect=check_ins.Effect.TOO_LATE):
            return CheckInTooLate()
        case check_ins.Heard(effect=effect):
            return AnswerCheckInSuccess(effect=EFFECTS[effect])
        case check_ins.NotYourQuestion():
            return CheckInNotFound()
        case unreachable:
            assert_never(unreachable)


async def _say(
    world: Context, input: SayHowIAmInput, position: cases.SealedPosition | None
) -> SayHowIAmResult:
    outcome = await check_ins.volunteer(
        world.actor,
        meaning=input.answer.meaning,
        request_id=input.request_id,
        position=position,
        clock=world.clock,
        ids=world.ids,
    )
    match outcome:
        case check_ins.Volunteered():
            return SayHowIAmSuccess(answer=input.answer)
        case check_ins.NotCaredFor():
            return CareNotFound()
        case unreachable:
            assert_never(unreachable)
