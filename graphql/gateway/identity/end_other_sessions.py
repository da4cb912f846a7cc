"""`endOtherSessions`: signed in here, and nowhere else."""

from typing import Annotated
from uuid import UUID

import strawberry

from domains.identity import public as identity
from gateway.context import Info
from gateway.declarations import SERVICE, Oneself
from gateway.fields import mutation
from gateway.once import REQUEST_ID, once
from gateway.permissions import SignedIn


@strawberry.input(description="Nothing needs to be said.")
class EndOtherSessionsInput:
    request_id: UUID = strawberry.field(description=REQUEST_ID)


@strawberry.type(description="You are signed in here alone.")
class EndOtherSessionsSuccess:
    ended: int = strawberry.field(description="How many sessions were ended.")


EndOtherSessionsResult = Annotated[
    EndOtherSessionsSuccess, strawberry.union("EndOtherSessionsResult")
]


@strawberry.type
class EndOtherSessionsMutation:
    @mutation(
        allow=SignedIn(),
        about=Oneself(),
        under=SERVICE,
        description="Sign out everywhere but here, at once. Asks for no fresh sign-in.",
    )
    async def end_other_sessions(
        self, info: Info, input: EndOtherSessionsInput
    ) -> EndOtherSessionsResult:
        return await once(info, input, perform=lambda: _end(info))


async def _end(info: Info) -> EndOtherSessionsSuccess:
    world = info.context
    ended = await identity.end_other_sessions(actor=world.actor, clock=world.clock, ids=world.ids)
    return EndOtherSessionsSuccess(ended=ended)
