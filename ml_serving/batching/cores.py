"""The cores that all models of a host share, lent to one batch at a time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from ml_serving.batching.ask import Priority

PATIENCE = 16
"""Batches of others that may end before one that waits goes over the budget."""


class Borrower(Protocol):
    def go(self) -> None:
        """Try again: cores were given back."""


@dataclass(slots=True)
class _Wish:
    priority: Priority
    passed: int = 0


class Cores:
    """A batch is let in when its threads fit beside those of its own and more urgent classes.

    Less urgent batches that run already are not counted against it: their workers are nicer to the
    kernel, which takes the core from them. So a nightly forecast never keeps the school zone
    waiting, and two school-zone workers never fight over one core. Whoever was passed over
    `PATIENCE` times is let in once whatever runs; being nice, it slows nobody by much.
    """

    def __init__(self, total: int) -> None:
        if total < 1:
            raise ValueError("at least one core is needed")
        self.total = total
        self._running = dict.fromkeys(Priority, 0)
        self._wishes: dict[Borrower, _Wish] = {}

    def borrow(self, borrower: Borrower, *, priority: Priority, threads: int) -> bool:
        """Whether it may go. If not, it stands in line and its `go` is called."""
        wish = self._wishes.pop(borrower, None) or _Wish(priority)
        if self._fits(priority, threads) or wish.passed >= PATIENCE:
            self._running[priority] += threads
            return True
        wish.priority = priority
        self._wishes[borrower] = wish
        return False

    def give_back(self, borrower: Borrower, *, priority: Priority, threads: int) -> None:
        """Those who wait try again, the giver among them, the more urgent first."""
        self._running[priority] -= threads
        for wish in self._wishes.values():
            wish.passed += 1
        for each in _in_order({borrower: _Wish(priority), **self._wishes}):
            each.go()

    def forget(self, borrower: Borrower) -> None:
        """It wants no core any more."""
        self._wishes.pop(borrower, None)

    def _fits(self, priority: Priority, threads: int) -> bool:
        counted = sum(self._running[each] for each in Priority if each <= priority)
        return counted == 0 or counted + threads <= self.total


def _in_order(wishes: Mapping[Borrower, _Wish]) -> Sequence[Borrower]:
    """A wish that was passed over too often comes first: it is let in anyway."""
    return sorted(wishes, key=lambda each: (wishes[each].passed < PATIENCE, wishes[each].priority))
