"""She says so herself, unasked: "I'm fine", "call me", "help"."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.care.cases.seal_position import SealedPosition
from domains.care.check_ins.ask import set_next
from domains.care.check_ins.cried_from import cried_from
from domains.care.check_ins.hear import Answer, hear, note
from domains.care.check_ins.heard_before import heard_before
from domains.care.check_ins.lock import lock_unanswered
from domains.care.check_ins.models import CheckIn, StoredPlan
from domains.care.check_ins.plan_check_ins import NotCaredFor
from domains.care.check_ins.stored_plan import from_row
from domains.care.check_ins.tell_people import reassure, tell_of_answer
from domains.care.check_ins.vocabulary import Meaning, Origin, Way
from domains.care.lock_senior import lock_senior
from domains.care.people.read_plans import care_plan
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.errors import Unauthenticated
from domains.kernel.ids import Ids

AHEAD: Final = timedelta(hours=2)
"""Who says that she is fine so shortly before the question is not asked it."""


@dataclass(frozen=True, slots=True)
class Volunteered:
    """It was heard."""

    meaning: Meaning


async def volunteer(
    actor: Actor,
    *,
    meaning: Meaning,
    request_id: UUID,
    position: SealedPosition | None = None,
    clock: Clock,
    ids: Ids,
) -> Volunteered | NotCaredFor:
    """The one button of the app. The same request again changes nothing.

    It answers every question that is open. `position` stays with a cry for help, where her consent
    to that stands. Raises Unauthenticated.
    """
    if actor.person_id is None:
        raise Unauthenticated
    async with in_transaction():
        at = await cried_from(actor, meaning, position, clock=clock)
        answer = Answer(meaning=meaning, way=Way.APP, reference=request_id, position=at)
        heard = await hear_unasked(actor.person_id, answer, clock=clock, ids=ids)
        return Volunteered(meaning) if heard else NotCaredFor()


async def hear_unasked(senior_id: UUID, answer: Answer, *, clock: Clock, ids: Ids) -> bool:
    """Within the caller's transaction; by whoever was proved to be this senior. What she says while
    she leaves is kept nowhere: False, and she must hear that nobody listens."""
    await lock_senior(senior_id)
    if await care_plan(senior_id, at=clock.now()) is None:
        return False
    if not await heard_before(senior_id, answer):
        await _take(senior_id, answer, clock=clock, ids=ids)
    return True


async def _take(senior_id: UUID, answer: Answer, *, clock: Clock, ids: Ids) -> None:
    rows = await lock_unanswered([senior_id], at=clock.now())
    answered = [row for row in rows if _answers(answer, row)]
    for row in answered:
        await hear(row, answer, clock=clock, ids=ids)
    if not answered:
        await _hear_without_a_question(senior_id, answer, clock=clock, ids=ids)
    if answer.meaning is Meaning.FINE and not rows:
        await _spare_the_next_question(senior_id, at=_said_at(answer, now=clock.now()), clock=clock)


def _answers(answer: Answer, row: CheckIn) -> bool:
    """What raises, raises whatever was asked. "I'm fine" answers what was asked before it was said,
    and without a word the day's question alone: what else was noticed wants her word."""
    if answer.meaning is not Meaning.FINE:
        return True
    if answer.wordless and row.origin is not Origin.PLAN:
        return False
    return answer.said_at is None or row.asked_at <= answer.said_at


async def _hear_without_a_question(
    senior_id: UUID, answer: Answer, *, clock: Clock, ids: Ids
) -> None:
    at = _said_at(answer, now=clock.now())
    await note(senior_id, senior_id, answer, at=at, clock=clock, ids=ids)
    if answer.meaning is Meaning.FINE:
        await reassure(senior_id, at=at, life=answer.life, clock=clock, ids=ids)
    else:
        await tell_of_answer(
            senior_id,
            answer.meaning,
            way=answer.way,
            at=at,
            position=answer.position,
            clock=clock,
            ids=ids,
        )


def _said_at(answer: Answer, *, now: datetime) -> datetime:
    """That she is fine is as old as her saying so; what raises is news whenever it comes."""
    is_fine = answer.meaning is Meaning.FINE
    return min(answer.said_at or now, now) if is_fine else now


async def _spare_the_next_question(senior_id: UUID, *, at: datetime, clock: Clock) -> None:
    row = await StoredPlan.select_for_update().get_or_none(senior_id=senior_id)
    if row is None or row.due_at is None or row.due_at - at > AHEAD:
        return
    await set_next(row, from_row(row.plan), after=row.due_at, clock=clock)
