"""The part of the root types about what each of them sees of a senior's care."""

import strawberry

from gateway.care.views.read_senior_days import SeniorDaysQuery
from gateway.care.views.read_senior_home import SeniorHomeQuery

__all__ = ["Query"]


@strawberry.type
class Query(SeniorHomeQuery, SeniorDaysQuery):
    """Her own screen, her guardians' days."""
