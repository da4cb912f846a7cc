"""The part of the root types about families, offices and stand-ins."""

import strawberry

from gateway.identity.accept_invitation import AcceptInvitationMutation
from gateway.identity.begin_sitting import BeginSittingMutation
from gateway.identity.cancel_invitation import CancelInvitationMutation
from gateway.identity.claim_guardianship import ClaimGuardianshipMutation
from gateway.identity.confirm_guardianship import ConfirmGuardianshipMutation
from gateway.identity.confirm_invitation import ConfirmInvitationMutation
from gateway.identity.decide_role import DecideRoleMutation
from gateway.identity.end_role import EndRoleMutation
from gateway.identity.end_sitting import EndSittingMutation
from gateway.identity.end_stand_in import EndStandInMutation
from gateway.identity.grant_role import GrantRoleMutation
from gateway.identity.hand_over_stand_in import HandOverStandInMutation
from gateway.identity.make_invitation import MakeInvitationMutation
from gateway.identity.open_stand_in import OpenStandInMutation
from gateway.identity.read_guardianships import GuardianshipQuery
from gateway.identity.read_invitations import InvitationQuery
from gateway.identity.read_offices import OfficeQuery
from gateway.identity.read_stand_ins import StandInQuery
from gateway.identity.refuse_guardianship import RefuseGuardianshipMutation
from gateway.identity.share_with_guardian import ShareWithGuardianMutation
from gateway.identity.withdraw_guardianship_claim import WithdrawGuardianshipClaimMutation
from gateway.identity.witness_stand_in import WitnessStandInMutation


@strawberry.type
class FamilyQuery(InvitationQuery, GuardianshipQuery, OfficeQuery, StandInQuery):
    """What waits for whose word, and what one holds."""


@strawberry.type
class FamilyMutation(
    AcceptInvitationMutation,
    BeginSittingMutation,
    CancelInvitationMutation,
    ClaimGuardianshipMutation,
    ConfirmGuardianshipMutation,
    ConfirmInvitationMutation,
    DecideRoleMutation,
    EndRoleMutation,
    EndSittingMutation,
    EndStandInMutation,
    GrantRoleMutation,
    HandOverStandInMutation,
    MakeInvitationMutation,
    OpenStandInMutation,
    RefuseGuardianshipMutation,
    ShareWithGuardianMutation,
    WithdrawGuardianshipClaimMutation,
    WitnessStandInMutation,
):
    """Ties, offices and stand-ins: how they come about, and how they end."""
