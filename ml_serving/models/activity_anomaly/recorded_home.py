"""A home's record, as every generator tells it: what was sensed, by whom, and what was true.

A format, no parameter: the generator for tuning and the one that gives the reported figures share
nothing else.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


class Kind(IntEnum):
    """Of sensors."""

    MOTION = 0
    DOOR = 1
    POWER = 2


class By(IntEnum):
    """Who caused an event."""

    PERSON = 0
    OTHER_PERSON = 1
    PET = 2
    APPLIANCE = 3


@dataclass(frozen=True, slots=True)
class RecordedHome:
    """Events in order of arrival, and truths as intervals [N, 2]; all times in epoch seconds.

    `kind` is a `Kind`; `sensor` indexes `sensors`; `by` is a `By`. The person is
    home with nobody else in `alone`, in bed in `asleep`, in the bathroom in `bathroom`. `outages`
    and `pauses` are those that a caller would tell of.
    """

    name: str
    since: float
    days: int
    sensors: Sequence[str]
    at: Floats
    kind: NDArray[np.int8]
    sensor: NDArray[np.int16]
    by: NDArray[np.int8]
    alone: Floats
    asleep: Floats
    bathroom: Floats
    outages: Floats
    pauses: Floats
