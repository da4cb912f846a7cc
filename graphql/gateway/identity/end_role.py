"""`endRole`: an office is over, and every token that speaks of it."""

from typing import Annotated, assert_never
from uuid import UUID

import strawberry

from domains.identity.public import roles
from domains.kernel.actor import Role
from gateway.context import Context, Info
from gateway.declarations import DUTY, Holding, Tie
from gateway.fields import mutation
from gateway.global_ids import uuid_of
from gateway.once import REQUEST_ID, once
from gateway.permissions import SignedIn
from gateway.wording import FOR_DEVELOPERS


@strawberry.input(description="An office that you hold, or may give.")
class EndRoleInput:
    request_id: UUID = strawberry.field(description=REQUEST_ID)
    grant_id: strawberry.ID = strawberry.field(description="From myOffices, or from grantRole.")


@strawberry.type(description="The office is over. Its holder signs in anew on every device.")
class EndRoleSuccess:
    grant_id: strawberry.ID = strawberry.field(description="The office that is over.")


@strawberry.type(description="No office that you may end has this id.")
class OfficeNotFound:
    message: str = strawberry.field(
        default="No office that you may end has this id.", description=FOR_DEVELOPERS
    )


EndRoleResult = Annotated[EndRoleSuccess | OfficeNotFound, strawberry.union("EndRoleResult")]


@strawberry.type
class EndRoleMutation:
    @mutation(
        allow=SignedIn(),
        about=Holding("input.grantId", "RoleGrant", open_to=frozenset({Tie.SELF, Role.OPERATOR})),
        under=DUTY,
        description="End an office at once: step down, or take back what you may give. One is "
        "enough to end what takes two to give.",
    )
    async def end_role(self, info: Info, input: EndRoleInput) -> EndRoleResult:
        return await once(info, input, perform=lambda: _end(info.context, input))


async def _end(world: Context, input: EndRoleInput) -> EndRoleResult:
    outcome = await roles.end_role(
        actor=world.actor,
        grant_id=uuid_of(input.grant_id, "RoleGrant"),
        clock=world.clock,
        ids=world.ids,
    )
    match outcome:
        case roles.RoleOver():
            return EndRoleSuccess(grant_id=input.grant_id)
        case roles.MayNotEndRole():
            return OfficeNotFound()
        case unreachable:
            assert_never(unreachable)
