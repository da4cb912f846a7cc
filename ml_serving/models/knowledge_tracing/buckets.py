"""How long ago and how often, in steps that double, as the network is told it."""

import numpy as np
from numpy.typing import NDArray

BUCKETS = 11
"""0 stands for never; otherwise one more than the power of two below: 1 for one, 2 for two and
three, … 10 for 512 and more."""


def bucket(number: NDArray[np.int64]) -> NDArray[np.int64]:
    """`BUCKETS`' numbers of questions since, or of questions so far."""
    return np.minimum(np.frexp(number)[1], BUCKETS - 1).astype(np.int64)
