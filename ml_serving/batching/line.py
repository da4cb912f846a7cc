"""Who waits for one version, and who goes next."""

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from ml_serving.batching.ask import Priority

PATIENCE = 8
"""Batches that may pass a class over before the next one is its own."""


class Waiting(Protocol):
    """What a line must know of those who stand in it; they are told apart by identity."""

    @property
    def rows(self) -> int: ...
    @property
    def deadline(self) -> float: ...
    @property
    def priority(self) -> Priority: ...


W = TypeVar("W", bound=Waiting)


@dataclass(frozen=True, slots=True)
class Taken(Generic[W]):
    """Those who go now, and those who were found too late on the way."""

    batch: Sequence[W]
    late: Sequence[W]


class Line(Generic[W]):
    """First come, first served within a class; the more urgent class first between them.

    No class starves: after `PATIENCE` batches that left it waiting, the next one is filled from it
    first. Those who were in a worker's hands when it died stand before all others, and go alone:
    one of them may be what killed it.
    """

    def __init__(self, *, bound: int) -> None:
        self._bound = bound
        self._classes: dict[Priority, OrderedDict[W, None]] = {
            priority: OrderedDict() for priority in Priority
        }
        self._suspects: OrderedDict[W, None] = OrderedDict()
        self._passed = dict.fromkeys(Priority, 0)
        self.rows = 0

    def offer(self, entry: W) -> bool:
        """Whether there was room."""
        if self.rows + entry.rows > self._bound:
            return False
        self._classes[entry.priority][entry] = None
        self.rows += entry.rows
        return True

    def readmit(self, suspects: Iterable[W]) -> None:
        """Take back those who were admitted before: they need no room."""
        for entry in suspects:
            self._suspects[entry] = None
            self.rows += entry.rows

    def withdraw(self, entry: W) -> bool:
        """Whether it still stood here; its place is free at once."""
        for line in (self._classes[entry.priority], self._suspects):
            if entry in line:
                self._remove(line, entry)
                return True
        return False

    def drain(self) -> Sequence[W]:
        """Everybody, out of the line."""
        lines = (self._suspects, *self._classes.values())
        everybody = [entry for line in lines for entry in line]
        for line in lines:
            line.clear()
        self.rows = 0
        return everybody

    def most_urgent(self) -> Priority:
        """Of those who wait. Raises ValueError where nobody does."""
        waiting = [priority for priority, line in self._classes.items() if line]
        return min([*waiting, *(entry.priority for entry in self._suspects)])

    @property
    def has_suspects(self) -> bool:
        return bool(self._suspects)

    def take(self, *, seats: int, now: float) -> Taken[W]:
        """As many rows as there are seats; one entry of more rows than that goes alone.

        Nobody overtakes within a class: who does not fit waits, and so does everybody behind.
        """
        late: list[W] = []
        batch: list[W] = []
        if self._fill(self._suspects, batch, late, seats=0, now=now):
            return Taken(batch, late)
        for priority in self._order():
            left = seats - sum(entry.rows for entry in batch)
            fell = self._fill(self._classes[priority], batch, late, seats=left, now=now)
            self._passed[priority] = 0 if fell else self._passed[priority] + bool(batch)
        return Taken(batch, late)

    def _order(self) -> Sequence[Priority]:
        waiting = [priority for priority, line in self._classes.items() if line]
        for priority in Priority:
            if priority not in waiting:
                self._passed[priority] = 0
        return sorted(waiting, key=lambda each: (self._passed[each] < PATIENCE, each))

    def _fill(
        self, line: OrderedDict[W, None], batch: list[W], late: list[W], *, seats: int, now: float
    ) -> bool:
        """Whether anybody of this line got in. The first of a batch always does."""
        before = len(batch)
        while line:
            entry = next(iter(line))
            if entry.deadline <= now:
                late.append(entry)
            elif not batch or entry.rows <= seats:
                batch.append(entry)
                seats -= entry.rows
            else:
                break
            self._remove(line, entry)
        return len(batch) > before

    def _remove(self, line: OrderedDict[W, None], entry: W) -> None:
        del line[entry]
        self.rows -= entry.rows
