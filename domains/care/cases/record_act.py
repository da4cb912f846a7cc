"""Somebody writes down what they did: "called, spoke with her", "visited"."""

from dataclasses import dataclass
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.care.cases.access import NotYourCase, case_for
from domains.care.cases.acknowledge_case import note, take
from domains.care.cases.acts import SETTLING, NewAct, is_possible
from domains.care.cases.case_of_before import case_of_before
from domains.care.cases.ladder import SILENCE
from domains.care.cases.models import Case, CaseAct
from domains.care.cases.next_step import plan_next
from domains.care.cases.vocabulary import CaseState
from domains.care.check_ins.seen_by_somebody import seen_by_somebody
from domains.kernel import personal
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids


@dataclass(frozen=True, slots=True)
class ActRecorded:
    """`settles`: after this the case may be closed."""

    act_id: UUID
    case_id: UUID
    settles: bool


@dataclass(frozen=True, slots=True)
class NoSuchAct:
    """It would have been done in the future, or its note is too long."""


async def record_act(
    actor: Actor, act: NewAct, *, case_id: UUID, clock: Clock, ids: Ids
) -> ActRecorded | NoSuchAct | NotYourCase:
    """Who does something about a case has it, and is not silent. A form that comes after the end
    is kept with the case, and wakes nobody."""
    if not is_possible(act, now=clock.now()):
        return NoSuchAct()
    async with in_transaction():
        case = await case_for(actor, case_id, clock=clock)
        if not isinstance(case, Case):
            return await _write_of_before(actor, act, case_id=case_id, clock=clock, ids=ids)
        if case.state is not CaseState.ENDED:
            await _is_heard_of(actor, case, act, clock=clock, ids=ids)
        return await write_act(actor, case, act, clock=clock, ids=ids)


async def _is_heard_of(actor: Actor, case: Case, act: NewAct, *, clock: Clock, ids: Ids) -> None:
    """Whose hands it is in is waited for; what another does meanwhile says nothing of them. Nor
    does what somebody did before the latest signal, and wrote in a lift: it says nobody has that.
    """
    if case.state is CaseState.OPEN:
        if act.at > case.observed_at:
            await take(actor, case, clock=clock, ids=ids)
    elif case.taken_by == actor.person_id:
        await plan_next(case.id, at=clock.now() + SILENCE[case.level], clock=clock)


async def write_act(
    actor: Actor, case: Case, act: NewAct, *, clock: Clock, ids: Ids
) -> ActRecorded:
    """Within the caller's transaction."""
    sealed = None
    if act.note:
        (sealed,) = await personal.seal_each([(case.senior_id, act.note)])
    row = await CaseAct.create(
        id=ids.new(),
        case_id=case.id,
        senior_id=case.senior_id,
        kind=act.kind,
        done_by=actor.person_id,
        at=act.at,
        told_at=clock.now(),
        note=sealed,
    )
    await note(actor, case, "care.case.act", clock=clock, ids=ids)
    if act.kind in SETTLING:
        await seen_by_somebody(case.senior_id, at=act.at, clock=clock, ids=ids)
    return ActRecorded(row.id, case.id, act.kind in SETTLING)


async def _write_of_before(
    actor: Actor, act: NewAct, *, case_id: UUID, clock: Clock, ids: Ids
) -> ActRecorded | NotYourCase:
    """Who went there before she was another's writes it down, and takes nothing by it."""
    case = await case_of_before(actor, case_id, at=act.at, clock=clock)
    if not isinstance(case, Case):
        return case
    return await write_act(actor, case, act, clock=clock, ids=ids)
