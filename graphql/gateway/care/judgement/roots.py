"""The part of the root types about how closely homes are listened to."""

import strawberry

from gateway.care.judgement.read_care_sensitivity import CareSensitivityQuery
from gateway.care.judgement.read_household import CareHouseholdQuery
from gateway.care.judgement.read_visits import CareVisitsQuery
from gateway.care.judgement.set_care_bound import CareBoundMutation
from gateway.care.judgement.set_care_mode import CareModeMutation
from gateway.care.judgement.tell_of_home import TellOfHomeMutation
from gateway.care.judgement.was_this_right import CareOpinionMutation

__all__ = ["Mutation", "Query"]


@strawberry.type
class Query(CareSensitivityQuery, CareHouseholdQuery, CareVisitsQuery):
    """Modes and bounds, and what was told of a home."""


@strawberry.type
class Mutation(CareModeMutation, CareBoundMutation, CareOpinionMutation, TellOfHomeMutation):
    """What humans set and say of the judgement, one file each."""
