"""Tokens that a worker was granted, and the few it may use unasked."""

from collections import deque


class Stock:
    """Granted tokens; each lives until it was granted plus the terms' `grant_s`."""

    def __init__(self) -> None:
        self._grants: deque[list[float]] = deque()
        self._left = 0

    def left(self, *, now: float) -> int:
        while self._grants and self._grants[0][0] <= now:
            self._left -= int(self._grants.popleft()[1])
        return self._left

    def put(self, count: int, *, until: float) -> None:
        if count > 0:
            self._grants.append([until, count])
            self._left += count

    def take(self, *, now: float) -> bool:
        if not self.left(now=now):
            return False
        oldest = self._grants[0]
        oldest[1] -= 1
        if not oldest[1]:
            self._grants.popleft()
        self._left -= 1
        return True


class Unasked:
    """At most `per_window` in every `window_s`: half of it at once, half as it refills.

    What was taken is owed until it is booked with the others' tokens; then it is whole again.
    """

    def __init__(self, per_window: int, *, window_s: float) -> None:
        self._whole = max(1, per_window // 2)
        self._per_s = self._whole / window_s
        self._left = float(self._whole)
        self._at: float | None = None
        self._owed = 0

    def has(self, count: int, *, now: float) -> bool:
        since = now - self._at if self._at is not None else 0.0
        self._at = now
        self._left = min(self._whole, self._left + max(0.0, since) * self._per_s)
        return self._left >= count

    def take(self, *, now: float) -> bool:
        if not self.has(1, now=now):
            return False
        self._left -= 1
        self._owed += 1
        return True

    def hand_over(self) -> int:
        """What is owed, to be booked; until `booked` or `not_booked` it is the caller's."""
        owed, self._owed = self._owed, 0
        return owed

    def booked(self, count: int) -> None:
        self._left = min(self._whole, self._left + count)

    def not_booked(self, count: int) -> None:
        self._owed += count
