"""How long a worker that died stays away."""

from dataclasses import dataclass
from random import Random


@dataclass(frozen=True, slots=True)
class Backoff:
    """Exponential with jitter between half and whole, so that many do not return as one.

    A worker that lived for `steady_s` is forgiven what was before.
    """

    first_s: float = 0.1
    most_s: float = 30.0
    steady_s: float = 60.0

    def delay(self, *, deaths: int, dice: Random) -> float:
        """Seconds before the start that follows that many deaths in a row, at least one."""
        whole = min(self.most_s, self.first_s * 2.0 ** min(deaths - 1, 30))
        return whole * dice.uniform(0.5, 1.0)
