"""Identity's part of the root types."""

import strawberry

from gateway.declarations import SERVICE, Holding, Tie
from gateway.identity.add_contact_number import AddContactNumberMutation
from gateway.identity.end_other_sessions import EndOtherSessionsMutation
from gateway.identity.end_relation import EndRelationMutation
from gateway.identity.end_session import EndSessionMutation
from gateway.identity.family_roots import FamilyMutation, FamilyQuery
from gateway.identity.grant_relation import GrantRelationMutation
from gateway.identity.pair_tracker import PairTrackerMutation
from gateway.identity.read_accounts import AccountsQuery
from gateway.identity.read_contact_numbers import ContactNumbersQuery
from gateway.identity.read_myself import MyselfQuery, fetch_person
from gateway.identity.read_sessions import SessionsQuery
from gateway.identity.register_push_device import RegisterPushDeviceMutation
from gateway.identity.register_web_push import RegisterWebPushMutation, WebPushQuery
from gateway.identity.remove_contact_number import RemoveContactNumberMutation
from gateway.identity.revoke_device import RevokeDeviceMutation
from gateway.identity.unlink_account import UnlinkAccountMutation
from gateway.identity.verify_contact_number import VerifyContactNumberMutation
from gateway.nodes import Fetcher

__all__ = ["NODES", "Mutation", "Query"]

NODES = {
    "Person": Fetcher(
        fetch_person,
        about=Holding("id", "Person", open_to=frozenset({Tie.SELF})),
        under=SERVICE,
    )
}


@strawberry.type
class Query(
    MyselfQuery, SessionsQuery, AccountsQuery, ContactNumbersQuery, WebPushQuery, FamilyQuery
):
    """Identity's queries."""


@strawberry.type
class Mutation(
    RegisterPushDeviceMutation,
    RegisterWebPushMutation,
    AddContactNumberMutation,
    VerifyContactNumberMutation,
    RemoveContactNumberMutation,
    PairTrackerMutation,
    RevokeDeviceMutation,
    EndSessionMutation,
    EndOtherSessionsMutation,
    UnlinkAccountMutation,
    EndRelationMutation,
    GrantRelationMutation,
    FamilyMutation,
):
    """Identity's mutations, one file each."""
