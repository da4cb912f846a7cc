"""One version's line and its workers: who goes now, and what becomes of those who went."""

import asyncio
from collections.abc import Callable

from ml_serving.batching.ask import Priority
from ml_serving.batching.company import Company
from ml_serving.batching.cores import Cores
from ml_serving.batching.line import Line
from ml_serving.batching.outcome import Crashed, Full, Refused, TooLate
from ml_serving.batching.pace import Pace
from ml_serving.batching.quarantine import Quarantine
from ml_serving.batching.seats import Seats
from ml_serving.batching.ticket import Ticket
from ml_serving.batching.wishes import BatchWishes
from ml_serving.registry.flights import Flight, Flights
from ml_serving.registry.outcomes import Identity, outcome_of
from ml_serving.registry.seen import Seen
from ml_serving.registry.tally import Tally
from ml_serving.workers.answer_frames import Answers
from ml_serving.workers.worker import End, Worker


class Dispatch:
    """`offer` a ticket and it is settled once, whatever happens."""

    def __init__(
        self,
        identity: Identity,
        *,
        wishes: BatchWishes,
        threads: int,
        cores: Cores,
        clock: Callable[[], float],
    ) -> None:
        self._identity = identity
        self._wishes = wishes
        self._threads = threads
        self._cores = cores
        self._clock = clock
        self._loop = asyncio.get_running_loop()
        self._line: Line[Ticket] = Line(bound=wishes.queue_rows)
        self._flights = Flights(wishes.hung_s, clock, self._landed)
        self._pace = Pace()
        self._seats = Seats(wishes.max_batch)
        self._quarantine = Quarantine()
        self._company = Company(wishes.max_delay_s)
        self._soon: asyncio.Handle | None = None
        self._later: asyncio.TimerHandle | None = None
        self._quiet = asyncio.Event()
        self.seen = Seen()
        self.tally = Tally()

    @property
    def queued_rows(self) -> int:
        return self._line.rows

    @property
    def seats(self) -> int:
        """Rows that a batch is given now."""
        return self._seats.now if self._wishes.learns_seats else self._wishes.max_batch

    @property
    def computing_rows(self) -> int:
        return self._flights.rows

    def is_busy(self, worker: Worker) -> bool:
        return worker in self._flights.under_way

    def retry_after(self) -> float:
        rows = self._line.rows + self._flights.rows
        return self._pace.retry_after(rows=rows, workers=self._flights.workers)

    def offer(self, ticket: Ticket) -> None:
        """Stand in line, or be settled at once."""
        if ticket.rows > self._wishes.queue_rows:
            expected = f"at most {self._wishes.queue_rows} rows in one request"
            ticket.settle(Refused(f"{ticket.rows} rows", expected))
        elif self._quarantine.holds(ticket.content, now=self._clock()):
            ticket.settle(Refused("this input ended its workers", "an input of another kind"))
        elif not self._line.offer(ticket):
            ticket.settle(Full(self.retry_after()))
        elif self._flights.idle and self._company.is_expected:
            self._go_soon()
        elif self._flights.idle:
            self.go()

    def withdraw(self, ticket: Ticket) -> None:
        """Nobody waits for it any more; what is computed of it already is dropped."""
        self._line.withdraw(ticket)
        self._rest()

    def expire(self, ticket: Ticket) -> None:
        """Its deadline has passed. Whoever lost a worker by then hears that."""
        self.withdraw(ticket)
        ticket.settle(Crashed(self.retry_after()) if ticket.ends else TooLate())

    def join(self, worker: Worker) -> None:
        self._flights.join(worker)
        self._go_soon()

    def leave(self, worker: Worker) -> None:
        self._flights.leave(worker)

    def lose(self, worker: Worker, end: End) -> None:
        """What it carried is asked of another once more: a prediction changes nothing."""
        self.tally.crashes += self._flights.has(worker) and not end.was_asked
        flight = self._flights.lose(worker)
        if flight is None:
            return
        if len(flight.tickets) == 1 and end.is_its_own_fault:
            self._quarantine.record(flight.tickets[0].content, now=self._clock())
        for ticket in flight.tickets:
            ticket.ends += 1
            if ticket.ends > 1:
                ticket.settle(Crashed(self.retry_after()))
        self._line.readmit([each for each in flight.tickets if not each.is_settled])
        self._give_back(flight)

    def close(self) -> None:
        """The host ends, and nobody here will be answered."""
        for ticket in self._line.drain():
            ticket.settle(Crashed(self.retry_after()))

    async def drained(self) -> None:
        """Nobody waits and nothing is computed."""
        while self._line.rows or self._flights.under_way:
            self._quiet.clear()
            await self._quiet.wait()

    def go(self) -> None:
        """Every batch that may leave now leaves."""
        while self._flights.idle and self._line.rows:
            wait_s = self._company_s()
            if wait_s > 0.0:
                return self._go_later(wait_s)
            priority = self._line.most_urgent()
            if not self._cores.borrow(self, priority=priority, threads=self._threads):
                return None
            self._send(priority)
        return self._rest()

    def _send(self, priority: Priority) -> None:
        taken = self._line.take(seats=self.seats, now=self._clock())
        for ticket in taken.late:
            self.expire(ticket)
        if taken.batch:
            self._flights.send(taken.batch, priority, seats=self.seats)
            self._company.left(rows=self._line.rows + self._flights.rows)
        else:
            self._cores.give_back(self, priority=priority, threads=self._threads)

    def _company_s(self) -> float:
        """Seconds that a free worker waits still; nobody keeps company with a suspect."""
        if self._line.has_suspects:
            return 0.0
        return self._company.wait_s(
            queued=self._line.rows,
            computing=self._flights.rows,
            seats=self.seats,
            now=self._clock(),
        )

    def _landed(self, flight: Flight, answers: Answers) -> None:
        now = self._clock()
        self._company.landed(rows=self._line.rows + self._flights.rows + flight.rows)
        for ticket, reply in zip(flight.tickets, answers.replies, strict=True):
            ticket.settle(
                outcome_of(
                    reply, ticket, answers, identity=self._identity, sent=flight.sent, now=now
                )
            )
        self._measured(flight, answers, now - flight.sent)
        self.tally.batches += 1
        self.tally.rows += answers.rows
        self.seen.add(answers.features)
        self._give_back(flight)

    def _measured(self, flight: Flight, answers: Answers, took_s: float) -> None:
        self._pace.measured(rows=flight.rows, took_s=took_s)
        if answers.rows == flight.rows <= self._wishes.max_batch:
            self._seats.measured(rows=flight.rows, took_s=took_s)

    def _give_back(self, flight: Flight) -> None:
        self._cores.give_back(self, priority=flight.priority, threads=self._threads)
        self._rest()

    def _go_soon(self) -> None:
        """After all that arrived in this turn of the loop stands in line."""
        if self._soon is None:
            self._soon = self._loop.call_soon(self._turn)

    def _turn(self) -> None:
        self._soon = None
        self.go()

    def _go_later(self, wait_s: float) -> None:
        if self._later is not None:
            self._later.cancel()
        self._later = self._loop.call_later(wait_s, self.go)

    def _rest(self) -> None:
        if not self._line.rows:
            self._cores.forget(self)
            if not self._flights.under_way:
                self._quiet.set()
