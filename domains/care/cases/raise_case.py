"""Whoever has a case sends it further, holds it, or says that it may go to 119."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.care.cases.access import CaseOver, NotYourCase, holds_office_for, open_case_for
from domains.care.cases.acknowledge_case import note
from domains.care.cases.acts import LONGEST_HOLD
from domains.care.cases.models import Case
from domains.care.cases.next_step import plan_next
from domains.care.cases.take_step import take_step
from domains.care.cases.untold import untold
from domains.care.cases.vocabulary import CaseState, Level, Rung
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids


@dataclass(frozen=True, slots=True)
class CaseRaised:
    """`by_you` is False where it had gone as far before: nobody is asked once more by that."""

    case_id: UUID
    level: Level
    by_you: bool


@dataclass(frozen=True, slots=True)
class AtTheTop:
    """119 knows already, or waits for somebody's word: there is nothing further."""

    case_id: UUID


@dataclass(frozen=True, slots=True)
class CaseHeld:
    case_id: UUID
    until: datetime


@dataclass(frozen=True, slots=True)
class NotInYourHands:
    """For who has taken the case alone."""

    case_id: UUID


@dataclass(frozen=True, slots=True)
class HandOverConfirmed:
    case_id: UUID


async def raise_case(
    actor: Actor, *, case_id: UUID, to: Level = Level.CARE_WORKER, clock: Clock, ids: Ids
) -> CaseRaised | AtTheTop | CaseOver | NotYourCase:
    """To a level, at once: "I cannot reach her, somebody must go". Said by two, or twice, it is
    said once: who wants it to go further still says so."""
    async with in_transaction():
        case = await open_case_for(actor, case_id, clock=clock)
        if not isinstance(case, Case):
            return case
        if case.level is Level.EMERGENCY:
            return AtTheTop(case.id)
        await note(actor, case, "care.case.raise", clock=clock, ids=ids)
        if case.level >= to:
            return CaseRaised(case.id, case.level, by_you=False)
        case.next_rung = Rung.CONFIRM if to is Level.EMERGENCY else Rung.WORKER
        case.state = CaseState.OPEN
        await take_step(case, due_at=clock.now(), clock=clock, ids=ids)
        return CaseRaised(case.id, case.level, by_you=True)


async def hold_case(
    actor: Actor, *, case_id: UUID, for_: timedelta, clock: Clock, ids: Ids
) -> CaseHeld | NotInYourHands | CaseOver | NotYourCase:
    """The taker needs longer before they are heard of; an hour at most, and then again."""
    async with in_transaction():
        case = await open_case_for(actor, case_id, clock=clock)
        if not isinstance(case, Case):
            return case
        if case.state is not CaseState.TAKEN or case.taken_by != actor.person_id:
            return NotInYourHands(case.id)
        until = clock.now() + max(timedelta(minutes=1), min(for_, LONGEST_HOLD))
        await plan_next(case.id, at=until, clock=clock)
        await note(actor, case, "care.case.hold", clock=clock, ids=ids)
        return CaseHeld(case.id, until)


async def confirm_hand_over(
    actor: Actor, *, case_id: UUID, clock: Clock, ids: Ids
) -> HandOverConfirmed | CaseOver | NotYourCase:
    """A human says that 119 must come: who holds an office for her, or the control room.

    Guardians dial 119 themselves: nobody checks first who they are. Said by two at once, or said
    of what 119 knows already, it is one hand-over.
    """
    async with in_transaction():
        case = await open_case_for(actor, case_id, clock=clock)
        if not isinstance(case, Case):
            return case
        if not await holds_office_for(actor, case.senior_id, at=clock.now()):
            return NotYourCase()
        if case.kind not in {concern.kind for concern in await untold(case)}:
            return HandOverConfirmed(case.id)
        case.next_rung = Rung.HAND_OVER
        await take_step(
            case, due_at=clock.now(), confirmed_by=actor.person_id, clock=clock, ids=ids
        )
        await note(actor, case, "care.case.hand_over", clock=clock, ids=ids)
        return HandOverConfirmed(case.id)
