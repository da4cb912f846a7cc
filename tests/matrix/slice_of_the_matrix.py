"""A few telling fields, all cells of the pairs: what a deleted check must not get past.

`tests/architecture/test_a_deleted_check_is_noticed.py` runs it in copies of the house.
"""

import pytest

from tests.matrix.cover import pairwise
from tests.matrix.entries import entries, schema
from tests.matrix.test_every_cell import city, hold, quiet

__all__ = ["city", "hold", "quiet"]

TELLING = (
    "Query.me",
    "Query.sosQueue",
    "Query.commuteTimeline",
    "Mutation.pairTracker",
    "Subscription.commuteEvents",
)


@pytest.mark.parametrize("field", TELLING)
async def test_the_slice_holds(hold, field) -> None:
    mine = [entry for entry in entries(schema()) if entry.name == field]
    await hold("a slice", mine, pairwise)
