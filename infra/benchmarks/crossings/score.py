"""Counting hits, misses and false alarms of one place, and adding them up."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from infra.benchmarks.crossings.truth import Moment, Truth


@dataclass
class Tally:
    """Of one kind of crossing. `left_out` are found ones in the grazing band or in a gap."""

    hits: int = 0
    missed: int = 0
    false: int = 0
    left_out: int = 0
    offs_s: list[float] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.hits / (self.hits + self.false) if self.hits + self.false else 1.0

    @property
    def recall(self) -> float:
        return self.hits / (self.hits + self.missed) if self.hits + self.missed else 1.0

    def add(self, other: "Tally") -> None:
        self.hits += other.hits
        self.missed += other.missed
        self.false += other.false
        self.left_out += other.left_out
        self.offs_s += other.offs_s


def score(
    kind: str,
    found: Sequence[float],
    truth: Truth,
    *,
    tolerance_s: float,
    gaps: Sequence[tuple[float, float]] = (),
) -> Tally:
    """Each sure crossing takes the nearest unclaimed find within the tolerance.

    Nobody can tell a crossing that happened while the phone was silent: visits that begin or
    end in one of the `gaps` are left out whole.
    """
    tally = Tally()
    gaps = [*gaps, *(visit for visit in truth.visits if any(_in_gap(t, gaps) for t in visit))]
    unclaimed = sorted(found)
    sure = [m.at for m in truth.sure if m.kind == kind and not _in_gap(m.at, gaps)]
    for at in sure:
        nearest = min(unclaimed, key=lambda other: abs(other - at), default=None)
        if nearest is None or abs(nearest - at) > tolerance_s:
            tally.missed += 1
        else:
            unclaimed.remove(nearest)
            tally.hits += 1
            tally.offs_s.append(nearest - at)
    possible = [m for m in truth.possible if m.kind == kind]
    grazing = truth.grazing.get(kind, [])
    for at in unclaimed:
        if _in_gap(at, gaps) or _near(possible, at, tolerance_s) or _in_gap(at, grazing):
            tally.left_out += 1
        else:
            tally.false += 1
    return tally


def _near(possible: Sequence[Moment], at: float, tolerance_s: float) -> bool:
    return any(abs(moment.at - at) <= tolerance_s for moment in possible)


def _in_gap(at: float, gaps: Sequence[tuple[float, float]]) -> bool:
    return any(start - 10 <= at <= end + 10 for start, end in gaps)
