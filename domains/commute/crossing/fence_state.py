"""What is held of one child at one fence between two fixes."""

from dataclasses import dataclass, replace
from enum import IntEnum
from uuid import UUID

from domains.commute.crossing.visit import Crossing


class Side(IntEnum):
    """Outside; inside but not yet for the dwell; visiting."""

    OUT = 0
    WAITING = 1
    IN = 2


@dataclass(slots=True)
class FenceState:
    """The state machine's memory: small, and only for fences where something is under way.

    `evidence` (nats) speaks for the other side than `side`; `crossed` is when that other side
    would have begun; `judged_to` the moment up to which all is settled. `fixes` and `closest_m`
    are counted on the inside. `first` marks a stay that had begun before anything was known.
    """

    place_id: UUID
    side: Side = Side.OUT
    evidence: float = 0.0
    crossed: float | None = None
    since: float = 0.0
    judged_to: float = float("-inf")
    fixes: int = 0
    closest_m: float = float("inf")
    first: bool = False
    entered: Crossing | None = None

    def copy(self) -> "FenceState":
        return replace(self)

    @property
    def is_idle(self) -> bool:
        return self.side is Side.OUT and self.evidence == 0
