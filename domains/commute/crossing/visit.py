"""What the judge says: visits, each begun by a crossing and perhaps ended by one."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a crossing is believed, in numbers that give no position away.

    `fixes` on the new side until the moment of belief, their `median_accuracy_m` (as believed),
    `observed_s` from the crossing to the last of them, the `closest_m` any came to the centre.
    `interpolated`: the moment was reckoned between two fixes. `since_first_fix`: nothing is
    known from before the crossing, so it may have happened earlier.
    """

    fixes: int
    median_accuracy_m: float
    observed_s: float
    closest_m: float
    interpolated: bool
    since_first_fix: bool = False


@dataclass(frozen=True, slots=True)
class Crossing:
    """The moment a boundary was crossed (epoch seconds, UTC), and how sure that is (0 to 1)."""

    at: float
    confidence: float
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Visit:
    """A stay at a place; `left` is None while it lasts."""

    place_id: UUID
    entered: Crossing
    left: Crossing | None = None

    @property
    def is_open(self) -> bool:
        return self.left is None
