"""`requestErasureReceipt`: a code, shown once, with which the erased learn that it is done."""

from typing import Annotated, assert_never
from uuid import UUID

import strawberry

from domains.governance import public as governance
from gateway.context import Info
from gateway.declarations import OWN_RIGHTS, Holding
from gateway.fields import mutation
from gateway.global_ids import uuid_of
from gateway.governance.open_rights_case import APPLICANT
from gateway.governance.outcomes import RightsCaseNotYours, RightsStepNotPossible
from gateway.permissions import SignedIn


@strawberry.input(description="A receipt for one case of deletion.")
class RequestErasureReceiptInput:
    request_id: UUID = strawberry.field(
        description="Chosen by the client. Each request makes a new code and ends the one before: "
        "a code is not shown twice."
    )
    case_id: strawberry.ID = strawberry.field(description="The case of deletion.")


@strawberry.type(description="Write the code down now: after the erasure nobody signs in any more.")
class RequestErasureReceiptSuccess:
    code: str = strawberry.field(description="Shown this once; only a hash of it is stored.")
    link: str = strawberry.field(description="The page that asks for it; the same for everybody.")
    days_after_answer: int = strawberry.field(
        description="So many days after the answer it opens the closing list."
    )


RequestErasureReceiptResult = Annotated[
    RequestErasureReceiptSuccess | RightsStepNotPossible | RightsCaseNotYours,
    strawberry.union("RequestErasureReceiptResult"),
]


@strawberry.type
class RequestErasureReceiptMutation:
    @mutation(
        allow=SignedIn(),
        about=Holding("input.caseId", "RightsCase", open_to=APPLICANT),
        under=OWN_RIGHTS,
        description="Ask for it right after the case is opened. It shows, without a sign-in, when "
        "everything was destroyed and what the law keeps, and names nobody. For a person without a "
        "phone the desk asks, and hands it over on paper.",
    )
    async def request_erasure_receipt(
        self, info: Info, input: RequestErasureReceiptInput
    ) -> RequestErasureReceiptResult:
        world = info.context
        outcome = await governance.give_receipt(
            world.actor,
            case_id=uuid_of(input.case_id, "RightsCase"),
            clock=world.clock,
            ids=world.ids,
        )
        match outcome:
            case governance.ReceiptGiven(code=code):
                return RequestErasureReceiptSuccess(
                    code=code,
                    link=f"{world.services.public_url}/governance/receipts",
                    days_after_answer=governance.OBJECTION_TERM.days,
                )
            case governance.NotPossible(state=state):
                return RightsStepNotPossible(state=state)
            case governance.NotYours():
                return RightsCaseNotYours()
            case unreachable:
                assert_never(unreachable)
