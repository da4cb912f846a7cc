"""`acknowledgeSos`: a person takes it."""

from datetime import datetime
from typing import Annotated, assert_never
from uuid import UUID

import strawberry

from domains.commute import public as commute
from domains.kernel.actor import Role
from gateway.context import Context, Info
from gateway.declarations import RESCUE, Holding, Tie
from gateway.fields import mutation
from gateway.global_ids import uuid_of
from gateway.once import REQUEST_ID, once
from gateway.permissions import SignedIn
from gateway.wording import FOR_DEVELOPERS


@strawberry.input(description="Which call you take.")
class AcknowledgeSosInput:
    request_id: UUID = strawberry.field(description=REQUEST_ID)
    sos_id: strawberry.ID = strawberry.field(description="The call; a SosAlarm.")


@strawberry.type(description="Somebody has it, and the alarm goes from the other phones.")
class AcknowledgeSosSuccess:
    sos_id: strawberry.ID = strawberry.field(description="The call.")
    acknowledged_at: datetime = strawberry.field(description="When it was taken.")
    by_you: bool = strawberry.field(description="False when another person was faster.")


@strawberry.type(description="There is no such call, or it is not yours to take.")
class SosNotFound:
    message: str = strawberry.field(
        default="There is no such call, or it is not yours to take.", description=FOR_DEVELOPERS
    )


AcknowledgeSosResult = Annotated[
    AcknowledgeSosSuccess | SosNotFound, strawberry.union("AcknowledgeSosResult")
]


@strawberry.type
class AcknowledgeSosMutation:
    @mutation(
        allow=SignedIn(),
        about=Holding("input.sosId", "SosAlarm", open_to=frozenset({Tie.PARENT, Role.OPERATOR})),
        under=RESCUE,
        description="Take an open call: a guardian or an operator may.",
    )
    async def acknowledge_sos(self, info: Info, input: AcknowledgeSosInput) -> AcknowledgeSosResult:
        return await once(info, input, perform=lambda: _acknowledge(info.context, input))


async def _acknowledge(world: Context, input: AcknowledgeSosInput) -> AcknowledgeSosResult:
    outcome = await commute.acknowledge_sos(
        world.actor, sos_id=uuid_of(input.sos_id, "SosAlarm"), clock=world.clock, ids=world.ids
    )
    match outcome:
        case commute.Acknowledged():
            return AcknowledgeSosSuccess(
                sos_id=input.sos_id,
                acknowledged_at=outcome.acknowledged_at,
                by_you=outcome.by_you,
            )
        case commute.NotYours():
            return SosNotFound()
        case unreachable:
            assert_never(unreachable)
