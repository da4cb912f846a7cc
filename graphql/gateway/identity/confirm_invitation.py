"""`confirmInvitation`: the inviter has seen who accepted."""

from typing import Annotated, assert_never
from uuid import UUID

import strawberry

from domains.identity.public import invitations
from gateway.context import Context, Info
from gateway.declarations import AT_A_DESK, SERVICE, Holding, Tie
from gateway.fields import mutation
from gateway.global_ids import global_id, uuid_of
from gateway.identity.guardianship_types import TooManyClaims
from gateway.identity.invitation_types import InvitationNotFound
from gateway.once import REQUEST_ID, once
from gateway.permissions import Fresh, SignedIn
from gateway.wording import FOR_DEVELOPERS


@strawberry.input(description="An invitation of yours that somebody accepted.")
class ConfirmInvitationInput:
    request_id: UUID = strawberry.field(description=REQUEST_ID)
    invitation_id: strawberry.ID = strawberry.field(description="As in myInvitations.")


@strawberry.type(description="It has come about; exactly one of the three is set.")
class ConfirmInvitationSuccess:
    relation_id: strawberry.ID | None = strawberry.field(
        default=None, description="The tie that stands from now on."
    )
    claim_id: strawberry.ID | None = strawberry.field(
        default=None, description="The claim that an officer now checks."
    )
    taken_over_id: strawberry.ID | None = strawberry.field(
        default=None, description="The person whose account is their own from now on."
    )


@strawberry.type(description="Whoever accepted has an account in use: two people are not one.")
class AccountInUse:
    message: str = strawberry.field(
        default="The sign-in has ties, offices or devices of its own.", description=FOR_DEVELOPERS
    )


ConfirmInvitationResult = Annotated[
    ConfirmInvitationSuccess | InvitationNotFound | TooManyClaims | AccountInUse,
    strawberry.union("ConfirmInvitationResult"),
]


@strawberry.type
class ConfirmInvitationMutation:
    @mutation(
        allow=Fresh(SignedIn()),
        about=Holding("input.invitationId", "Invitation", open_to=AT_A_DESK | {Tie.SELF}),
        under=SERVICE,
        description="Say that the one who accepted is the one you meant. A senior's guardian "
        "stands at once, a legal guardian waits for an officer's check.",
    )
    async def confirm_invitation(
        self, info: Info, input: ConfirmInvitationInput
    ) -> ConfirmInvitationResult:
        return await once(info, input, perform=lambda: _confirm(info.context, input))


async def _confirm(world: Context, input: ConfirmInvitationInput) -> ConfirmInvitationResult:
    outcome = await invitations.confirm_invitation(
        world.actor,
        uuid_of(input.invitation_id, "Invitation"),
        clock=world.clock,
        ids=world.ids,
    )
    match outcome:
        case invitations.Granted(relation_id=key) | invitations.AlreadyStands(relation_id=key):
            return ConfirmInvitationSuccess(relation_id=global_id("Relation", key))
        case invitations.Claimed(claim_id=key):
            return ConfirmInvitationSuccess(claim_id=global_id("GuardianshipClaim", key))
        case invitations.TakenOver(person_id=key):
            return ConfirmInvitationSuccess(taken_over_id=global_id("Person", key))
        case invitations.InvitationClosed() | invitations.NobodyThere():
            return InvitationNotFound()
        case invitations.TooManyClaims(most=most):
            return TooManyClaims(limit=most)
        case invitations.NotAFreshAccount():
            return AccountInUse()
        case unreachable:
            assert_never(unreachable)
