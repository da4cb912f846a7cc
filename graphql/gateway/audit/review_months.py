"""`auditReviews`: the months that the DPO looks through."""

import strawberry

from domains.kernel.actor import Role
from domains.kernel.audit_reviews import review_months
from gateway.audit.types import AuditMonth, month_type
from gateway.context import Info
from gateway.declarations import DUTY, Everybody
from gateway.execution.faults import RequestRefused
from gateway.fields import query
from gateway.permissions import HasRole

MOST_MONTHS = 24


@strawberry.type
class ReviewsQuery:
    @query(
        allow=HasRole(Role.DPO),
        about=Everybody(),
        under=DUTY,
        description="The last months of the audit in figures, this one first, with what is "
        "unusual: many people read about in one day, reading at night. The law asks for a review "
        "every month; see markAuditReviewed.",
    )
    async def audit_reviews(self, info: Info, months: int = 3) -> list[AuditMonth]:
        if not 1 <= months <= MOST_MONTHS:
            raise RequestRefused(f"months: from 1 to {MOST_MONTHS}.", code="BAD_USER_INPUT")
        world = info.context
        reviews = await review_months(world.actor, months=months, clock=world.clock, ids=world.ids)
        return [month_type(review) for review in reviews]
