"""What a run of chaos is asked for, and what follows from it."""

import math
from dataclasses import dataclass

SECONDS_A_KILL = 5.0
"""A killed process needs most of this to come back on a busy machine of two cores."""

SLOWEST_VISIT_S = 45.0
"""On the wall clock. A visit's arrival must be told before its departure, or a phone rightly
shows the departure alone: the stay, about two thirds of a visit, is longer than any recovery."""

MOST_VISITS = 4
WALKING_PART = 0.85
"""Of the run; the rest is for phones that start later, and for what they could not send."""


@dataclass(frozen=True, slots=True)
class Order:
    """One run: the same seed gives the same city, the same walks and the same blows."""

    seed: int
    crossings: int = 2_000
    kills: int = 50

    @property
    def lasts_s(self) -> float:
        """How long the phones walk."""
        return max(SLOWEST_VISIT_S / WALKING_PART, self.kills * SECONDS_A_KILL)

    @property
    def visits(self) -> int:
        """Visits of each child: as many as leave each of them time."""
        fit = int(self.lasts_s * WALKING_PART / SLOWEST_VISIT_S)
        return max(1, min(MOST_VISITS, fit))

    @property
    def pupils(self) -> int:
        """Children whose every crossing is told."""
        return math.ceil(self.crossings / (2 * self.visits))
