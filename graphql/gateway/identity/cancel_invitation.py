"""`cancelInvitation`: either side thinks better of it."""

from typing import Annotated, assert_never
from uuid import UUID

import strawberry

from domains.identity.public import invitations
from gateway.context import Context, Info
from gateway.declarations import AT_A_DESK, SERVICE, Holding, Tie
from gateway.fields import mutation
from gateway.global_ids import uuid_of
from gateway.identity.invitation_types import InvitationNotFound
from gateway.once import REQUEST_ID, once
from gateway.permissions import SignedIn


@strawberry.input(description="An invitation that you made, or accepted.")
class CancelInvitationInput:
    request_id: UUID = strawberry.field(description=REQUEST_ID)
    invitation_id: strawberry.ID = strawberry.field(description="As in myInvitations.")


@strawberry.type(description="It is called off, and its code is spent.")
class CancelInvitationSuccess:
    invitation_id: strawberry.ID = strawberry.field(description="As in myInvitations.")


CancelInvitationResult = Annotated[
    CancelInvitationSuccess | InvitationNotFound, strawberry.union("CancelInvitationResult")
]


@strawberry.type
class CancelInvitationMutation:
    @mutation(
        allow=SignedIn(),
        about=Holding("input.invitationId", "Invitation", open_to=AT_A_DESK | {Tie.SELF}),
        under=SERVICE,
        description="Call an invitation off, as long as it is not confirmed.",
    )
    async def cancel_invitation(
        self, info: Info, input: CancelInvitationInput
    ) -> CancelInvitationResult:
        return await once(info, input, perform=lambda: _cancel(info.context, input))


async def _cancel(world: Context, input: CancelInvitationInput) -> CancelInvitationResult:
    outcome = await invitations.cancel_invitation(
        world.actor,
        uuid_of(input.invitation_id, "Invitation"),
        clock=world.clock,
        ids=world.ids,
    )
    match outcome:
        case invitations.Answered():
            return CancelInvitationSuccess(invitation_id=input.invitation_id)
        case invitations.InvitationClosed():
            return InvitationNotFound()
        case unreachable:
            assert_never(unreachable)
