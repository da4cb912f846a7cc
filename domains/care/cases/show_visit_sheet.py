"""Where she lives and how to ring her: for who has taken her case and goes to look."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.care.cases.access import CaseOver, NotYourCase, holds_office_for
from domains.care.cases.models import Case
from domains.care.cases.numbers import numbers_of
from domains.care.cases.open_position import Traced, open_position, trace_for_one
from domains.care.cases.position import Position
from domains.care.cases.raise_case import NotInYourHands
from domains.care.cases.vocabulary import CaseState
from domains.care.people.list_seniors import dongs_of_worker
from domains.care.people.open_address import open_for_visit, trace_visit
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids

Refusal = NotInYourHands | CaseOver | NotYourCase


@dataclass(frozen=True, slots=True)
class VisitSheet:
    """None where she left none, or her key was destroyed. How to get in is for 119 alone.

    `position` is where her phone was when she cried for help: for her care workers alone, whom her
    yes to that names.
    """

    address: str | None = field(repr=False)
    number: str | None = field(repr=False)
    position: Position | None = field(default=None, repr=False)


async def show_visit_sheet(
    actor: Actor, *, case_id: UUID, clock: Clock, ids: Ids
) -> VisitSheet | Refusal:
    """For a care worker, a centre or the control room, while the case is in their hands: no earlier
    and no longer than somebody goes there for her (개인정보 보호법 §3①). A guardian has both from
    her. The trace first: no trace, no look; and what is sealed is opened outside of it, so that a
    key store that is slow keeps nobody waiting.

    Raises KeysUnavailable: nothing can be opened now.
    """
    async with in_transaction():
        case = await Case.get_or_none(id=case_id)
        refused = await _refusal(actor, case, at=clock.now())
        if case is None or refused is not None:
            return refused or NotYourCase()
        await trace_visit(actor, case.senior_id, about=case.id, clock=clock, ids=ids)
        traced = await _where_she_was(actor, case, clock=clock, ids=ids)
    numbers = await numbers_of([case.senior_id])
    return VisitSheet(
        await open_for_visit(case.senior_id),
        numbers.get(case.senior_id),
        await open_position(traced),
    )


async def _where_she_was(actor: Actor, case: Case, *, clock: Clock, ids: Ids) -> Traced | None:
    if case.dong_id not in await dongs_of_worker(actor, at=clock.now()):
        return None
    return await trace_for_one(actor, case, clock=clock, ids=ids)


async def _refusal(actor: Actor, case: Case | None, *, at: datetime) -> Refusal | None:
    """Whose case went on to others, by silence or by a word, has it no more. She herself knows
    where she lives, whatever office she holds."""
    if case is None or actor.person_id == case.senior_id:
        return NotYourCase()
    if not await holds_office_for(actor, case.senior_id, at=at):
        return NotYourCase()
    if case.ended_at is not None:
        return CaseOver(case.id)
    if case.state is not CaseState.TAKEN or case.taken_by != actor.person_id:
        return NotInYourHands(case.id)
    return None
