"""Stand-in accounts: a community centre acts for somebody without a phone, at the desk."""

from domains.identity.desk_list import StandInView, stand_ins_of
from domains.identity.end_stand_in import StandInOver, end_stand_in
from domains.identity.make_invitation import InvitationMade, TooManyInvitations
from domains.identity.open_stand_in import (
    Newcomer,
    NotYourDesk,
    StandInState,
    open_stand_in,
    witness_stand_in,
)
from domains.identity.sittings import Sat, begin_sitting, end_sitting, hand_over_code
from domains.identity.stand_in_policy import ProofKind

__all__ = [
    "InvitationMade",
    "Newcomer",
    "NotYourDesk",
    "ProofKind",
    "Sat",
    "StandInOver",
    "StandInState",
    "StandInView",
    "TooManyInvitations",
    "begin_sitting",
    "end_sitting",
    "end_stand_in",
    "hand_over_code",
    "open_stand_in",
    "stand_ins_of",
    "witness_stand_in",
]
