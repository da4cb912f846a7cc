"""Something was noticed: a case opens, or the open one hears of it."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from domains.care.cases.concern import Concern, Signal
from domains.care.cases.events import CaseOpened, SheAsked
from domains.care.cases.ladder import SILENCE
from domains.care.cases.let_119_hear import let_119_hear
from domains.care.cases.levels import (
    ASKED_FIRST,
    AT_ONCE,
    HER_OWN_WORD,
    STRAIGHT_TO_119,
    first_rung,
    level_of,
)
from domains.care.cases.models import Case, CaseConcern
from domains.care.cases.news import is_news
from domains.care.cases.next_step import next_at, plan_next
from domains.care.cases.open_case import open_case_of
from domains.care.cases.vocabulary import CaseState, Level, Rung
from domains.care.people.care_plan import CarePlan
from domains.care.people.read_plans import care_plan
from domains.kernel import outbox, sql
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from domains.kernel.provenance import Provenance


async def raise_concern(concern: Concern, *, clock: Clock, ids: Ids) -> UUID | None:
    """The case, within the caller's transaction; None where nobody is cared for under this id.

    One episode is one case: what comes while one is open joins it. News (`news.is_news`) lift it to
    their own level and first step, even if somebody has taken it; what is none is written down, and
    told to whoever has taken it where it is her own word.
    Nothing is sent here: the first step is a timer that is due now, and what 119 hears of at once a
    call that is. It does not wait for the step: whoever takes the case moves that. Lock seniors in
    the order of their ids where you raise for many.
    """
    case = await open_case_of(concern.senior_id)
    if case is None:
        case, news = await _open(concern, clock=clock, ids=ids), True
        if case is None:
            return None
    else:
        news = await is_news(case, concern)
        await _join(case, concern, news=news, clock=clock, ids=ids)
    await _write_down(case, concern, news=news, clock=clock, ids=ids)
    if news and concern.kind in AT_ONCE:
        await let_119_hear(case, clock=clock, ids=ids)
    return case.id


async def _open(concern: Concern, *, clock: Clock, ids: Ids) -> Case | None:
    plan = await care_plan(concern.senior_id, at=clock.now())
    if plan is None and not await _is_emergency_of_ours(concern):
        return None
    case = _new_case(concern, plan, clock=clock, ids=ids)
    await case.save(force_create=True)
    event = CaseOpened(case_id=case.id, senior_id=case.senior_id, kind=case.kind, level=case.level)
    await outbox.record(event, clock=clock, ids=ids)
    await plan_next(case.id, at=clock.now(), clock=clock)
    return case


async def _is_emergency_of_ours(concern: Concern) -> bool:
    """Smoke is smoke, though she has suspended her care: but she must have been enrolled."""
    if concern.kind not in STRAIGHT_TO_119:
        return False
    rows = await sql.fetch(
        "SELECT FROM care.enrolments WHERE senior_id = $1 AND stands_since IS NOT NULL",
        concern.senior_id,
    )
    return bool(rows)


def _new_case(concern: Concern, plan: CarePlan | None, *, clock: Clock, ids: Ids) -> Case:
    level = level_of(concern.kind, concern.level)
    return Case(
        id=ids.new(),
        senior_id=concern.senior_id,
        dong_id=plan and plan.dong_id,
        centre_id=plan and plan.centre_id,
        state=CaseState.OPEN,
        level=level,
        kind=concern.kind,
        next_rung=first_rung(concern.kind, level),
        late=concern.late,
        opened_at=clock.now(),
        observed_at=concern.observed_at,
    )


async def _join(case: Case, concern: Concern, *, news: bool, clock: Clock, ids: Ids) -> None:
    case.observed_at = max(case.observed_at, concern.observed_at)
    if news:
        await _ask_anew(case, concern, clock=clock)
    elif case.state is CaseState.TAKEN and concern.kind in HER_OWN_WORD:
        await _tell_taker(case, clock=clock, ids=ids)
    elif case.rung is Rung.COMPANION and case.state is CaseState.OPEN:
        await _stop_waiting_for_her(case, concern, clock=clock)
    await case.save()


async def _ask_anew(case: Case, concern: Concern, *, clock: Clock) -> None:
    case.kind, case.late = concern.kind, concern.late
    case.level = max(case.level, level_of(concern.kind, concern.level))
    if concern.kind in STRAIGHT_TO_119 or case.next_rung is not Rung.WATCH:
        # 119 is not asked for a second time by a word that would wait for a human's.
        case.next_rung, case.turn = first_rung(concern.kind, case.level), 0
    case.state = CaseState.OPEN
    await plan_next(case.id, at=clock.now(), clock=clock)


async def _tell_taker(case: Case, *, clock: Clock, ids: Ids) -> None:
    """However long they had asked for: so soon they must be heard of now."""
    event = SheAsked(case_id=case.id, senior_id=case.senior_id)
    await outbox.record(event, clock=clock, ids=ids)
    soon = clock.now() + SILENCE[Level.EMERGENCY]
    await plan_next(case.id, at=min(await next_at(case.id) or soon, soon), clock=clock)


async def _stop_waiting_for_her(case: Case, concern: Concern, *, clock: Clock) -> None:
    """She has spoken, or something is certain: nobody waits for her answer any more."""
    if concern.kind not in ASKED_FIRST:
        await plan_next(case.id, at=clock.now(), clock=clock)


async def _write_down(case: Case, concern: Concern, *, news: bool, clock: Clock, ids: Ids) -> None:
    await CaseConcern.create(
        id=ids.new(),
        case_id=case.id,
        senior_id=case.senior_id,
        kind=concern.kind,
        level=level_of(concern.kind, concern.level),
        observed_at=concern.observed_at,
        raised_at=clock.now(),
        late=concern.late,
        is_news=news,
        signals=[_signal(signal) for signal in concern.signals],
        provenance=_provenance(concern.provenance),
        silent_s=concern.silent_s,
    )


def _signal(signal: Signal) -> dict[str, Any]:
    return {"kind": signal.kind, "at": signal.at.isoformat(), "facts": dict(signal.facts)}


def _provenance(provenance: Provenance | None) -> dict[str, Any] | None:
    return None if provenance is None else asdict(provenance)
