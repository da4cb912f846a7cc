"""A case ends by what somebody did and wrote down, or because it was none."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.care.cases.access import CaseOver, NotYourCase, open_case_for
from domains.care.cases.acknowledge_case import note
from domains.care.cases.acts import NewAct, is_possible, is_settled
from domains.care.cases.end_case import end_case
from domains.care.cases.models import Case, CaseAct
from domains.care.cases.noticed_since import noticed_since
from domains.care.cases.record_act import write_act
from domains.care.cases.vocabulary import CaseEnd, FalseAlarm
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids


@dataclass(frozen=True, slots=True)
class CaseClosed:
    """`act_id` is the act that came with it: a picture may follow it."""

    case_id: UUID
    ended_at: datetime
    act_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class ActMissing:
    """Nobody has written down that somebody spoke with her or saw her since the last signal."""

    case_id: UUID


@dataclass(frozen=True, slots=True)
class NoticedSince:
    """Something was noticed in the case after the moment of which somebody spoke."""

    case_id: UUID


async def close_case(
    actor: Actor,
    *,
    case_id: UUID,
    act: NewAct | None = None,
    clock: Clock,
    ids: Ids,
) -> CaseClosed | ActMissing | CaseOver | NotYourCase:
    """`act` may come with it; else one must be there. One that cannot be closes nothing."""
    async with in_transaction():
        case = await open_case_for(actor, case_id, clock=clock)
        if not isinstance(case, Case):
            return case
        if not await _is_settled(case, act, now=clock.now()):
            return ActMissing(case.id)
        told = await write_act(actor, case, act, clock=clock, ids=ids) if act else None
        await end_case(case, CaseEnd.ACT, by=actor.person_id, clock=clock, ids=ids)
        await note(actor, case, "care.case.close", clock=clock, ids=ids)
        return CaseClosed(case.id, clock.now(), told.act_id if told else None)


async def mark_false_alarm(
    actor: Actor,
    *,
    case_id: UUID,
    reason: FalseAlarm,
    at: datetime | None = None,
    clock: Clock,
    ids: Ids,
) -> CaseClosed | NoticedSince | CaseOver | NotYourCase:
    """There was nothing, and why; `at` is the moment of which that is said. It turns 119 round, so
    it ends nothing that came later: a tap may have waited for a network while she fell.

    Whether the alarm was right is another question (`judgement.give_opinion`): supper does smoke.
    """
    async with in_transaction():
        case = await open_case_for(actor, case_id, clock=clock)
        if not isinstance(case, Case):
            return case
        if await noticed_since(case, at, clock=clock):
            return NoticedSince(case.id)
        await end_case(
            case,
            CaseEnd.FALSE_ALARM,
            by=actor.person_id,
            false_alarm=reason,
            clock=clock,
            ids=ids,
        )
        await note(actor, case, "care.case.false_alarm", clock=clock, ids=ids)
        return CaseClosed(case.id, clock.now())


async def _is_settled(case: Case, act: NewAct | None, *, now: datetime) -> bool:
    if act is not None and not is_possible(act, now=now):
        return False
    rows = await CaseAct.filter(case_id=case.id)
    done = [(row.kind, row.at) for row in rows]
    if act is not None:
        done.append((act.kind, act.at))
    return is_settled(done, since=case.observed_at)
