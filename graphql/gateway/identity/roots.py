"""Identity's part of the root types."""

import strawberry

from gateway.identity.end_relation import EndRelationMutation
from gateway.identity.grant_relation import GrantRelationMutation
from gateway.identity.pair_tracker import PairTrackerMutation
from gateway.identity.read_myself import Query, fetch_person
from gateway.identity.register_push_device import RegisterPushDeviceMutation
from gateway.identity.revoke_device import RevokeDeviceMutation

__all__ = ["NODES", "Mutation", "Query"]

NODES = {"Person": fetch_person}


@strawberry.type
class Mutation(
    RegisterPushDeviceMutation,
    PairTrackerMutation,
    RevokeDeviceMutation,
    EndRelationMutation,
    GrantRelationMutation,
):
    """Identity's mutations, one file each."""
