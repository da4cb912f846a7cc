"""`markAuditReviewed`: a month has been looked through."""

from datetime import date, datetime
from typing import Annotated, assert_never
from uuid import UUID

import strawberry

from domains.kernel.actor import Role
from domains.kernel.audit_reviews import MonthNotOver, Reviewed, ReviewedBefore, mark_reviewed
from gateway.context import Info
from gateway.declarations import DUTY, Everybody
from gateway.fields import mutation
from gateway.once import REQUEST_ID, once
from gateway.permissions import HasRole
from gateway.wording import FOR_DEVELOPERS


@strawberry.input(description="A month of the audit that you have looked through.")
class MarkAuditReviewedInput:
    request_id: UUID = strawberry.field(description=REQUEST_ID)
    month: date = strawberry.field(description="Any day of it.")


@strawberry.type(description="It is noted that you have reviewed the month.")
class MarkAuditReviewedSuccess:
    month: date = strawberry.field(description="Its first day.")
    reviewed_at: datetime = strawberry.field(description="When.")


@strawberry.type(description="The month is not over; nothing was noted.")
class AuditMonthNotOver:
    message: str = strawberry.field(
        default="A month is reviewed once it is over.", description=FOR_DEVELOPERS
    )


@strawberry.type(description="The month was reviewed before; nothing was changed.")
class AuditReviewedBefore:
    reviewed_at: datetime = strawberry.field(description="When it was.")


MarkAuditReviewedResult = Annotated[
    MarkAuditReviewedSuccess | AuditMonthNotOver | AuditReviewedBefore,
    strawberry.union("MarkAuditReviewedResult"),
]


@strawberry.type
class MarkAuditReviewedMutation:
    @mutation(
        allow=HasRole(Role.DPO),
        about=Everybody(),
        under=DUTY,
        description="Note that you have reviewed a month of the audit (see auditReviews).",
    )
    async def mark_audit_reviewed(
        self, info: Info, input: MarkAuditReviewedInput
    ) -> MarkAuditReviewedResult:
        return await once(info, input, perform=lambda: _mark(info, input))


async def _mark(info: Info, input: MarkAuditReviewedInput) -> MarkAuditReviewedResult:
    world = info.context
    outcome = await mark_reviewed(world.actor, month=input.month, clock=world.clock, ids=world.ids)
    match outcome:
        case Reviewed():
            return MarkAuditReviewedSuccess(month=outcome.month, reviewed_at=outcome.reviewed_at)
        case MonthNotOver():
            return AuditMonthNotOver()
        case ReviewedBefore():
            return AuditReviewedBefore(reviewed_at=outcome.reviewed_at)
        case unreachable:
            assert_never(unreachable)
