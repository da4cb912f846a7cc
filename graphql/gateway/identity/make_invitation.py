"""`makeInvitation`: a code for the other side of a tie."""

from datetime import datetime
from typing import Annotated, assert_never
from uuid import UUID

import strawberry

from domains.identity.public import SharingScope, invitations
from domains.kernel.errors import Unauthenticated
from gateway.context import Context, Info
from gateway.declarations import SERVICE, Oneself
from gateway.fields import mutation
from gateway.global_ids import global_id, uuid_of
from gateway.identity.evidence import sealed_evidence
from gateway.identity.invitation_types import EvidenceWanted, TooManyInvitations
from gateway.permissions import SignedIn
from gateway.wording import FOR_DEVELOPERS


@strawberry.input(description="Whom you seek, and what they would be.")
class MakeInvitationInput:
    request_id: UUID = strawberry.field(
        description="Kept by no one here: the code is never stored, so a retry cannot repeat it. "
        "It invites anew; cancel the invitation whose answer was lost."
    )
    offer: invitations.Offer = strawberry.field(description="TAKE_OVER is handed out at a desk.")
    other_becomes: invitations.Side = strawberry.field(description="Whoever enters the code.")
    child_id: strawberry.ID | None = strawberry.field(
        default=None, description="Your child, for whom you seek another guardian; a Person."
    )
    sharing: list[SharingScope] | None = strawberry.field(
        default=None, description="What your guardian would see; left out: all but where you are."
    )
    evidence: str | None = strawberry.field(
        default=None,
        description="What you can show, where you would become a legal guardian yourself.",
    )


@strawberry.type(description="Tell the other side the code. It is shown this once.")
class MakeInvitationSuccess:
    invitation_id: strawberry.ID = strawberry.field(description="For cancelInvitation.")
    code: str = strawberry.field(description="Ten characters; good once.")
    expires_at: datetime = strawberry.field(description="Until then it must be entered.")


@strawberry.type(description="This is not yours to offer.")
class InvitationNotYours:
    message: str = strawberry.field(
        default="About a child only a standing guardian invites.", description=FOR_DEVELOPERS
    )


MakeInvitationResult = Annotated[
    MakeInvitationSuccess | InvitationNotYours | EvidenceWanted | TooManyInvitations,
    strawberry.union("MakeInvitationResult"),
]


@strawberry.type
class MakeInvitationMutation:
    @mutation(
        allow=SignedIn(),
        about=Oneself(),
        under=SERVICE,
        description="Invite a guardian, or offer to be one. The other side enters the code and "
        "accepts; you see who did, and confirm.",
    )
    async def make_invitation(self, info: Info, input: MakeInvitationInput) -> MakeInvitationResult:
        # Not through `once`: a remembered answer would keep the code readable.
        world = info.context
        outcome = await invitations.make_invitation(
            world.actor, await _ask(world, input), clock=world.clock, ids=world.ids
        )
        match outcome:
            case invitations.InvitationMade():
                return MakeInvitationSuccess(
                    invitation_id=global_id("Invitation", outcome.invitation_id),
                    code=outcome.code,
                    expires_at=outcome.expires_at,
                )
            case invitations.MayNotInvite():
                return InvitationNotYours()
            case invitations.EvidenceWanted():
                return EvidenceWanted()
            case invitations.TooManyInvitations(most=most):
                return TooManyInvitations(limit=most)
            case unreachable:
                assert_never(unreachable)


async def _ask(world: Context, said: MakeInvitationInput) -> invitations.Ask:
    me = world.actor.speaks_for
    if me is None:
        raise Unauthenticated
    return invitations.Ask(
        offer=said.offer,
        other_becomes=said.other_becomes,
        about=uuid_of(said.child_id, "Person") if said.child_id else None,
        sharing=said.sharing,
        evidence=await sealed_evidence(me, said.evidence) if said.evidence else None,
    )
