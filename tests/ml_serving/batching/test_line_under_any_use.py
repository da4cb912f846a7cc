"""Whatever comes, goes, expires and crashes: nobody is lost, nobody is taken twice."""

from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from ml_serving.batching.ask import Priority
from ml_serving.batching.line import Line
from tests.ml_serving.batching.waiting import Somebody
from tests.ml_serving.examples import examples

BOUND = 24


class AnyUse(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.line: Line[Somebody] = Line(bound=BOUND)
        self.now = 0.0
        self.come = 0
        self.inside: list[Somebody] = []
        self.suspects: list[Somebody] = []
        self.last_batch: list[Somebody] = []
        self.taken: set[int] = set()

    @rule(
        rows=st.integers(1, 6),
        patience=st.floats(0.0, 5.0),
        priority=st.sampled_from(Priority),
    )
    def somebody_comes(self, rows: int, patience: float, priority: Priority) -> None:
        self.come += 1
        one = Somebody(self.come, rows, self.now + patience, priority)
        room = sum(each.rows for each in [*self.inside, *self.suspects]) + rows <= BOUND
        assert self.line.offer(one) == room
        if room:
            self.inside.append(one)

    @rule(seconds=st.floats(0.0, 3.0))
    def time_passes(self, seconds: float) -> None:
        self.now += seconds

    @precondition(lambda self: self.inside)
    @rule(data=st.data())
    def somebody_gives_up(self, data: Any) -> None:
        one = data.draw(st.sampled_from(self.inside))
        assert self.line.withdraw(one)
        assert not self.line.withdraw(one)
        self.inside.remove(one)

    @rule(seats=st.integers(1, 8))
    def a_worker_takes_a_batch(self, seats: int) -> None:
        taken = self.line.take(seats=seats, now=self.now)
        gone = [*taken.batch, *taken.late]
        assert len(gone) == len(set(gone))
        assert all(each.deadline > self.now for each in taken.batch)
        assert all(each.deadline <= self.now for each in taken.late)
        suspects = [each for each in gone if each in self.suspects]
        if any(each in self.suspects for each in taken.batch):
            assert len(taken.batch) == 1
        else:
            self._is_fair(list(taken.batch), seats)
        self.suspects = [each for each in self.suspects if each not in suspects]
        for each in gone:
            if each not in suspects:
                self.inside.remove(each)
        self.taken |= {each.number for each in taken.batch}
        self.last_batch = list(taken.batch)

    @precondition(lambda self: self.last_batch)
    @rule()
    def the_worker_dies(self) -> None:
        self.line.readmit(self.last_batch)
        self.suspects += self.last_batch
        self.last_batch = []

    @invariant()
    def all_rows_are_counted(self) -> None:
        assert self.line.rows == sum(each.rows for each in [*self.inside, *self.suspects])

    def teardown(self) -> None:
        """Whoever came and did not give up gets out, once."""
        out: list[Somebody] = []
        while self.line.rows:
            taken = self.line.take(seats=3, now=self.now)
            out += [*taken.batch, *taken.late]
        assert sorted(out, key=id) == sorted([*self.inside, *self.suspects], key=id)

    def _is_fair(self, batch: list[Somebody], seats: int) -> None:
        if len(batch) > 1:
            assert sum(each.rows for each in batch) <= seats
        for priority in Priority:
            mine = [each for each in batch if each.priority is priority]
            ahead = [
                each
                for each in self.inside
                if each.priority is priority and each not in mine and each.deadline > self.now
            ]
            for one in mine:
                assert all(each.number > one.number for each in ahead), "overtaken in its class"


TestAnyUse = AnyUse.TestCase
TestAnyUse.settings = settings(max_examples=examples(60), stateful_step_count=40, deadline=None)
