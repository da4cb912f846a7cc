"""`beginSitting`: the person is at the desk, and showed who they are."""

from datetime import datetime
from typing import Annotated, assert_never
from uuid import UUID

import strawberry

from domains.identity.public import stand_ins
from gateway.context import Context, Info
from gateway.declarations import DUTY, Holding, Tie
from gateway.fields import mutation
from gateway.global_ids import global_id, uuid_of
from gateway.identity.stand_in_types import AT_THE_DESK, StandInNotFound
from gateway.once import REQUEST_ID, once
from gateway.permissions import Fresh


@strawberry.input(description="An account that your centre runs.")
class BeginSittingInput:
    request_id: UUID = strawberry.field(description=REQUEST_ID)
    stand_in_id: strawberry.ID = strawberry.field(description="As in standIns.")


@strawberry.type(description="You act for the person, with the header X-On-Behalf-Of, until then.")
class BeginSittingSuccess:
    person_id: strawberry.ID = strawberry.field(description="For the header X-On-Behalf-Of.")
    ends_at: datetime = strawberry.field(description="Then the person shows their proof anew.")


BeginSittingResult = Annotated[
    BeginSittingSuccess | StandInNotFound, strawberry.union("BeginSittingResult")
]


@strawberry.type
class BeginSittingMutation:
    @mutation(
        allow=Fresh(AT_THE_DESK),
        about=Holding("input.standInId", "StandIn", open_to=frozenset({Tie.STAND_IN})),
        under=DUTY,
        description="Act for a person who sits at your desk, for some minutes. Each act is "
        "audited with both names.",
    )
    async def begin_sitting(self, info: Info, input: BeginSittingInput) -> BeginSittingResult:
        return await once(info, input, perform=lambda: _begin(info.context, input))


async def _begin(world: Context, input: BeginSittingInput) -> BeginSittingResult:
    outcome = await stand_ins.begin_sitting(
        world.actor, uuid_of(input.stand_in_id, "StandIn"), clock=world.clock, ids=world.ids
    )
    match outcome:
        case stand_ins.Sat(person_id=person, ends_at=ends_at):
            return BeginSittingSuccess(person_id=global_id("Person", person), ends_at=ends_at)
        case stand_ins.NotYourDesk():
            return StandInNotFound()
        case unreachable:
            assert_never(unreachable)
