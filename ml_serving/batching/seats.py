"""How many rows a batch is given: as many as pay, found out by measuring.

A small network takes 32 rows for little more than the price of one. A convolution on a processor
is often dearest in large batches, for their layers no longer fit its caches. Which of both holds
depends on the machine and on who else uses it, so nobody can write it into a setting.
"""

from collections.abc import Sequence

ENOUGH = 3
"""Batches of a size before its cost is believed."""

AGAIN_AFTER = 200
"""Batches after which the sizes next to the best are tried anew."""

WORTH = 1.01
"""A larger batch must be cheaper per row by this factor. Seats matter only while more wait than
find one, and then whoever is last waits least where rows are cheapest."""

_WEIGHT = 0.2


class Seats:
    """Sizes are powers of two up to the most that is allowed, tried from the smallest on: what is
    dear to try is soon given up, and what is cheap costs nothing."""

    def __init__(self, most: int) -> None:
        self._sizes = _sizes(most)
        self._cost_s = dict.fromkeys(self._sizes, 0.0)
        self._tries = dict.fromkeys(self._sizes, 0)
        self._batches = 0
        self.now = self._sizes[0]

    def measured(self, *, rows: int, took_s: float) -> None:
        """A batch of so many rows took so long, from its leaving to its answers."""
        size = max((each for each in self._sizes if each <= rows), default=self._sizes[0])
        each_s = took_s / rows
        known_s = self._cost_s[size] if self._tries[size] else each_s
        self._cost_s[size] = known_s + (each_s - known_s) * _WEIGHT
        self._tries[size] += 1
        self._batches += 1
        if self._batches % AGAIN_AFTER == 0:
            for neighbour in self._neighbours(self._best()):
                self._tries[neighbour] = 0
        self.now = self._next()

    def _next(self) -> int:
        best = self._best()
        untried = [each for each in self._worth_trying(best) if self._tries[each] < ENOUGH]
        return untried[0] if untried else best

    def _worth_trying(self, best: int) -> Sequence[int]:
        """The sizes next to the best; and beyond the largest tried, while that is no dearer."""
        tried = [each for each in self._sizes if self._tries[each] >= ENOUGH]
        if not tried:
            return [best]
        beyond = [each for each in self._sizes if each > tried[-1]][:1]
        is_cheapest = self._cost_s[tried[-1]] <= min(self._cost_s[each] for each in tried)
        return [*self._neighbours(best), *(beyond if is_cheapest else ())]

    def _best(self) -> int:
        known = [each for each in self._sizes if self._tries[each] >= ENOUGH]
        least_s = min((self._cost_s[each] for each in known), default=0.0)
        paying = [each for each in known if self._cost_s[each] <= least_s * WORTH]
        return paying[0] if paying else self._sizes[0]

    def _neighbours(self, size: int) -> Sequence[int]:
        at = self._sizes.index(size)
        return [*self._sizes[max(0, at - 1) : at], *self._sizes[at + 1 : at + 2]]


def _sizes(most: int) -> Sequence[int]:
    powers = [1 << power for power in range(most.bit_length()) if 1 << power < most]
    return [*powers, most]
