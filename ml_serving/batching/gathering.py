"""How the requests of one version gather into batches: the line, the seats, the company, the pace.

Pure, but for what it remembers: no loop, no socket, no clock of its own.
"""

from collections.abc import Iterable, Sequence
from typing import Generic

from ml_serving.batching.ask import Priority
from ml_serving.batching.company import Company
from ml_serving.batching.line import Line, Taken, W
from ml_serving.batching.pace import Pace
from ml_serving.batching.seats import Seats
from ml_serving.batching.wishes import BatchWishes


class Gathering(Generic[W]):
    """`computing` is always the rows in workers' hands besides those that wait here."""

    def __init__(self, wishes: BatchWishes) -> None:
        self._wishes = wishes
        self._line: Line[W] = Line(bound=wishes.queue_rows)
        self._seats = Seats(wishes.max_batch)
        self._company = Company(wishes.max_delay_s)
        self._pace = Pace()

    @property
    def rows(self) -> int:
        """Those who wait."""
        return self._line.rows

    @property
    def seats(self) -> int:
        """Rows that a batch is given now."""
        return self._seats.now if self._wishes.learns_seats else self._wishes.max_batch

    @property
    def expects_company(self) -> bool:
        return self._company.is_expected

    @property
    def most_urgent(self) -> Priority:
        """Of those who wait. Raises ValueError where nobody does."""
        return self._line.most_urgent()

    def offer(self, entry: W) -> bool:
        """Whether there was room."""
        return self._line.offer(entry)

    def readmit(self, suspects: Iterable[W]) -> None:
        """Those whose worker died: before all others, each alone."""
        self._line.readmit(suspects)

    def withdraw(self, entry: W) -> None:
        self._line.withdraw(entry)

    def drain(self) -> Sequence[W]:
        """Everybody, out of the line."""
        return self._line.drain()

    def wait_s(self, *, computing: int, now: float) -> float:
        """Seconds that a free worker waits still; nobody keeps company with a suspect."""
        if self._line.has_suspects:
            return 0.0
        return self._company.wait_s(
            queued=self.rows, computing=computing, seats=self.seats, now=now
        )

    def take(self, *, now: float) -> Taken[W]:
        return self._line.take(seats=self.seats, now=now)

    def left(self, *, computing: int) -> None:
        """A batch went to a worker, and is among `computing`."""
        self._company.left(rows=self.rows + computing)

    def landed(self, *, rows: int, computing: int) -> None:
        """A batch is answered, or so many rows of it."""
        self._company.landed(rows=self.rows + computing + rows)

    def measured(self, *, rows: int, computed: int, took_s: float) -> None:
        """A batch of `rows` is over, `computed` of which were: others were refused or late."""
        self._pace.measured(rows=rows, took_s=took_s)
        if computed == rows <= self._wishes.max_batch:
            self._seats.measured(rows=rows, took_s=took_s)

    def retry_after(self, *, computing: int, workers: int) -> float:
        """Seconds after which whoever is sent away may find room."""
        return self._pace.retry_after(rows=self.rows + computing, workers=workers)
