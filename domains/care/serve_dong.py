"""A dong goes to a centre, and with its seniors what is open about them."""

from uuid import UUID

from tortoise.transactions import in_transaction

from domains.care.cases.go_over import go_over
from domains.care.cases.open_case import open_case_of
from domains.care.people import serve_dong as people
from domains.care.people.serve_dong import DongServed, NoSuchArea
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids


async def serve_dong(
    actor: Actor, *, dong_id: UUID, centre_id: UUID, clock: Clock, ids: Ids
) -> DongServed | NoSuchArea:
    """`people.serve_dong`, and each case in it, in one transaction. All who live there are held
    first: what is noticed of one meanwhile waits, and opens with the centre that has her then."""
    async with in_transaction():
        found = [await open_case_of(each) for each in await people.seniors_living_in(dong_id)]
        outcome = await people.serve_dong(
            actor, dong_id=dong_id, centre_id=centre_id, clock=clock, ids=ids
        )
        if isinstance(outcome, DongServed):
            for case in filter(None, found):
                await go_over(case, dong_id=dong_id, centre_id=centre_id, clock=clock, ids=ids)
        return outcome
