"""`standIns`: the accounts that a centre runs."""

import strawberry

from domains.identity.public import stand_ins
from domains.kernel.errors import Forbidden
from gateway.connections import Connection, page_of, page_request
from gateway.context import Info
from gateway.declarations import DUTY, Holding, Tie
from gateway.fields import query
from gateway.global_ids import uuid_of
from gateway.identity.stand_in_types import AT_THE_DESK, StandIn, stand_in_type


@strawberry.type
class StandInQuery:
    @query(
        allow=AT_THE_DESK,
        about=Holding("centreId", "Unit", open_to=frozenset({Tie.STAND_IN})),
        under=DUTY,
        description="The accounts that your centre runs, newest first. Each one shown is audited.",
    )
    async def stand_ins(
        self, info: Info, centre_id: strawberry.ID, first: int = 20, after: str | None = None
    ) -> Connection[StandIn]:
        world, page = info.context, page_request(first=first, after=after)
        rows = await stand_ins.stand_ins_of(
            world.actor,
            uuid_of(centre_id, "Unit"),
            limit=page.fetch,
            before=page.after_id,
            clock=world.clock,
            ids=world.ids,
        )
        if rows is None:
            raise Forbidden
        return page_of(rows, page, key=lambda row: str(row.stand_in_id), node=stand_in_type)
