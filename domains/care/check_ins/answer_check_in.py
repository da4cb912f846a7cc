"""A senior answers: on a phone that is open, or under the push on one that is locked."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.care.cases.seal_position import SealedPosition
from domains.care.check_ins import policy
from domains.care.check_ins.cried_from import cried_from
from domains.care.check_ins.hear import Answer, Heard, hear
from domains.care.check_ins.lock import lock_check_in, lock_unanswered
from domains.care.check_ins.models import CheckIn
from domains.care.check_ins.policy import Effect
from domains.care.check_ins.vocabulary import Meaning, Way
from domains.care.people.read_plans import care_plan
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids


@dataclass(frozen=True, slots=True)
class NotYourQuestion:
    """Somebody else's, or unknown: the two look alike on purpose."""


async def answer_check_in(
    actor: Actor,
    *,
    check_in_id: UUID,
    meaning: Meaning,
    request_id: UUID,
    said_at: datetime | None,
    position: SealedPosition | None = None,
    clock: Clock,
    ids: Ids,
) -> Heard | NotYourQuestion:
    """By the senior alone: nobody is fine on somebody's behalf, not even a centre's staff.
    `position` stays with a cry for help, where her consent to that stands."""
    if actor.person_id is None:
        return NotYourQuestion()
    async with in_transaction():
        at = await cried_from(actor, meaning, position, clock=clock)
        answer = Answer(
            meaning=meaning, way=Way.APP, reference=request_id, said_at=said_at, position=at
        )
        return await answer_as(actor.person_id, check_in_id, answer, clock=clock, ids=ids)


async def answer_as(
    senior_id: UUID, check_in_id: UUID, answer: Answer, *, clock: Clock, ids: Ids
) -> Heard | NotYourQuestion:
    """By whoever was proved to be this senior; within the caller's transaction.

    Nobody who is cared for no more is promised that somebody listens.
    """
    if await care_plan(senior_id, at=clock.now()) is None:
        return NotYourQuestion()
    row = await lock_check_in(check_in_id)
    if row is None or row.senior_id != senior_id:
        return NotYourQuestion()
    heard = await hear(row, answer, clock=clock, ids=ids)
    if answer.meaning is Meaning.FINE and _counts(heard):
        await _answer_the_others(row, answer, clock=clock, ids=ids)
    return heard


def _counts(heard: Heard) -> bool:
    """A phone's retry of the morning's press says nothing of what was asked since."""
    return not heard.repeated and heard.effect is not Effect.TOO_LATE


async def _answer_the_others(row: CheckIn, answer: Answer, *, clock: Clock, ids: Ids) -> None:
    """Who said in a call about a silence that she is fine is not asked the day's question on: it
    was asked before she said so."""
    at = policy.said_at(answer.said_at, asked_at=row.asked_at, now=clock.now())
    for other in await lock_unanswered([row.senior_id], at=at):
        if other.id != row.id and other.asked_at <= at:
            await hear(other, answer, clock=clock, ids=ids)
