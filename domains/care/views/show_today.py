"""Today's state of a senior, to each as deep as she chose; never where she is."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.care.cases.models import Case
from domains.care.cases.vocabulary import CaseState, ConcernKind, Level
from domains.care.check_ins.todays_check_in import Today, TodaysCheckIn, todays_check_in
from domains.care.check_ins.vocabulary import Way
from domains.care.judgement.read_watch import Watched, watched
from domains.care.people.care_plan import CarePlan
from domains.care.people.may_see import depth_for
from domains.care.people.read_plans import care_plan
from domains.care.people.vocabulary import Depth
from domains.care.ports import DeafCause
from domains.care.views.state_word import COLOURS, Colour, StateFacts, StateWord, state_word
from domains.care.views.words import Words, words
from domains.identity import public as identity
from domains.kernel import audit
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from domains.kernel.text import Locale

LISTENED = frozenset({DeafCause.HOME, DeafCause.OURS})
"""Causes for which nobody can be heard; a pause or a visit is no fault of a cable."""


@dataclass(frozen=True, slots=True)
class Why:
    """From REASONS on: what the open case is about, how far it is, and how she answered last."""

    kind: ConcernKind | None
    level: Level | None
    opened_at: datetime | None
    taken_by: str | None = field(repr=False)
    answered_by: Way | None
    deaf_by: DeafCause | None


@dataclass(frozen=True, slots=True)
class TodayView:
    """`why` and `last_sign_at` are None for whom she lets see less, and where there is nothing."""

    senior_id: UUID
    name: str = field(repr=False)
    word: StateWord
    colour: Colour
    said: Words
    since: datetime | None
    next_at: datetime | None
    depth: Depth
    why: Why | None
    last_sign_at: datetime | None
    at: datetime


async def show_today(
    actor: Actor, senior_id: UUID, *, locale: Locale, clock: Clock, ids: Ids
) -> TodayView | None:
    """None for who sees nothing of her, or where there is no such care. The look is traced."""
    now, holder = clock.now(), actor.speaks_for
    plan = await care_plan(senior_id, at=now)
    case = await Case.get_or_none(senior_id=senior_id, ended_at=None)
    depth = None
    if plan is not None and holder is not None:
        depth = await depth_for(holder, senior_id, at=now, on_case=case is not None)
    if plan is None or depth is None:
        return None
    async with in_transaction():
        await audit.record(
            actor,
            "care.state.read",
            subject_id=senior_id,
            reference=plan.enrolment_id,
            clock=clock,
            ids=ids,
        )
    return await _view(plan, case, depth, locale=locale, at=now)


async def _view(
    plan: CarePlan, case: Case | None, depth: Depth, *, locale: Locale, at: datetime
) -> TodayView:
    asked = await todays_check_in(plan.senior_id, at=at)
    watch = (await watched([plan.senior_id])).get(plan.senior_id)
    word = state_word(_facts(plan, case, asked, watch))
    names = await identity.people([plan.senior_id])
    return TodayView(
        senior_id=plan.senior_id,
        name=names[plan.senior_id].display_name,
        word=word,
        colour=COLOURS[word],
        said=words(locale, f"state.{word}"),
        since=case.opened_at if case else asked.settled_at or asked.asked_at,
        next_at=asked.next_at,
        depth=depth,
        why=await _why(case, asked, watch) if depth.covers(Depth.REASONS) else None,
        last_sign_at=watch.last_sign_at if watch and depth.covers(Depth.SENSORS) else None,
        at=at,
    )


def _facts(
    plan: CarePlan, case: Case | None, asked: TodaysCheckIn, watch: Watched | None
) -> StateFacts:
    return StateFacts(
        today=Today.PAUSED if plan.is_paused else asked.today,
        case=None if case is None else (case.level, CaseState(case.state)),
        paused=plan.is_paused,
        deaf=watch is not None and watch.stopped_by in LISTENED,
    )


async def _why(case: Case | None, asked: TodaysCheckIn, watch: Watched | None) -> Why:
    taker = case.taken_by if case else None
    names = await identity.people([taker]) if taker else {}
    return Why(
        kind=case.kind if case else None,
        level=case.level if case else None,
        opened_at=case.opened_at if case else None,
        taken_by=names[taker].display_name if taker in names else None,
        answered_by=asked.way,
        deaf_by=watch.stopped_by if watch else None,
    )
