"""Her dong went to another centre: an open case of hers follows her there."""

from uuid import UUID

from tortoise.transactions import in_transaction

from domains.care.cases.go_over import go_where_she_is
from domains.care.cases.open_case import open_case_of
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids


async def bring_case_along(senior_id: UUID, *, clock: Clock, ids: Ids) -> None:
    """What follows from `SeniorWentOver`, for her alone: nobody else's cry waits for it. Done twice
    it changes nothing more, and of who has left there is nothing to bring.

    Whoever notices something holds her before they read whose she is. Who read it too early is
    waited for here, and their case is found; who comes later opens it with the centre that has her.
    """
    async with in_transaction():
        case = await open_case_of(senior_id)
        if case is not None:
            await go_where_she_is(case, clock=clock, ids=ids)
