"""The workers of one version and the batches in their hands."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from ml_serving.batching.ask import Priority
from ml_serving.batching.ticket import Ticket
from ml_serving.workers.answer_frames import Answers
from ml_serving.workers.batch_frames import Batch, Rider
from ml_serving.workers.seen_frames import Features
from ml_serving.workers.worker import Worker


@dataclass(slots=True, eq=False)
class Flight:
    """`tickets` are those who wait still, of `booked` rows; `computed` of these were. `priority` is
    what its cores were borrowed under; `hung` ends a silent worker."""

    tickets: Sequence[Ticket]
    booked: int
    priority: Priority
    sent: float
    hung: asyncio.TimerHandle
    computed: int = 0

    @property
    def rows(self) -> int:
        """Of those who wait still."""
        return sum(ticket.rows for ticket in self.tickets)

    @property
    def is_over(self) -> bool:
        return not self.tickets

    def land(self, answers: Answers) -> Sequence[Ticket]:
        """Whose answers these are: the first of those who wait. Raises ValueError for answers that
        nobody waits for."""
        count = len(answers.replies)
        if not 0 < count <= len(self.tickets):
            raise ValueError("a worker that has gone mad")
        landed, self.tickets = self.tickets[:count], self.tickets[count:]
        self.computed += answers.rows
        return landed


class Landed(Protocol):
    """Some of a flight, or the last of it."""

    def __call__(self, flight: Flight, tickets: Sequence[Ticket], answers: Answers) -> None: ...


@dataclass(slots=True)
class Flights:
    """A worker carries one batch at a time. One that leaves carries its last to the end."""

    hung_s: float
    clock: Callable[[], float]
    landed: Landed
    seen: Callable[[Features], None]
    idle: list[Worker] = field(default_factory=list)
    under_way: dict[Worker, Flight] = field(default_factory=dict)
    _leaving: set[Worker] = field(default_factory=set)
    _number: int = 0

    @property
    def rows(self) -> int:
        return sum(flight.rows for flight in self.under_way.values())

    @property
    def workers(self) -> int:
        """Those who take batches."""
        return len(self.idle) + len(self.under_way) - len(self._leaving)

    def join(self, worker: Worker) -> None:
        self.idle.append(worker)

    def leave(self, worker: Worker) -> None:
        """No batch after this one."""
        if worker in self.idle:
            self.idle.remove(worker)
            worker.close()
        elif worker in self.under_way:
            self._leaving.add(worker)

    def has(self, worker: Worker) -> bool:
        """Whether it takes batches, or carries its last."""
        return worker in self.under_way or worker in self.idle

    def lose(self, worker: Worker) -> Flight | None:
        """It ended; what it carried."""
        self._leaving.discard(worker)
        if worker in self.idle:
            self.idle.remove(worker)
        flight = self.under_way.pop(worker, None)
        if flight is not None:
            flight.hung.cancel()
        return flight

    def send(self, tickets: Sequence[Ticket], priority: Priority, *, seats: int) -> None:
        """With the worker that was busy last: its caches are warm."""
        worker = self.idle.pop()
        self._number = (self._number + 1) & 0xFFFFFFFF
        rows = sum(ticket.rows for ticket in tickets)
        flight = Flight(tickets, rows, priority, self.clock(), self._hung(worker))
        self.under_way[worker] = flight
        riders = [Rider(ticket.content, ticket.deadline) for ticket in tickets]
        batch = Batch(self._number, riders, seats)
        worker.compute(
            batch,
            on_answers=lambda answers: self._land(worker, flight, answers),
            on_seen=self.seen,
        )

    def _hung(self, worker: Worker) -> asyncio.TimerHandle:
        return asyncio.get_running_loop().call_later(self.hung_s, worker.hang)

    def _land(self, worker: Worker, flight: Flight, answers: Answers) -> None:
        flight.hung.cancel()
        tickets = flight.land(answers)
        if flight.is_over:
            self._free(worker)
        else:
            flight.hung = self._hung(worker)
        self.landed(flight, tickets, answers)

    def _free(self, worker: Worker) -> None:
        del self.under_way[worker]
        if worker in self._leaving:
            self._leaving.remove(worker)
            worker.close()
        else:
            self.idle.append(worker)
