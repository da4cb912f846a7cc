"""One version's line and its workers: who goes now, and what becomes of those who went."""

import asyncio
from collections.abc import Callable, Sequence

from ml_serving.batching.ask import Priority
from ml_serving.batching.cores import Cores
from ml_serving.batching.gathering import Gathering
from ml_serving.batching.outcome import Crashed, Full, NotReady, Refused, TooLate
from ml_serving.batching.quarantine import Quarantine
from ml_serving.batching.ticket import Ticket
from ml_serving.batching.wishes import BatchWishes
from ml_serving.registry.flights import Flight, Flights
from ml_serving.registry.nudge import Nudge
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
        self._waiting: Gathering[Ticket] = Gathering(wishes)
        self.seen = Seen()
        self._flights = Flights(wishes.hung_s, clock, self._landed, self.seen.add)
        self._quarantine = Quarantine()
        self._nudge = Nudge(self.go)
        self._quiet = asyncio.Event()
        self.tally = Tally()

    @property
    def queued_rows(self) -> int:
        return self._waiting.rows

    @property
    def computing_rows(self) -> int:
        return self._flights.rows

    @property
    def seats(self) -> int:
        """Rows that a batch is given now."""
        return self._waiting.seats

    def is_busy(self, worker: Worker) -> bool:
        return worker in self._flights.under_way

    def offer(self, ticket: Ticket) -> None:
        """Stand in line, or be settled at once."""
        if ticket.rows > self._wishes.queue_rows:
            expected = f"at most {self._wishes.queue_rows} rows in one request"
            ticket.settle(Refused(f"{ticket.rows} rows", expected))
        elif self._quarantine.holds(ticket.content, now=self._clock()):
            ticket.settle(Refused("this input ended its workers", "an input of another kind"))
        elif not self._waiting.offer(ticket):
            ticket.settle(Full(self._retry_after()))
        elif self._flights.idle and self._waiting.expects_company:
            self._nudge.soon()
        elif self._flights.idle:
            self.go()

    def withdraw(self, ticket: Ticket) -> None:
        """Nobody waits for it any more; what is computed of it already is dropped."""
        self._waiting.withdraw(ticket)
        self._rest()

    def expire(self, ticket: Ticket) -> None:
        """Its deadline has passed. Whoever lost a worker by then hears that."""
        self.withdraw(ticket)
        ticket.settle(Crashed(self._retry_after()) if ticket.ends else TooLate())

    def join(self, worker: Worker) -> None:
        self._flights.join(worker)
        self._nudge.soon()

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
                ticket.settle(Crashed(self._retry_after()))
        self._waiting.readmit([each for each in flight.tickets if not each.is_settled])
        self._give_back(flight)

    def close(self) -> None:
        """The host ends, and nobody here will be answered."""
        for ticket in self._waiting.drain():
            ticket.settle(Crashed(self._retry_after()))

    def send_away(self, outcome: NotReady) -> None:
        """There are no workers, and none are meant to come: nobody waits for nothing."""
        for ticket in self._waiting.drain():
            ticket.settle(outcome)
        self._rest()

    async def drained(self) -> None:
        """Nobody waits and nothing is computed."""
        while self._waiting.rows or self._flights.under_way:
            self._quiet.clear()
            await self._quiet.wait()

    def go(self) -> None:
        """Every batch that may leave now leaves."""
        while self._flights.idle and self._waiting.rows:
            wait_s = self._waiting.wait_s(computing=self._flights.rows, now=self._clock())
            if wait_s > 0.0:
                return self._nudge.later(wait_s)
            priority = self._waiting.most_urgent
            if not self._cores.borrow(self, priority=priority, threads=self._threads):
                return None
            self._send(priority)
        return self._rest()

    def _send(self, priority: Priority) -> None:
        taken = self._waiting.take(now=self._clock())
        for ticket in taken.late:
            self.expire(ticket)
        if taken.batch:
            self._flights.send(taken.batch, priority, seats=self.seats)
            self._waiting.left(computing=self._flights.rows)
        else:
            self._cores.give_back(self, priority=priority, threads=self._threads)

    def _landed(self, flight: Flight, tickets: Sequence[Ticket], answers: Answers) -> None:
        now = self._clock()
        rows = sum(ticket.rows for ticket in tickets)
        self._waiting.landed(rows=rows, computing=self._flights.rows)
        for ticket, reply in zip(tickets, answers.replies, strict=True):
            outcome = outcome_of(
                reply, ticket, answers, identity=self._identity, sent=flight.sent, now=now
            )
            ticket.settle(outcome)
        self.tally.landed(answers)
        if flight.is_over:
            self._waiting.measured(
                rows=flight.booked, computed=flight.computed, took_s=now - flight.sent
            )
            self._give_back(flight)

    def _give_back(self, flight: Flight) -> None:
        self._cores.give_back(self, priority=flight.priority, threads=self._threads)
        self._rest()

    def _rest(self) -> None:
        if not self._waiting.rows:
            self._cores.forget(self)
            if not self._flights.under_way:
                self._quiet.set()

    def _retry_after(self) -> float:
        return self._waiting.retry_after(
            computing=self._flights.rows, workers=self._flights.workers
        )
