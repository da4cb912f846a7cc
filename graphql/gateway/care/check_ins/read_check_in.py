"""`myCheckIn`: the question of now, with what an answer names."""

import strawberry

from domains.care.public import check_ins
from domains.kernel.errors import Unauthenticated
from gateway.care.check_ins.types import CareCheckInToday, today_type
from gateway.context import Info
from gateway.declarations import SERVICE, Oneself
from gateway.fields import query
from gateway.permissions import SignedIn


@strawberry.type
class CheckInQuery:
    @query(
        allow=SignedIn(),
        about=Oneself(),
        under=SERVICE,
        description="How it stands with your question.",
    )
    async def my_check_in(self, info: Info) -> CareCheckInToday:
        world = info.context
        if world.actor.speaks_for is None:
            raise Unauthenticated
        return today_type(
            await check_ins.todays_check_in(world.actor.speaks_for, at=world.clock.now())
        )
