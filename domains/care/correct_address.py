"""Her address was wrong: from now on everybody has the right one, 119 included."""

from uuid import UUID

from tortoise.transactions import in_transaction

from domains.care.cases.events import DoorCorrected
from domains.care.cases.models import Case
from domains.care.cases.open_case import open_case_of
from domains.care.cases.tell_where_again import tell_right_door
from domains.care.cases.vocabulary import CaseState
from domains.care.people import correct_address as people
from domains.care.people.access import NotYourSenior
from domains.care.people.correct_address import AddressCorrected
from domains.care.people.which_flat import flat_at
from domains.kernel import outbox
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids


async def correct_address(
    actor: Actor, senior_id: UUID, address: bytes, *, clock: Clock, ids: Ids
) -> AddressCorrected | NotYourSenior:
    """Her home, its devices and what is known of her rhythm stay as they are: nobody moved. Where
    119 may be on its way to the wrong door it is told again, and so is whoever has her case."""
    async with in_transaction():
        case = await open_case_of(senior_id)
        outcome = await people.correct_address(actor, senior_id, address, clock=clock, ids=ids)
        if case is not None and isinstance(outcome, AddressCorrected):
            now = clock.now()
            await tell_right_door(case.id, flat=await flat_at(senior_id, at=now), clock=clock)
            await _tell_taker(actor, case, clock=clock, ids=ids)
        return outcome


async def _tell_taker(actor: Actor, case: Case, *, clock: Clock, ids: Ids) -> None:
    """They may have read the sheet, and a browser keeps it for hours."""
    if case.state is CaseState.TAKEN and case.taken_by != actor.person_id:
        event = DoorCorrected(case_id=case.id, senior_id=case.senior_id)
        await outbox.record(event, clock=clock, ids=ids)
