"""Whether a free worker goes at once, or waits a moment for more to come."""

LONGEST_ABSTINENCE = 64
"""Batches."""


class Company:
    """The crowd is how many rows were here, queued or computing, when a batch last left or landed.
    Whoever was answered then is likely to ask again, so a free worker waits until as many are back
    (less those that others compute now), or all seats are taken, or it waited `longest_s`.

    A lone asker is a crowd of one and never waits. Where nobody comes back, as when every request
    is another person's, a wait is in vain: the next batches do without, twice as many each time.
    """

    def __init__(self, longest_s: float) -> None:
        self._longest_s = longest_s
        self._crowd = 0
        self._since: float | None = None
        self._in_vain = 0
        self._abstain = 0

    @property
    def is_expected(self) -> bool:
        """Whether more than one may be about to come."""
        return self._crowd > 1

    def wait_s(self, *, queued: int, computing: int, seats: int, now: float) -> float:
        """Seconds to wait still; 0 is go."""
        if queued >= min(seats, self._crowd - computing):
            if self._since is not None:
                self._in_vain = 0
            return 0.0
        if self._abstain:
            return 0.0
        self._since = now if self._since is None else self._since
        left_s = self._since + self._longest_s - now
        if left_s <= 0.0:
            self._give_up()
        return max(0.0, left_s)

    def left(self, *, rows: int) -> None:
        """A batch left; it and all others here are so many rows."""
        self._since = None
        self._abstain = max(0, self._abstain - 1)
        self._crowd = rows

    def landed(self, *, rows: int) -> None:
        """A batch is answered; with it, so many rows were here."""
        self._crowd = max(self._crowd, rows)

    def _give_up(self) -> None:
        self._since = None
        self._abstain = min(LONGEST_ABSTINENCE, 1 << self._in_vain)
        self._in_vain += 1
