"""How long ago a skill was practised, counted in questions, as the network is told it."""

import numpy as np
from numpy.typing import NDArray

GAPS = 11
"""0: the skill's first question; otherwise one more than the questions since, in powers of two:
1 for the very next, 2 for the second and third, … 10 for 512 and more."""


def gap_bucket(since: NDArray[np.int64]) -> NDArray[np.int64]:
    """`GAPS`'s buckets of the questions since; 0 stands for a skill never asked for."""
    return np.minimum(np.frexp(since)[1], GAPS - 1).astype(np.int64)
