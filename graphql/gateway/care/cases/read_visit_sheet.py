"""`careVisitSheet`: where she lives and how to ring her, for who goes there."""

from typing import Annotated, assert_never

import strawberry

from domains.care.public import cases
from gateway.care.cases.position_type import CarePosition, position_type
from gateway.care.cases.send_care_case_on import OFFICES, CareCaseNotInYourHands
from gateway.care.cases.types import CareCaseNotFound, CareCaseOver
from gateway.context import Info
from gateway.declarations import RESCUE, Holding
from gateway.fields import query
from gateway.global_ids import uuid_of
from gateway.permissions import SignedIn


@strawberry.type(description="For the way to her door, and not longer than the case is yours.")
class CareVisitSheet:
    case_id: strawberry.ID = strawberry.field(description="The case.")
    address: str | None = strawberry.field(description="As it stands in her plan.")
    number: str | None = strawberry.field(description="A telephone number of hers that is proved.")
    position: CarePosition | None = strawberry.field(
        description="Where her phone was when she cried for help, if she agreed to that: she may "
        "not be at home. For her care workers; null for a centre and the control room."
    )


CareVisitSheetResult = Annotated[
    CareVisitSheet | CareCaseNotInYourHands | CareCaseOver | CareCaseNotFound,
    strawberry.union("CareVisitSheetResult"),
]


@strawberry.type
class CareVisitSheetQuery:
    @query(
        allow=SignedIn(),
        about=Holding("caseId", "CareCase", open_to=OFFICES),
        under=RESCUE,
        description="Her address and telephone, for a care worker, a centre or the control room "
        "that has taken an open case of hers. The look is audited.",
    )
    async def care_visit_sheet(self, info: Info, case_id: strawberry.ID) -> CareVisitSheetResult:
        world = info.context
        found = await cases.show_visit_sheet(
            world.actor, case_id=uuid_of(case_id, "CareCase"), clock=world.clock, ids=world.ids
        )
        match found:
            case cases.VisitSheet(address=address, number=number, position=position):
                return CareVisitSheet(
                    case_id=case_id,
                    address=address,
                    number=number,
                    position=position_type(position),
                )
            case cases.NotInYourHands():
                return CareCaseNotInYourHands(case_id=case_id)
            case cases.CaseOver():
                return CareCaseOver(case_id=case_id)
            case cases.NotYourCase():
                return CareCaseNotFound()
            case unreachable:
                assert_never(unreachable)
