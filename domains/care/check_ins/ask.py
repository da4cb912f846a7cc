"""A question is due: ask it, and see to what follows."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from domains.care.check_ins import policy
from domains.care.check_ins.holidays_off import holidays_off
from domains.care.check_ins.models import CheckIn, StoredPlan
from domains.care.check_ins.plan import CheckInPlan, Step, next_due, steps
from domains.care.check_ins.stored_plan import from_row, steps_to_row
from domains.care.check_ins.timers import ASK, FOLLOW, STEP
from domains.care.check_ins.vocabulary import AskBy, CheckInState, Origin
from domains.care.events import CheckInAsked
from domains.care.judgement.watch_homes import look_at_senior
from domains.care.people.read_plans import care_plan
from domains.kernel import outbox
from domains.kernel.clock import Clock, seoul_date
from domains.kernel.ids import Ids
from domains.kernel.timers import Timer, set_timer

FIRST: Final = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked of whom, and what follows by itself where she does not answer."""

    senior_id: UUID
    origin: Origin
    due_at: datetime
    by: AskBy
    answerable_until: datetime
    home_answers: bool
    steps: tuple[Step, ...] = ()
    case_id: UUID | None = None


async def ask_when_due(timer: Timer, *, clock: Clock, ids: Ids) -> None:
    """The timer ASK. Whoever is paused, or cared for no more, is not asked; the next is set.

    What we held up for too long is not asked at a strange hour, and what was set before its day was
    declared a holiday is not asked on one.
    """
    row = await StoredPlan.select_for_update().get_or_none(senior_id=timer.about)
    if row is None:
        return
    now, plan = clock.now(), from_row(row.plan)
    care = await care_plan(row.senior_id, at=now)
    paused_until = care.paused_until if care is not None else None
    off, after = await holidays_off(plan), max(now, paused_until or now)
    due = await set_next(row, plan, after=after, off=off, clock=clock)
    is_off = seoul_date(timer.due_at) in off
    is_asked = care is not None and paused_until is None and not is_off
    if is_asked and policy.is_still_asked(timer.due_at, now=now):
        await _ask_of(row.senior_id, plan, timer.due_at, until=due, clock=clock, ids=ids)


async def set_next(
    row: StoredPlan,
    plan: CheckInPlan,
    *,
    after: datetime,
    off: Collection[date] | None = None,
    clock: Clock,
) -> datetime | None:
    """The next question after a moment, kept and set; when it is. `off`: the plan's `holidays_off`,
    where they are known already."""
    declared = await holidays_off(plan) if off is None else off
    row.due_at = next_due(plan, after=after, declared=declared)
    await row.save(update_fields=["due_at"])
    if row.due_at is not None:
        await set_timer(ASK, row.senior_id, due_at=row.due_at, clock=clock)
    return row.due_at


async def _ask_of(
    senior_id: UUID,
    plan: CheckInPlan,
    due_at: datetime,
    *,
    until: datetime | None,
    clock: Clock,
    ids: Ids,
) -> None:
    latest = clock.now() + policy.ANSWERABLE
    question = Question(
        senior_id=senior_id,
        origin=Origin.PLAN,
        due_at=due_at,
        by=plan.ask_by,
        answerable_until=min(until or latest, latest),
        home_answers=plan.home_answers,
        steps=steps(plan),
    )
    await put(question, clock=clock, ids=ids)


async def put(question: Question, *, clock: Clock, ids: Ids) -> UUID:
    """Ask it now, within the caller's transaction; the check-in's id.

    The same question (of one origin, for one moment) again is the one that was asked.
    """
    known = await CheckIn.get_or_none(
        senior_id=question.senior_id, origin=question.origin, due_at=question.due_at
    )
    if known is not None:
        return known.id
    row = await CheckIn.create(
        id=ids.new(),
        senior_id=question.senior_id,
        origin=question.origin,
        case_id=question.case_id,
        due_at=question.due_at,
        asked_at=clock.now(),
        answerable_until=question.answerable_until,
        steps=steps_to_row(question.steps),
        home_answers=question.home_answers,
        state=CheckInState.OPEN,
    )
    await tell(row, by=question.by, times=1, clock=clock, ids=ids)
    if question.home_answers:
        await look_at_senior(row.senior_id, clock=clock)
    if question.steps:
        first = row.asked_at + question.steps[FIRST].after
        await set_timer(FOLLOW, row.id, due_at=first, facts={STEP: FIRST}, clock=clock)
    return row.id


async def tell(row: CheckIn, *, by: AskBy, times: int, clock: Clock, ids: Ids) -> None:
    """Let her be asked, for the `times`-th time."""
    asked = CheckInAsked(
        check_in_id=row.id,
        senior_id=row.senior_id,
        origin=row.origin,
        by=by,
        times=times,
        asked_at=row.asked_at,
        answerable_until=row.answerable_until,
    )
    await outbox.record(asked, clock=clock, ids=ids)
