"""What a run of chaos is asked for, and what follows from it."""

import math
from dataclasses import dataclass

SHORTEST_VISIT_S = 20.0
"""On the wall clock: several blows may fall between an arrival and its departure."""

MOST_VISITS = 4
WALKING_PART = 0.85
"""Of the run; the rest is for phones that start later, and for what they could not send."""


@dataclass(frozen=True, slots=True)
class Order:
    """One run: the same seed gives the same city, the same walks and the same blows."""

    seed: int
    crossings: int = 2_000
    kills: int = 50
    seconds_a_kill: float = 5.0
    """A killed process needs most of this to come back on a busy machine of two cores."""

    @property
    def lasts_s(self) -> float:
        """How long the phones walk."""
        return max(SHORTEST_VISIT_S / WALKING_PART, self.kills * self.seconds_a_kill)

    @property
    def visits(self) -> int:
        """Visits of each child: as many as leave each of them time."""
        fit = int(self.lasts_s * WALKING_PART / SHORTEST_VISIT_S)
        return max(1, min(MOST_VISITS, fit))

    @property
    def pupils(self) -> int:
        """Children whose every crossing is told."""
        return math.ceil(self.crossings / (2 * self.visits))
