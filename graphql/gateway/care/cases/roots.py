"""The part of the root types about cases."""

from collections.abc import Mapping
from uuid import UUID

import strawberry

from domains.care.public import cases
from gateway.care.cases.acknowledge_care_case import AcknowledgeCareCaseMutation
from gateway.care.cases.end_care_case import EndCareCaseMutation
from gateway.care.cases.read_case_position import CareCasePositionQuery
from gateway.care.cases.read_cases import SEE_A_CASE, CareCaseQuery
from gateway.care.cases.read_visit_sheet import CareVisitSheetQuery
from gateway.care.cases.record_care_act import RecordCareActMutation
from gateway.care.cases.send_care_case_on import SendCareCaseOnMutation
from gateway.care.cases.types import case_type
from gateway.context import Info
from gateway.declarations import RESCUE, Holding
from gateway.global_ids import Node
from gateway.nodes import Fetcher

__all__ = ["NODES", "Mutation", "Query"]


@strawberry.type
class Query(CareCaseQuery, CareVisitSheetQuery, CareCasePositionQuery):
    """What goes on."""


@strawberry.type
class Mutation(
    AcknowledgeCareCaseMutation,
    RecordCareActMutation,
    EndCareCaseMutation,
    SendCareCaseOnMutation,
):
    """What people do about it, one file each."""


async def _case(info: Info, key: UUID) -> Node | None:
    world = info.context
    found = await cases.show_case(world.actor, case_id=key, clock=world.clock, ids=world.ids)
    if not isinstance(found, cases.CaseView):
        return None
    return case_type(found, reader=world.actor.person_id, locale=world.locale)


NODES: Mapping[str, Fetcher] = {
    "CareCase": Fetcher(_case, about=Holding("id", "CareCase", open_to=SEE_A_CASE), under=RESCUE),
}
