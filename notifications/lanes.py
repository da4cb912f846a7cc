"""The four lanes of the wire: each has its own queue, its own share, and waits for no other."""

from collections.abc import Mapping
from enum import IntEnum
from types import MappingProxyType
from typing import Final

from notifications.notification import Category


class Lane(IntEnum):
    """As kept in the ledger; the lower goes first wherever two must share."""

    SAFETY = 0
    CARE = 1
    SERVICE = 2
    ADVERTISING = 3

    @property
    def category(self) -> Category:
        return CATEGORY_OF[self]


CATEGORY_OF: Final[Mapping[Lane, Category]] = MappingProxyType(
    {
        Lane.SAFETY: Category.SAFETY,
        Lane.CARE: Category.CARE,
        Lane.SERVICE: Category.SERVICE,
        Lane.ADVERTISING: Category.ADVERTISING,
    }
)

LANE_OF: Final[Mapping[Category, Lane]] = MappingProxyType(
    {category: lane for lane, category in CATEGORY_OF.items()}
)


def lane_of(category: Category) -> Lane:
    """The lane of a notification is its category's."""
    return LANE_OF[category]
