"""`raiseSos`: one touch."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import strawberry

from domains.commute import public as commute
from gateway.context import Context, Info
from gateway.declarations import RESCUE, Oneself
from gateway.fields import mutation
from gateway.global_ids import global_id
from gateway.once import REQUEST_ID, once
from gateway.permissions import SignedIn


@strawberry.input(description="Nothing but the request's id: the caller is the child.")
class RaiseSosInput:
    request_id: UUID = strawberry.field(description=REQUEST_ID)


@strawberry.type(description="The call is on its way to all guardians and the control room.")
class RaiseSosSuccess:
    sos_id: strawberry.ID = strawberry.field(description="The call; a SosAlarm.")
    raised_at: datetime = strawberry.field(description="When the call began.")
    already_open: bool = strawberry.field(description="An earlier call is still sounding.")


RaiseSosResult = Annotated[RaiseSosSuccess, strawberry.union("RaiseSosResult")]


@strawberry.type
class RaiseSosMutation:
    @mutation(
        allow=SignedIn(),
        about=Oneself(),
        under=RESCUE,
        description="Call for help. It always goes out; touching again finds the first call.",
    )
    async def raise_sos(self, info: Info, input: RaiseSosInput) -> RaiseSosResult:
        return await once(
            info,
            input,
            perform=lambda: _raise(info.context),
            urgent=True,
        )


async def _raise(world: Context) -> RaiseSosSuccess:
    opened = await commute.raise_sos(
        world.actor, retention=world.services.retention, clock=world.clock, ids=world.ids
    )
    return RaiseSosSuccess(
        sos_id=global_id("SosAlarm", opened.sos_id),
        raised_at=opened.raised_at,
        already_open=opened.already_open,
    )
