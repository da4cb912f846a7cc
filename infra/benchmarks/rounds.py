"""What each child does in each round of a contest, made before anything is timed."""

import time
from collections.abc import Sequence
from itertools import chain

from infra.benchmarks.swing import STEP_S, SWING, Point, swings
from infra.benchmarks.town import Resident

BEGAN_AGO_S = 22 * 3600
"""The oldest fix; a little less than raw positions are kept."""

Rounds = list[list[list[Point]]]
"""By round and child, fixes in order of time."""


def make_rounds(town: Sequence[Resident], *, rounds: int, swings_each: int) -> Rounds:
    """Every fix lies in the past and younger than the retention. Raises ValueError if not."""
    swung = rounds * swings_each
    if swung * SWING * STEP_S > BEGAN_AGO_S:
        raise ValueError(f"{rounds} rounds of {swings_each} swings do not fit into a day")
    begins = int(time.time()) - BEGAN_AGO_S
    walks = [list(swings(one.school, begins=begins, count=swung, seed=one.number)) for one in town]
    return [
        [list(chain(*walk[first : first + swings_each])) for walk in walks]
        for first in range(0, swung, swings_each)
    ]
