"""Small numbers are hidden before they leave the database.

Whoever sees a cell of two people and knows one of them knows the other. So a number below FEWEST
is no number, and every other is cut down to a step of FEWEST: of the people behind any answer at
least FEWEST different counts would have given the same one. No cell stands in a sum with others
and no two months overlap, so that no answer can be subtracted from another.
"""

from typing import Final

FEWEST: Final = 5


def cut_down(count: int) -> int | None:
    """A count as it is shown: "at least so many", None below FEWEST. The queries do the same."""
    return count // FEWEST * FEWEST or None
