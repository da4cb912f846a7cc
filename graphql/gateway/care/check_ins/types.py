"""What clients see of questions and answers."""

from datetime import datetime
from enum import StrEnum

import strawberry

from domains.care.public import check_ins
from gateway.global_ids import global_id
from gateway.wording import FOR_DEVELOPERS


@strawberry.enum(name="CareAnswer", description="What a senior may say by a button.")
class AnswerSaid(StrEnum):
    FINE = "fine"
    CALL_ME = "call_me"
    HELP = "help"

    @property
    def meaning(self) -> check_ins.Meaning:
        return check_ins.Meaning[self.name]


@strawberry.enum(name="CareAnswerEffect", description="What an answer brought about.")
class AnswerEffect(StrEnum):
    SETTLED = "settled"
    TOLD = "told"
    """Whoever looks into it hears of it."""
    PEOPLE_KNOW = "people_know"


EFFECTS = {
    check_ins.Effect.SETTLES: AnswerEffect.SETTLED,
    check_ins.Effect.ADDS: AnswerEffect.TOLD,
    check_ins.Effect.RAISES: AnswerEffect.PEOPLE_KNOW,
}


@strawberry.type(description="There is no such question, or it is not yours.")
class CheckInNotFound:
    message: str = strawberry.field(
        default="There is no such question, or it is not yours.", description=FOR_DEVELOPERS
    )


@strawberry.type(description="Another question was asked since, or care rests: show today's.")
class CheckInTooLate:
    message: str = strawberry.field(
        default="The question is over: show today's.", description=FOR_DEVELOPERS
    )


@strawberry.type(description="The question of now, or what comes next.")
class CareCheckInToday:
    today: check_ins.Today = strawberry.field(description="In one word.")
    check_in_id: strawberry.ID | None = strawberry.field(description="What an answer names.")
    origin: check_ins.Origin | None = strawberry.field(description="Why she is asked.")
    asked_at: datetime | None = strawberry.field(description="When she was.")
    settled_at: datetime | None = strawberry.field(description="When it was over.")
    way: check_ins.Way | None = strawberry.field(description="How it was answered.")
    next_at: datetime | None = strawberry.field(description="When she is asked next.")


def today_type(view: check_ins.TodaysCheckIn) -> CareCheckInToday:
    key = view.check_in_id
    return CareCheckInToday(
        today=view.today,
        check_in_id=None if key is None else global_id("CareCheckIn", key),
        origin=view.origin,
        asked_at=view.asked_at,
        settled_at=view.settled_at,
        way=view.way,
        next_at=view.next_at,
    )
