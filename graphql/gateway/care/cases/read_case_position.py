"""`careCasePosition`: where she cried for help, for a guardian to whom she shows that."""

from typing import Annotated, assert_never

import strawberry

from domains.care.public import cases
from domains.consent.public import Purpose
from gateway.care.cases.position_type import CarePosition, position_type
from gateway.care.cases.types import CareCaseNotFound, CareCaseOver
from gateway.context import Info
from gateway.declarations import Consent, Holding, Tie
from gateway.fields import query
from gateway.global_ids import uuid_of
from gateway.permissions import SignedIn


@strawberry.type(description="For whoever looks for her, while the case is open.")
class CareCasePosition:
    case_id: strawberry.ID = strawberry.field(description="The case.")
    position: CarePosition | None = strawberry.field(
        description="Null where she sent none, or does not show you where she is."
    )


CareCasePositionResult = Annotated[
    CareCasePosition | CareCaseOver | CareCaseNotFound,
    strawberry.union("CareCasePositionResult"),
]


@strawberry.type
class CareCasePositionQuery:
    @query(
        allow=SignedIn(),
        about=Holding("caseId", "CareCase", open_to=frozenset({Tie.SENIOR_GUARDIAN})),
        under=Consent(Purpose.CARE_LOCATION),
        description="Where her phone was when she cried for help: for a guardian with whom she "
        "shares her location. The look is audited, and she is told of it. A care worker has it on "
        "the visit sheet.",
    )
    async def care_case_position(
        self, info: Info, case_id: strawberry.ID
    ) -> CareCasePositionResult:
        world = info.context
        found = await cases.show_position(
            world.actor, case_id=uuid_of(case_id, "CareCase"), clock=world.clock, ids=world.ids
        )
        match found:
            case cases.WhereSheWas(position=position):
                return CareCasePosition(case_id=case_id, position=position_type(position))
            case cases.CaseOver():
                return CareCaseOver(case_id=case_id)
            case cases.NotYourCase():
                return CareCaseNotFound()
            case unreachable:
                assert_never(unreachable)
