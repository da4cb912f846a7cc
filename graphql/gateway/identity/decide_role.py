"""`decideRole`: the second pair of eyes on an office that takes two."""

from typing import Annotated, assert_never
from uuid import UUID

import strawberry

from domains.identity.public import roles
from domains.kernel.actor import Role
from gateway.context import Context, Info
from gateway.declarations import DUTY, Holding
from gateway.fields import mutation
from gateway.global_ids import global_id, uuid_of
from gateway.identity.granting_offices import any_role
from gateway.once import REQUEST_ID, once
from gateway.permissions import Fresh
from gateway.wording import FOR_DEVELOPERS

DECIDES = any_role({Role.OPERATOR, Role.DPO})


@strawberry.input(description="A proposal by a colleague.")
class DecideRoleInput:
    request_id: UUID = strawberry.field(description=REQUEST_ID)
    proposal_id: strawberry.ID = strawberry.field(description="As in roleProposals.")
    confirm: bool = strawberry.field(description="False declines it.")


@strawberry.type(description="It is decided.")
class DecideRoleSuccess:
    grant_id: strawberry.ID | None = strawberry.field(
        description="The office that is held from now on; null when declined."
    )


@strawberry.type(description="No proposal that you may decide has this id.")
class RoleProposalNotFound:
    message: str = strawberry.field(
        default="No proposal that you may decide has this id.", description=FOR_DEVELOPERS
    )


DecideRoleResult = Annotated[
    DecideRoleSuccess | RoleProposalNotFound, strawberry.union("DecideRoleResult")
]


@strawberry.type
class DecideRoleMutation:
    @mutation(
        allow=Fresh(DECIDES),
        about=Holding(
            "input.proposalId", "RoleProposal", open_to=frozenset({Role.OPERATOR, Role.DPO})
        ),
        under=DUTY,
        description="Confirm or decline an office that a colleague proposed for somebody else "
        "than you.",
    )
    async def decide_role(self, info: Info, input: DecideRoleInput) -> DecideRoleResult:
        return await once(info, input, perform=lambda: _decide(info.context, input))


async def _decide(world: Context, input: DecideRoleInput) -> DecideRoleResult:
    outcome = await roles.decide_role(
        world.actor,
        uuid_of(input.proposal_id, "RoleProposal"),
        confirm=input.confirm,
        clock=world.clock,
        ids=world.ids,
    )
    match outcome:
        case roles.RoleHeld(grant_id=key):
            return DecideRoleSuccess(grant_id=global_id("RoleGrant", key))
        case roles.RoleDeclined():
            return DecideRoleSuccess(grant_id=None)
        case roles.NoSuchProposal():
            return RoleProposalNotFound()
        case unreachable:
            assert_never(unreachable)
