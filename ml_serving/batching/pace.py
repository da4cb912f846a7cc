"""How fast a version answers, so that who is turned away is told when to come back."""

SOONEST_S = 0.05
LATEST_S = 30.0
_WEIGHT = 0.1


class Pace:
    """Seconds per row, an exponentially weighted mean over batches."""

    def __init__(self) -> None:
        self._row_s = 0.0

    def measured(self, *, rows: int, took_s: float) -> None:
        each = took_s / max(rows, 1)
        self._row_s += (each - self._row_s) * (_WEIGHT if self._row_s else 1.0)

    def retry_after(self, *, rows: int, workers: int) -> float:
        """Seconds until half of those who wait are likely to be gone."""
        expected = rows * self._row_s / (2 * max(workers, 1))
        return min(LATEST_S, max(SOONEST_S, expected))
