"""What clients see of invitations."""

from datetime import datetime

import strawberry

from domains.identity.public import SharingScope, invitations
from gateway.global_ids import global_id
from gateway.wording import FOR_DEVELOPERS


@strawberry.type(description="An invitation that you made, accepted, or hold the code of.")
class Invitation:
    id: strawberry.ID = strawberry.field(description="For confirmInvitation, cancelInvitation.")
    offer: invitations.Offer = strawberry.field(description="What comes of it.")
    stage: invitations.Stage = strawberry.field(description="How far it has come.")
    other_becomes: invitations.Side = strawberry.field(description="Whoever enters the code.")
    inviter_name: str = strawberry.field(description="Who asks.")
    about_name: str | None = strawberry.field(
        description="Whom it is about, where that is not the inviter."
    )
    accepted_name: str | None = strawberry.field(description="Who accepted; null until then.")
    sharing: list[SharingScope] | None = strawberry.field(
        description="What the guardian of a senior would see; null for other offers."
    )
    expires_at: datetime = strawberry.field(description="From then on it leads nowhere.")


@strawberry.type(
    description="No invitation is open to you here: mistyped, expired, used, called off, or "
    "never made."
)
class InvitationNotFound:
    message: str = strawberry.field(
        default="No invitation is open to you here.", description=FOR_DEVELOPERS
    )


@strawberry.type(description="Legal guardianship is claimed with evidence: say what can be shown.")
class EvidenceWanted:
    message: str = strawberry.field(
        default="Say what can be shown, such as a family register.", description=FOR_DEVELOPERS
    )


@strawberry.type(description="You have as many open invitations as there may be.")
class TooManyInvitations:
    limit: int = strawberry.field(description="How many there may be.")


def invitation_type(view: invitations.InvitationView) -> Invitation:
    return Invitation(
        id=global_id("Invitation", view.invitation_id),
        offer=view.offer,
        stage=view.stage,
        other_becomes=view.other_becomes,
        inviter_name=view.inviter_name,
        about_name=view.about_name,
        accepted_name=view.accepted_name,
        sharing=None if view.sharing is None else sorted(view.sharing),
        expires_at=view.expires_at,
    )
