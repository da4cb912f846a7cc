"""The rights desk's part of the root types."""

import strawberry

from gateway.governance.breaches import BreachMutation, BreachQuery
from gateway.governance.erase_person import CarryOutErasureMutation, ErasureQuery
from gateway.governance.follow_rights_case import FollowRightsCaseMutation
from gateway.governance.handle_rights_case import HandleRightsCaseMutation
from gateway.governance.holidays import HolidayMutation, HolidayQuery
from gateway.governance.open_rights_case import OpenRightsCaseMutation
from gateway.governance.open_rights_case_at_desk import OpenRightsCaseAtDeskMutation
from gateway.governance.read_rights import RightsQuery
from gateway.governance.request_erasure_receipt import RequestErasureReceiptMutation
from gateway.governance.request_rights_export import RequestRightsExportMutation

__all__ = ["Mutation", "Query"]


@strawberry.type
class Query(RightsQuery, ErasureQuery, BreachQuery, HolidayQuery):
    """What the desk shows."""


@strawberry.type
class Mutation(
    OpenRightsCaseMutation,
    FollowRightsCaseMutation,
    RequestRightsExportMutation,
    RequestErasureReceiptMutation,
    CarryOutErasureMutation,
    OpenRightsCaseAtDeskMutation,
    HandleRightsCaseMutation,
    BreachMutation,
    HolidayMutation,
):
    """What is asked of the desk, and what it answers."""
