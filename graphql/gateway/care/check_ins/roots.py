"""The part of the root types about questions to seniors."""

import strawberry

from gateway.care.check_ins.answer_check_in import AnswerCheckInMutation
from gateway.care.check_ins.plan_check_ins import CheckInPlanQuery, PlanCheckInsMutation
from gateway.care.check_ins.read_check_in import CheckInQuery

__all__ = ["Mutation", "Query"]


@strawberry.type
class Query(CheckInQuery, CheckInPlanQuery):
    """How it stands, and what is planned."""


@strawberry.type
class Mutation(AnswerCheckInMutation, PlanCheckInsMutation):
    """Answering and planning, one file each."""
