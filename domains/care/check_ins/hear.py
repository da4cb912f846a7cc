"""An answer is heard, whichever way it came: the one place where it counts."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from domains.care.cases.keep_position import AgreedPosition
from domains.care.cases.vocabulary import LifeWay
from domains.care.check_ins import policy
from domains.care.check_ins.models import CheckIn
from domains.care.check_ins.policy import Effect
from domains.care.check_ins.settle import settle
from domains.care.check_ins.tell_people import reassure, tell_of_answer
from domains.care.check_ins.vocabulary import CheckInState, Meaning, Way
from domains.kernel import sql
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What was said, and how. `reference`: the push, call or request that it came by; said twice
    by the same with the same meaning, it is one answer. `said_at` is what a phone claims.
    `wordless`: she let it be known, and said nothing. `position` is of a cry for help alone."""

    meaning: Meaning
    way: Way
    reference: UUID
    said_at: datetime | None = None
    wordless: bool = False
    position: AgreedPosition | None = None

    @property
    def life(self) -> LifeWay:
        """Only her own word ends what wants one: a fall, or what she said unclearly."""
        is_silent = self.wordless or self.way is Way.HOME
        return LifeWay.HOME if is_silent else LifeWay.OWN_ANSWER


@dataclass(frozen=True, slots=True)
class Heard:
    """What came of it. `repeated`: it was heard before, and this changed nothing."""

    check_in_id: UUID
    meaning: Meaning
    effect: Effect
    state: CheckInState
    repeated: bool = False


async def hear(row: CheckIn, answer: Answer, *, clock: Clock, ids: Ids) -> Heard:
    """An answer to a locked check-in, within the caller's transaction."""
    now = clock.now()
    at = policy.said_at(answer.said_at, asked_at=row.asked_at, now=now)
    fresh = await note(row.senior_id, row.id, answer, at=at, clock=clock, ids=ids)
    course = policy.course(
        row.state,
        answer.meaning,
        origin=row.origin,
        now=now,
        answerable_until=row.answerable_until,
    )
    if fresh:
        await _carry_out(row, answer, course, at=at, clock=clock, ids=ids)
    return Heard(row.id, answer.meaning, course.effect, row.state, repeated=not fresh)


async def _carry_out(
    row: CheckIn,
    answer: Answer,
    course: policy.Course,
    *,
    at: datetime,
    clock: Clock,
    ids: Ids,
) -> None:
    if course.state is not row.state:
        await settle(row, course.state, way=answer.way, clock=clock, ids=ids)
    if course.effect is Effect.RAISES:
        await tell_of_answer(
            row.senior_id,
            answer.meaning,
            way=answer.way,
            at=at,
            position=answer.position,
            clock=clock,
            ids=ids,
        )
    elif course.effect is not Effect.TOO_LATE:
        await reassure(row.senior_id, at=at, life=answer.life, clock=clock, ids=ids)


async def note(
    senior_id: UUID,
    question_id: UUID,
    answer: Answer,
    *,
    at: datetime,
    clock: Clock,
    ids: Ids,
) -> bool:
    """Keep what was said, to a check-in or (`question_id` the senior's) unasked; False where it was
    kept before."""
    added = await sql.execute(
        """
        INSERT INTO care.check_in_answers
            (id, senior_id, question_id, at, heard_at, way, meaning, reference)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        ON CONFLICT (question_id, reference, meaning) DO NOTHING
        """,
        ids.new(),
        senior_id,
        question_id,
        at,
        clock.now(),
        answer.way.value,
        answer.meaning.value,
        answer.reference,
    )
    return added == 1
