"""`grantRole`: give somebody an office, as the table of offices says."""

from datetime import datetime
from typing import Annotated, assert_never
from uuid import UUID

import strawberry

from domains.identity.public import roles
from domains.kernel.actor import Role
from gateway.context import Context, Info
from gateway.declarations import DUTY, Oneself
from gateway.execution.faults import RequestRefused
from gateway.fields import mutation
from gateway.global_ids import global_id, uuid_of
from gateway.identity.granting_offices import GIVES_OFFICES
from gateway.identity.role_types import RoleNotYoursToGrant
from gateway.once import REQUEST_ID, once
from gateway.permissions import Fresh


@strawberry.input(description="Who shall hold which office, and where.")
class GrantRoleInput:
    request_id: UUID = strawberry.field(description=REQUEST_ID)
    person_id: strawberry.ID = strawberry.field(description="A Person; never yourself.")
    role: Role = strawberry.field(description="The office.")
    unit_id: strawberry.ID | None = strawberry.field(
        default=None, description="The school, centre, shop or district; none for the whole city."
    )
    ends_at: datetime | None = strawberry.field(
        default=None, description="When it ends by itself; leave out for no end."
    )


@strawberry.type(description="The office is held from now on.")
class GrantRoleSuccess:
    grant_id: strawberry.ID = strawberry.field(description="For endRole.")


@strawberry.type(description="The office takes two: it waits for a colleague.")
class RoleAwaitsColleague:
    proposal_id: strawberry.ID = strawberry.field(description="For decideRole.")


GrantRoleResult = Annotated[
    GrantRoleSuccess | RoleAwaitsColleague | RoleNotYoursToGrant,
    strawberry.union("GrantRoleResult"),
]


@strawberry.type
class GrantRoleMutation:
    @mutation(
        allow=Fresh(GIVES_OFFICES),
        about=Oneself(),
        under=DUTY,
        description="Give an office, with an end if it has one. Operators and the data-protection "
        "officer are given by two.",
    )
    async def grant_role(self, info: Info, input: GrantRoleInput) -> GrantRoleResult:
        return await once(info, input, perform=lambda: _grant(info.context, input))


async def _grant(world: Context, input: GrantRoleInput) -> GrantRoleResult:
    if input.ends_at is not None and input.ends_at <= world.clock.now():
        raise RequestRefused("An office ends after it begins.", code="BAD_USER_INPUT")
    outcome = await roles.grant_role(
        actor=world.actor,
        person_id=uuid_of(input.person_id, "Person"),
        role=input.role,
        unit_id=uuid_of(input.unit_id, "Unit") if input.unit_id else None,
        ends_at=input.ends_at,
        clock=world.clock,
        ids=world.ids,
    )
    match outcome:
        case roles.RoleHeld(grant_id=key):
            return GrantRoleSuccess(grant_id=global_id("RoleGrant", key))
        case roles.RoleProposed(proposal_id=key):
            return RoleAwaitsColleague(proposal_id=global_id("RoleProposal", key))
        case roles.MayNotGrantRole():
            return RoleNotYoursToGrant()
        case unreachable:
            assert_never(unreachable)
