"""Whatever workers and askers do: everybody is told once, and told of their own input."""

import asyncio
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any, cast

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from ml_serving.batching.ask import Priority, RawInput
from ml_serving.batching.cores import Cores
from ml_serving.batching.outcome import Answered, Crashed, Full, Outcome, Refused, TooLate
from ml_serving.batching.ticket import Ticket
from ml_serving.batching.wishes import BatchWishes
from ml_serving.contract import Refusal
from ml_serving.registry.dispatch import Dispatch
from ml_serving.registry.outcomes import Identity
from ml_serving.workers.answer_frames import Answers, Given, Late, Reply
from ml_serving.workers.batch_frames import Batch, Rider
from ml_serving.workers.seen_frames import Features
from ml_serving.workers.worker import End, Worker
from tests.ml_serving.examples import examples

WISHES = BatchWishes(max_batch=2, queue_rows=4, max_delay_s=0.0, hung_s=1e6)


class Hands:
    """A worker that finishes and dies when the test says so."""

    def __init__(self, rode: Callable[[Batch], None]) -> None:
        self._rode = rode
        self.batch: Batch | None = None
        self.answer: Callable[[Answers], None] | None = None

    def compute(
        self,
        batch: Batch,
        *,
        on_answers: Callable[[Answers], None],
        on_seen: Callable[[Features], None],
    ) -> None:
        assert self.batch is None, "one batch at a time"
        self._rode(batch)
        self.batch, self.answer = batch, on_answers

    @property
    def has_many(self) -> bool:
        return self.batch is not None and len(self.batch.riders) > 1

    def hang(self) -> None:
        raise AssertionError("nothing hangs here")


class AnyUse(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.now = 0.0
        self.come = 0
        self.tickets: list[Ticket] = []
        self.rides: Counter[bytes] = Counter()
        self.dispatch = self._run(self._open)
        self.workers = [self._join(), self._join()]

    @rule(patience=st.floats(0.1, 5.0), priority=st.sampled_from(Priority))
    def somebody_comes(self, patience: float, priority: Priority) -> None:
        self.somebody_asks(patience, priority)

    def somebody_asks(self, patience: float, priority: Priority) -> None:
        self.come += 1
        ticket = Ticket(
            content=RawInput(b"%d" % self.come, ""),
            rows=1,
            deadline=self.now + patience,
            priority=priority,
            arrived=self.now,
            outcome=self.loop.create_future(),
        )
        self.tickets.append(ticket)
        self._run(lambda: self.dispatch.offer(ticket))

    @rule(many=st.integers(2, 10))
    def a_crowd_asks(self, many: int) -> None:
        for _ in range(many):
            self.somebody_asks(5.0, Priority.INTERACTIVE)

    @precondition(lambda self: any(not each.is_settled for each in self.tickets))
    @rule(data=st.data())
    def somebody_goes(self, data: Any) -> None:
        waiting = [each for each in self.tickets if not each.is_settled]
        ticket = data.draw(st.sampled_from(waiting))
        ticket.outcome.cancel()
        self._run(lambda: self.dispatch.withdraw(ticket))

    @rule(seconds=st.floats(0.0, 2.0))
    def time_passes(self, seconds: float) -> None:
        self.now += seconds
        for ticket in self.tickets:
            if not ticket.is_settled and ticket.deadline <= self.now:
                self._run(lambda ticket=ticket: self.dispatch.expire(ticket))

    @precondition(lambda self: any(each.has_many for each in self.workers))
    @rule(data=st.data())
    def a_worker_answers_its_first(self, data: Any) -> None:
        """What is computed apart is answered apart; then it may finish, or die."""
        worker = data.draw(st.sampled_from([each for each in self.workers if each.has_many]))
        first = worker.batch.riders[0]
        worker.batch = replace(worker.batch, riders=worker.batch.riders[1:])
        self._run(lambda: worker.answer(Answers([self._reply(first)], 0.01, 1)))

    @precondition(lambda self: any(each.batch for each in self.workers))
    @rule(data=st.data())
    def a_worker_finishes(self, data: Any) -> None:
        self._finish(data.draw(st.sampled_from([each for each in self.workers if each.batch])))

    @rule(which=st.integers(0, 1), status=st.sampled_from([-9, -11, 1]))
    def a_worker_dies_and_another_comes(self, which: int, status: int) -> None:
        dead = self.workers[which]
        self._run(lambda: self.dispatch.lose(cast("Worker", dead), End(status)))
        self.workers[which] = self._join()

    @invariant()
    def no_more_than_the_line_holds(self) -> None:
        """Those who lost a worker were let in before, and stand beside the bound."""
        assert self.dispatch.queued_rows <= WISHES.queue_rows + 2 * WISHES.max_batch

    @invariant()
    def nobody_rides_more_than_twice(self) -> None:
        assert all(count <= 2 for count in self.rides.values())

    def teardown(self) -> None:
        while any(each.batch for each in self.workers):
            for worker in self.workers:
                if worker.batch is not None:
                    self._finish(worker)
        self._run(lambda: None)
        for ticket in self.tickets:
            assert ticket.is_settled, "somebody still waits"
            if not ticket.outcome.cancelled():
                self._is_right(ticket, ticket.outcome.result())
        assert self.dispatch.queued_rows == self.dispatch.computing_rows == 0
        self.loop.close()

    def _is_right(self, ticket: Ticket, outcome: Outcome) -> None:
        content = cast("RawInput", ticket.content)
        match outcome:
            case Answered(answer=answer):
                assert answer == content.body
            case Refused(reason=reason):
                assert reason == content.body.decode()
            case Full():
                assert not self.rides[content.body]
            case TooLate():
                assert ticket.deadline <= self.now
            case Crashed():
                assert ticket.ends
            case _:
                raise AssertionError(outcome)

    def _finish(self, worker: Hands) -> None:
        batch, answer = worker.batch, worker.answer
        assert batch is not None
        assert answer is not None
        worker.batch = worker.answer = None
        replies = [self._reply(rider) for rider in batch.riders]
        self._run(lambda: answer(Answers(replies, 0.01, len(replies))))

    def _reply(self, rider: Rider) -> Reply:
        body = cast("RawInput", rider.content).body
        if rider.deadline <= self.now:
            return Late()
        return Refusal(body.decode(), "") if int(body) % 5 == 0 else Given(body, b"null")

    def _join(self) -> Hands:
        hands = Hands(self._rode)
        self._run(lambda: self.dispatch.join(cast("Worker", hands)))
        return hands

    def _open(self) -> Dispatch:
        return Dispatch(
            Identity("m", "1.0.0", "R"),
            wishes=WISHES,
            threads=1,
            cores=Cores(2),
            clock=lambda: self.now,
        )

    def _run(self, step: Callable[[], Any]) -> Any:
        """In the loop, and then all that follows from it."""

        async def turn() -> Any:
            done = step()
            for _ in range(3):
                await asyncio.sleep(0)
            return done

        return self.loop.run_until_complete(turn())

    def _rode(self, batch: Batch) -> None:
        for rider in batch.riders:
            assert rider.deadline > self.now, "computed for nobody"
            self.rides[cast("RawInput", rider.content).body] += 1


TestAnyUse = AnyUse.TestCase
TestAnyUse.settings = settings(max_examples=examples(25), stateful_step_count=40, deadline=None)
