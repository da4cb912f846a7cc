"""A few telling fields, all cells of the pairs: what a deleted check must not get past.

`tests/architecture/test_a_deleted_check_is_noticed.py` runs it in copies of the house.
"""

from tests.matrix.cover import pairwise
from tests.matrix.entries import Entry
from tests.matrix.predict import Cell
from tests.matrix.test_every_cell import hold, quiet, tell

__all__ = ["quiet", "tell"]

TELLING = {
    "Query.me",
    "Query.sosQueue",
    "Query.commuteTimeline",
    "Mutation.pairTracker",
    "Subscription.commuteEvents",
}


def a_slice(entries: list[Entry]) -> list[Cell]:
    return pairwise([entry for entry in entries if entry.name in TELLING])


async def test_the_slice_holds(database, valkey, settings, ids, tell, quiet) -> None:
    await hold(settings, valkey, ids, tell, a_slice)
