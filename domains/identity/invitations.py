"""Invitations: one side asks, the other answers with the code, the first confirms."""

from domains.identity.answer_invitation import (
    Answer,
    Answered,
    NotAnAdult,
    accept_invitation,
    cancel_invitation,
)
from domains.identity.claim_guardianship import Claimed, TooManyClaims
from domains.identity.confirm_invitation import ConfirmOutcome, NobodyThere, confirm_invitation
from domains.identity.grant_relation import AlreadyStands, Granted
from domains.identity.invitation_policy import Offer, Side, Stage
from domains.identity.make_invitation import (
    Ask,
    EvidenceWanted,
    InvitationMade,
    InviteOutcome,
    MayNotInvite,
    TooManyInvitations,
    make_invitation,
)
from domains.identity.see_invitation import (
    InvitationClosed,
    InvitationView,
    my_invitations,
    see_invitation,
)
from domains.identity.take_over import NotAFreshAccount, TakenOver

__all__ = [
    "AlreadyStands",
    "Answer",
    "Answered",
    "Ask",
    "Claimed",
    "ConfirmOutcome",
    "EvidenceWanted",
    "Granted",
    "InvitationClosed",
    "InvitationMade",
    "InvitationView",
    "InviteOutcome",
    "MayNotInvite",
    "NobodyThere",
    "NotAFreshAccount",
    "NotAnAdult",
    "Offer",
    "Side",
    "Stage",
    "TakenOver",
    "TooManyClaims",
    "TooManyInvitations",
    "accept_invitation",
    "cancel_invitation",
    "confirm_invitation",
    "make_invitation",
    "my_invitations",
    "see_invitation",
]
