"""She moves, and from the same moment on the flat that she leaves says nothing of her.

Her sensors stay on its walls, and somebody else lives there next. A step of theirs is no sign of
her life, smoke there sends nobody to her new door, and they have agreed to nothing. An open case of
hers moves with her.
"""

from uuid import UUID

from tortoise.transactions import in_transaction

from domains.care.cases.go_over import go_over
from domains.care.cases.open_case import open_case_of
from domains.care.hold_all_of import hold_home_of
from domains.care.homes.close_home import close_home
from domains.care.judgement.watch_homes import stop_watching
from domains.care.people import move_flat as people
from domains.care.people.access import NotYourSenior
from domains.care.people.enrol import DongNotServed, Flat
from domains.care.people.move_flat import Moved
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids


async def move_flat(
    actor: Actor, senior_id: UUID, flat: Flat, *, clock: Clock, ids: Ids
) -> Moved | DongNotServed | NotYourSenior:
    """A device that comes along is paired anew, in a home of the new flat, whose rooms are other
    rooms: her rhythm is learnt anew as well. A case that is open stays open, in the hands of those
    who look after her now."""
    async with in_transaction():
        await hold_home_of(senior_id)
        case = await open_case_of(senior_id)
        outcome = await people.move_flat(actor, senior_id, flat, clock=clock, ids=ids)
        if not isinstance(outcome, Moved):
            return outcome
        for home_id in await close_home(actor, senior_id, clock=clock, ids=ids):
            await stop_watching(home_id)
        if case is not None:
            dong_id, centre_id = outcome.dong_id, outcome.centre_id
            await go_over(case, dong_id=dong_id, centre_id=centre_id, clock=clock, ids=ids)
        return outcome
