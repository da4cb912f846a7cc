"""How noisy a phone is that does not say."""

from domains.commute.crossing.assumptions import (
    BEST_ACCURACY_M,
    UNKNOWN_ACCURACY_M,
    VAGUE_ACCURACY_M,
)
from domains.commute.crossing.fix import Fix
from domains.commute.crossing.motion import Estimate

_CLOSE_S = 10.0
"""Neighbours farther apart in time differ by their journey, not only by their noise."""
_MEMORY = 20.0
"""Triples remembered, in effect."""
_HUNCH = 3.0
"""Triples that the assumed accuracy counts for before any was seen."""


class NoiseMeter:
    """Learns a variance (m2, per axis) from how far fixes lie off the line of their neighbours.

    Of three fixes close in time the middle one should lie between the others; what it is off
    is noise, its own and a share of theirs. Movement bends little within seconds.
    """

    __slots__ = ("held",)

    def __init__(self, held: tuple[float, float] | None) -> None:
        self.held = held

    def variance(self, fix: Fix, east: float, north: float, window: list[Estimate]) -> float:
        """The variance to believe for `fix`, which lies at (east, north) after `window`."""
        accuracy = fix.accuracy_m
        if accuracy is not None and accuracy > 0:
            return max(accuracy, BEST_ACCURACY_M) ** 2
        if len(window) >= 2:
            self._learn(window[-2], window[-1], fix.at, east, north)
        learnt, _ = self.held or (UNKNOWN_ACCURACY_M**2, 0.0)
        return min(max(learnt, BEST_ACCURACY_M**2), VAGUE_ACCURACY_M**2)

    def _learn(self, a: Estimate, b: Estimate, at: float, east: float, north: float) -> None:
        if b.t - a.t > _CLOSE_S or at - b.t > _CLOSE_S:
            return
        part = (b.t - a.t) / (at - a.t)
        off_east = b.zx - a.zx - part * (east - a.zx)
        off_north = b.zy - a.zy - part * (north - a.zy)
        shared = 2 * (1 + part * part + (1 - part) * (1 - part))
        sample = (off_east * off_east + off_north * off_north) / shared
        learnt, weight = self.held or (UNKNOWN_ACCURACY_M**2, _HUNCH)
        weight = min(weight + 1, _MEMORY)
        self.held = (learnt + (sample - learnt) / weight, weight)
