"""`witnessStandIn`: a second member of staff has seen the proof too."""

from typing import Annotated, assert_never
from uuid import UUID

import strawberry

from domains.identity.public import stand_ins
from gateway.context import Context, Info
from gateway.declarations import DUTY, Holding, Tie
from gateway.fields import mutation
from gateway.global_ids import uuid_of
from gateway.identity.stand_in_types import AT_THE_DESK, StandInNotFound
from gateway.once import REQUEST_ID, once


@strawberry.input(description="An account that your centre runs.")
class WitnessStandInInput:
    request_id: UUID = strawberry.field(description=REQUEST_ID)
    stand_in_id: strawberry.ID = strawberry.field(description="As in standIns.")


@strawberry.type(description="The account stands: staff may act for the person.")
class WitnessStandInSuccess:
    stand_in_id: strawberry.ID = strawberry.field(description="As in standIns.")


WitnessStandInResult = Annotated[
    WitnessStandInSuccess | StandInNotFound, strawberry.union("WitnessStandInResult")
]


@strawberry.type
class WitnessStandInMutation:
    @mutation(
        allow=AT_THE_DESK,
        about=Holding("input.standInId", "StandIn", open_to=frozenset({Tie.STAND_IN})),
        under=DUTY,
        description="Vouch for a proof that a colleague of your centre took down.",
    )
    async def witness_stand_in(
        self, info: Info, input: WitnessStandInInput
    ) -> WitnessStandInResult:
        return await once(info, input, perform=lambda: _witness(info.context, input))


async def _witness(world: Context, input: WitnessStandInInput) -> WitnessStandInResult:
    outcome = await stand_ins.witness_stand_in(
        world.actor, uuid_of(input.stand_in_id, "StandIn"), clock=world.clock, ids=world.ids
    )
    match outcome:
        case stand_ins.StandInState():
            return WitnessStandInSuccess(stand_in_id=input.stand_in_id)
        case stand_ins.NotYourDesk():
            return StandInNotFound()
        case unreachable:
            assert_never(unreachable)
