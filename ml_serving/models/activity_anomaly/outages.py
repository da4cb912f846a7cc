"""When a home could not be heard: an outage, a pause for hospital or travel. Silence stops then."""

from collections.abc import Iterable, Sequence
from typing import TypeAlias

Interval: TypeAlias = tuple[float, float]
"""From and to, epoch seconds."""


def merged(intervals: Iterable[Interval]) -> tuple[Interval, ...]:
    """The same time, told once: overlapping reports of one outage must not stop the clock twice."""
    out: list[Interval] = []
    for start, end in sorted(intervals):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], end))
        else:
            out.append((start, end))
    return tuple(out)


def overlap_s(intervals: Sequence[Interval], start: float, end: float) -> float:
    """Seconds of `start`..`end` that lie in merged `intervals`."""
    return sum((max(0.0, min(end, to) - max(start, since)) for since, to in intervals), 0.0)
