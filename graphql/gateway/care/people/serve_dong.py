"""`serveDong`: the city says which centre looks after the seniors of a dong."""

from typing import Annotated, assert_never
from uuid import UUID

import strawberry

from domains.care import public as care
from domains.kernel.actor import Role
from gateway.context import Context, Info
from gateway.declarations import Nobody
from gateway.fields import mutation
from gateway.global_ids import uuid_of
from gateway.once import REQUEST_ID, once
from gateway.permissions import HasRole
from gateway.wording import FOR_DEVELOPERS


@strawberry.input(description="A dong, and the centre that looks after it.")
class ServeDongInput:
    request_id: UUID = strawberry.field(description=REQUEST_ID)
    dong_id: strawberry.ID = strawberry.field(description="The dong; a Unit.")
    centre_id: strawberry.ID = strawberry.field(description="The centre; a Unit.")


@strawberry.type(description="From now on; seniors who live there have gone over to the centre.")
class ServeDongSuccess:
    went_over: int = strawberry.field(description="How many of them another centre had.")


@strawberry.type(description="No dong and centre have these ids.")
class NoSuchArea:
    message: str = strawberry.field(
        default="No dong and centre have these ids.", description=FOR_DEVELOPERS
    )


ServeDongResult = Annotated[ServeDongSuccess | NoSuchArea, strawberry.union("ServeDongResult")]


@strawberry.type
class ServeDongMutation:
    @mutation(
        allow=HasRole(Role.OFFICER),
        about=Nobody(),
        description="Put the seniors of a dong into a centre's hands, or into another's.",
    )
    async def serve_dong(self, info: Info, input: ServeDongInput) -> ServeDongResult:
        return await once(info, input, perform=lambda: _serve(info.context, input))


async def _serve(world: Context, input: ServeDongInput) -> ServeDongResult:
    outcome = await care.serve_dong(
        world.actor,
        dong_id=uuid_of(input.dong_id, "Unit"),
        centre_id=uuid_of(input.centre_id, "Unit"),
        clock=world.clock,
        ids=world.ids,
    )
    match outcome:
        case care.people.DongServed(went_over=went_over):
            return ServeDongSuccess(went_over=went_over)
        case care.people.NoSuchArea():
            return NoSuchArea()
        case unreachable:
            assert_never(unreachable)
