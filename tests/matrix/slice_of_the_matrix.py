"""A few telling fields, all cells of the pairs: what a deleted check must not get past.

`tests/architecture/test_a_deleted_check_is_noticed.py` runs it in copies of the house.
"""

from tests.matrix.cover import pairwise
from tests.matrix.test_every_cell import hold, quiet

__all__ = ["hold", "quiet"]

TELLING = {
    "Query.me",
    "Query.sosQueue",
    "Query.commuteTimeline",
    "Mutation.pairTracker",
    "Subscription.commuteEvents",
}


async def test_the_slice_holds(hold) -> None:
    await hold("a slice", lambda entry: entry.name in TELLING, pairwise)
