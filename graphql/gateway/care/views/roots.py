"""The part of the root types about what each of them sees of a senior's care."""

import strawberry

from gateway.care.views.read_board import CareBoardQuery, CareBoardSubscription
from gateway.care.views.read_figures import CareFiguresQuery
from gateway.care.views.read_senior_days import SeniorDaysQuery
from gateway.care.views.read_senior_home import SeniorHomeQuery

__all__ = ["Query", "Subscription"]


@strawberry.type
class Query(SeniorHomeQuery, SeniorDaysQuery, CareBoardQuery, CareFiguresQuery):
    """Her own screen, her guardians' days, her centre's board and figures."""


@strawberry.type
class Subscription(CareBoardSubscription):
    """The board, live."""
