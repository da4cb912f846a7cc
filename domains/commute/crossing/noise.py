"""How noisy a phone is that does not say."""

from math import hypot

from domains.commute.crossing.assumptions import (
    BEST_ACCURACY_M,
    RIDING,
    UNKNOWN_ACCURACY_M,
    VAGUE_ACCURACY_M,
)
from domains.commute.crossing.fix import Fix
from domains.commute.crossing.motion import Estimate

_CLOSE_S = 10.0
"""Neighbours farther apart in time differ by their journey, not only by their noise..."""
_STROLL_M_S = 3.0
_LONG_S = 900.0
"""...unless they got nowhere: what looks like a stroll to and fro is mostly noise."""
_DOUBTED = 2.0
"""A phone whose fixes scatter this many times wider than it states is not believed."""
_MEMORY = 60.0
"""Triples remembered, in effect."""
_WILD = 9.0
"""One sample counts at most so many times the variance known: an outlier is not the rule."""
_ENOUGH = 13.0
_HUNCH = 3.0
"""Triples that the assumed accuracy counts for before any was seen, and that make a doubt."""


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
        if len(window) >= 2:
            self._learn(window[-2], window[-1], fix.at, east, north)
        learnt, weight = self.held or (UNKNOWN_ACCURACY_M**2, 0.0)
        learnt = min(max(learnt, BEST_ACCURACY_M**2), VAGUE_ACCURACY_M**2)
        accuracy = fix.accuracy_m
        if accuracy is None or accuracy <= 0:
            return learnt
        stated = max(accuracy, BEST_ACCURACY_M) ** 2
        return learnt if weight >= _ENOUGH and learnt > _DOUBTED**2 * stated else stated

    def _learn(self, a: Estimate, b: Estimate, at: float, east: float, north: float) -> None:
        before, after = b.t - a.t, at - b.t
        longest = max(before, after)
        if longest <= _CLOSE_S:
            bend = _bend(before, after)
        elif longest <= _LONG_S and hypot(east - a.zx, north - a.zy) < _STROLL_M_S * (at - a.t):
            bend = 0.0
        else:
            return
        part = before / (before + after)
        off_east = b.zx - a.zx - part * (east - a.zx)
        off_north = b.zy - a.zy - part * (north - a.zy)
        shared = 1 + part * part + (1 - part) * (1 - part)
        sample = ((off_east * off_east + off_north * off_north) / 2 - bend) / shared
        learnt, weight = self.held or (UNKNOWN_ACCURACY_M**2, _HUNCH)
        weight = min(weight + 1, _MEMORY)
        self.held = (learnt + (min(sample, _WILD * learnt) - learnt) / weight, weight)


def _bend(before_s: float, after_s: float) -> float:
    """Variance (m2) by which a ride alone takes the middle of three off the line."""
    return RIDING * (before_s * after_s) ** 2 / (3 * (before_s + after_s))
