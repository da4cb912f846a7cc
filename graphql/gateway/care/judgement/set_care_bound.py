"""`setCareBound`: within which bounds thresholds may move, and where they usually lie."""

from typing import Annotated, assert_never
from uuid import UUID

import strawberry

from domains.care import public as care
from gateway.care.judgement.types import NotYourDong
from gateway.context import Context, Info
from gateway.declarations import DUTY, Oneself
from gateway.fields import mutation
from gateway.global_ids import uuid_of
from gateway.identity.stand_in_types import AT_THE_DESK
from gateway.once import REQUEST_ID, once
from gateway.wording import FOR_DEVELOPERS


@strawberry.input(description="The bounds of one limit, for all homes of a centre.")
class SetCareBoundInput:
    request_id: UUID = strawberry.field(description=REQUEST_ID)
    centre_id: strawberry.ID = strawberry.field(description="Your centre; a Unit.")
    limit: care.judgement.Limit = strawberry.field(description="Which.")
    usual: float = strawberry.field(description="Where nothing was learnt; in the limit's unit.")
    least: float = strawberry.field(description="Never below.")
    most: float = strawberry.field(description="Never above.")


@strawberry.type(description="In force from the next look at each home.")
class SetCareBoundSuccess:
    limit: care.judgement.Limit = strawberry.field(description="Which.")
    usual: float = strawberry.field(description="Where nothing was learnt.")
    least: float = strawberry.field(description="Never below.")
    most: float = strawberry.field(description="Never above.")


@strawberry.type(
    description="Least, usual and most are not in order, not above nothing, or below what a sensor "
    "needs to be known to be dead: 14 for `UTILITY_H`, 1 for `DOOR_DAYS`."
)
class NotABound:
    message: str = strawberry.field(
        default="Least, usual and most are not in order, or too low for this limit.",
        description=FOR_DEVELOPERS,
    )


SetCareBoundResult = Annotated[
    SetCareBoundSuccess | NotABound | NotYourDong, strawberry.union("SetCareBoundResult")
]


@strawberry.type
class CareBoundMutation:
    @mutation(
        allow=AT_THE_DESK,
        about=Oneself(),
        under=DUTY,
        description="Set within which bounds opinions and modes may move a limit in your centre.",
    )
    async def set_care_bound(self, info: Info, input: SetCareBoundInput) -> SetCareBoundResult:
        return await once(info, input, perform=lambda: _set(info.context, input))


async def _set(world: Context, input: SetCareBoundInput) -> SetCareBoundResult:
    new = care.judgement.NewBound(input.limit, input.usual, input.least, input.most)
    outcome = await care.judgement.set_bound(
        world.actor,
        new,
        centre_id=uuid_of(input.centre_id, "Unit"),
        clock=world.clock,
        ids=world.ids,
    )
    match outcome:
        case care.judgement.BoundSet(limit=limit, bound=bound):
            return SetCareBoundSuccess(
                limit=limit, usual=bound.usual, least=bound.least, most=bound.most
            )
        case care.judgement.NotABound():
            return NotABound()
        case care.judgement.NotYourCentre():
            return NotYourDong()
        case unreachable:
            assert_never(unreachable)
