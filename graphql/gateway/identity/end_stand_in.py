"""`endStandIn`: the centre acts for the person no more."""

from typing import Annotated, assert_never
from uuid import UUID

import strawberry

from domains.identity.public import stand_ins
from gateway.context import Context, Info
from gateway.declarations import DUTY, Holding, Tie
from gateway.fields import mutation
from gateway.global_ids import uuid_of
from gateway.identity.stand_in_types import StandInNotFound
from gateway.once import REQUEST_ID, once
from gateway.permissions import SignedIn


@strawberry.input(description="An account that your centre runs.")
class EndStandInInput:
    request_id: UUID = strawberry.field(description=REQUEST_ID)
    stand_in_id: strawberry.ID = strawberry.field(description="As in standIns.")


@strawberry.type(description="Nobody at the centre acts for the person any more.")
class EndStandInSuccess:
    stand_in_id: strawberry.ID = strawberry.field(description="As in standIns.")


EndStandInResult = Annotated[
    EndStandInSuccess | StandInNotFound, strawberry.union("EndStandInResult")
]


@strawberry.type
class EndStandInMutation:
    @mutation(
        allow=SignedIn(),
        about=Holding(
            "input.standInId", "StandIn", open_to=frozenset({Tie.STAND_IN, Tie.SITTING, Tie.SELF})
        ),
        under=DUTY,
        description="End an account that a centre runs: its staff may, and the person may.",
    )
    async def end_stand_in(self, info: Info, input: EndStandInInput) -> EndStandInResult:
        return await once(info, input, perform=lambda: _end(info.context, input))


async def _end(world: Context, input: EndStandInInput) -> EndStandInResult:
    outcome = await stand_ins.end_stand_in(
        world.actor, uuid_of(input.stand_in_id, "StandIn"), clock=world.clock, ids=world.ids
    )
    match outcome:
        case stand_ins.StandInOver():
            return EndStandInSuccess(stand_in_id=input.stand_in_id)
        case stand_ins.NotYourDesk():
            return StandInNotFound()
        case unreachable:
            assert_never(unreachable)
