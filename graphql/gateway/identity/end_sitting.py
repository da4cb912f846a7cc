"""`endSitting`: the person has left the desk."""

from typing import Annotated
from uuid import UUID

import strawberry

from domains.identity.public import stand_ins
from gateway.context import Context, Info
from gateway.declarations import DUTY, Oneself
from gateway.fields import mutation
from gateway.identity.stand_in_types import AT_THE_DESK
from gateway.once import REQUEST_ID, once


@strawberry.input(description="Your sitting, if any.")
class EndSittingInput:
    request_id: UUID = strawberry.field(description=REQUEST_ID)


@strawberry.type(description="You act for nobody from now on.")
class EndSittingSuccess:
    ended: bool = strawberry.field(description="False when there was no sitting.")


EndSittingResult = Annotated[EndSittingSuccess, strawberry.union("EndSittingResult")]


@strawberry.type
class EndSittingMutation:
    @mutation(
        allow=AT_THE_DESK,
        about=Oneself(),
        under=DUTY,
        description="The person has left: stop acting for them before the minutes are over.",
    )
    async def end_sitting(self, info: Info, input: EndSittingInput) -> EndSittingResult:
        return await once(info, input, perform=lambda: _end(info.context))


async def _end(world: Context) -> EndSittingSuccess:
    ended = await stand_ins.end_sitting(world.actor, clock=world.clock, ids=world.ids)
    return EndSittingSuccess(ended=bool(ended))
