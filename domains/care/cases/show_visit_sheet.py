"""Where she lives and how to ring her: for who has taken her case and goes to look."""

from dataclasses import dataclass, field
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.care.cases.access import CaseOver, NotYourCase, holds_office_for, open_case_for
from domains.care.cases.callees import numbers_of
from domains.care.cases.models import Case
from domains.care.cases.raise_case import NotInYourHands
from domains.care.people.open_address import open_for_visit
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids


@dataclass(frozen=True, slots=True)
class VisitSheet:
    """None where she left none, or her key was destroyed. How to get in is for 119 alone."""

    address: str | None = field(repr=False)
    number: str | None = field(repr=False)


async def show_visit_sheet(
    actor: Actor, *, case_id: UUID, clock: Clock, ids: Ids
) -> VisitSheet | NotInYourHands | CaseOver | NotYourCase:
    """For a care worker, a centre or the control room, while the case is open and in their name:
    no earlier and no longer than somebody goes there for her (개인정보 보호법 §3①, as little as
    that needs). A guardian has both from her. Each look is traced.

    Raises KeysUnavailable: nothing can be opened now.
    """
    async with in_transaction():
        case = await open_case_for(actor, case_id, clock=clock)
        if not isinstance(case, Case):
            return case
        if not await holds_office_for(actor, case.senior_id, at=clock.now()):
            return NotYourCase()
        if case.taken_by != actor.person_id:
            return NotInYourHands(case.id)
        address = await open_for_visit(actor, case.senior_id, clock=clock, ids=ids)
        numbers = await numbers_of([case.senior_id])
        return VisitSheet(address, numbers.get(case.senior_id))
