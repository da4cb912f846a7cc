"""How moments, days and money look on the wire."""

from datetime import UTC, date, datetime
from typing import NewType

import strawberry
from strawberry.types.scalar import ScalarDefinition

WonAmount = NewType("WonAmount", int)
"""Whole Korean won; use it where a field or input carries `domains.kernel.money.Won.amount`."""

LARGEST_SAFE_INTEGER = 2**53 - 1
"""JSON numbers beyond this lose digits in JavaScript clients."""


def write_moment(moment: datetime) -> str:
    """UTC ISO-8601 with a Z. Raises ValueError for a naive moment, which is a bug."""
    if moment.tzinfo is None:
        raise ValueError("a moment without a zone must not leave the house")
    if moment.tzinfo is not UTC:
        moment = moment.astimezone(UTC)
    return moment.isoformat()[:-6] + "Z"


def read_moment(text: object) -> datetime:
    """An aware UTC moment from ISO-8601; the zone must be said."""
    if not isinstance(text, str):
        raise ValueError("a DateTime is an ISO-8601 string")
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("a DateTime needs its zone, such as 2026-03-02T08:31:05Z")
    return moment.astimezone(UTC)


def read_day(text: object) -> date:
    """A calendar day from ISO-8601."""
    if not isinstance(text, str) or len(text) != len("2026-03-02"):
        raise ValueError("a Date looks like 2026-03-02")
    return date.fromisoformat(text)


def check_won(amount: object) -> int:
    """A whole, non-negative amount that every client can hold exactly."""
    if type(amount) is not int or not 0 <= amount <= LARGEST_SAFE_INTEGER:
        raise ValueError("an amount of won is a whole number from 0 to 2^53-1")
    return amount


SCALARS: dict[object, ScalarDefinition] = {
    datetime: strawberry.scalar(
        name="DateTime",
        description="A moment: ISO-8601 in UTC, such as 2026-03-02T08:31:05Z.",
        specified_by_url="https://scalars.graphql.org/andimarek/date-time",
        serialize=write_moment,
        parse_value=read_moment,
    ),
    date: strawberry.scalar(
        name="Date",
        description="A calendar day in Asia/Seoul: ISO-8601, such as 2026-03-02.",
        serialize=date.isoformat,
        parse_value=read_day,
    ),
    WonAmount: strawberry.scalar(
        name="Won",
        description="Money: whole Korean won, never negative, never a fraction.",
        serialize=check_won,
        parse_value=check_won,
    ),
}
