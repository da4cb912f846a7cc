"""The audit's part of the root types."""

import strawberry

from gateway.audit.mark_reviewed import MarkAuditReviewedMutation
from gateway.audit.read_trail import TrailQuery
from gateway.audit.review_months import ReviewsQuery

__all__ = ["Mutation", "Query"]


@strawberry.type
class Query(TrailQuery, ReviewsQuery):
    """The audit's queries."""


@strawberry.type
class Mutation(MarkAuditReviewedMutation):
    """The audit's one mutation."""
