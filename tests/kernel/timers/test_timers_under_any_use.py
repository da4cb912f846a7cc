"""Whatever is set, moved, cancelled, fired and killed: each timer's last word comes true, once."""

import asyncio
from datetime import datetime, timedelta
from uuid import UUID

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from domains.kernel import timers
from tests.examples import examples
from tests.kernel.timers.bells import BELL, Killed, Tower, rung

FEW = settings(
    max_examples=examples(8), stateful_step_count=25, deadline=None, derandomize=True, database=None
)
BELLS = [UUID(int=number) for number in range(1, 5)]
SOON = st.integers(-5, 20).map(lambda seconds: timedelta(seconds=seconds))


class TimersStory(RuleBasedStateMachine):
    """The model: what is pending, and what must have rung, in which order it was set."""

    def _do(self, story):
        return asyncio.run_coroutine_threadsafe(story, self.loop).result(10)

    @initialize()
    def begin(self) -> None:
        self._do(timers.cancel_timers(BELL, BELLS))
        self.tower = Tower(self.clock, self.ids)
        self.before = len(self._do(rung()))
        self.pending: dict[UUID, tuple[datetime, int]] = {}
        self.expected: list[tuple[UUID, int]] = []
        self.numbers = 0

    @rule(bell=st.sampled_from(BELLS), in_=SOON, urgent=st.booleans())
    def set_or_move(self, bell: UUID, in_: timedelta, urgent: bool) -> None:
        self.numbers += 1
        due_at, facts = self.clock.now() + in_, {"number": self.numbers}
        self._do(
            timers.set_timer(
                BELL, bell, due_at=due_at, facts=facts, urgent=urgent, clock=self.clock
            )
        )
        self.pending[bell] = (due_at, self.numbers)

    @rule(bell=st.sampled_from(BELLS))
    def cancel(self, bell: UUID) -> None:
        assert self._do(timers.cancel_timer(BELL, bell)) == (bell in self.pending)
        self.pending.pop(bell, None)

    @rule(seconds=st.sampled_from([1, 3, 10]))
    def time_passes(self, seconds: int) -> None:
        self.clock.advance(timedelta(seconds=seconds))

    @rule(bell=st.sampled_from(BELLS))
    def a_worker_is_killed(self, bell: UUID) -> None:
        self.tower.deadly = {bell}
        try:
            self._fire()
        except Killed:
            assert bell in self._due()
        else:
            self._rang(self._due())
        self.tower.deadly = set()

    @rule(bell=st.sampled_from(BELLS))
    def one_is_cracked_for_a_while(self, bell: UUID) -> None:
        due = self._due()
        self.tower.broken = {bell}
        fired = self._fire()
        self.tower.broken = set()
        assert {failed.about for failed in fired.failed} == due & {bell}
        self._rang(due - {bell})
        self.clock.advance(timedelta(minutes=2))

    @rule(workers=st.integers(1, 3))
    def fire(self, workers: int) -> None:
        self._do(self._fire_at_once(workers))
        self._rang(self._due())

    @invariant()
    def what_should_have_rung_has_and_nothing_else(self) -> None:
        if hasattr(self, "before"):
            assert sorted(self._do(rung())[self.before :]) == sorted(self.expected)

    def _due(self) -> set[UUID]:
        now = self.clock.now()
        return {bell for bell, (due_at, _) in self.pending.items() if due_at <= now}

    def _rang(self, bells: set[UUID]) -> None:
        self.expected += [(bell, self.pending.pop(bell)[1]) for bell in sorted(bells)]

    def _fire(self):
        return self._do(timers.fire_due(self.tower.handlers, limit=9, clock=self.clock))

    async def _fire_at_once(self, workers: int) -> None:
        turns = (
            timers.fire_due(self.tower.handlers, limit=9, clock=self.clock) for _ in range(workers)
        )
        await asyncio.gather(*turns)


async def test_each_last_word_comes_true_once(database, clock, ids):
    class Story(TimersStory):
        pass

    Story.loop, Story.clock, Story.ids = asyncio.get_running_loop(), clock, ids
    await asyncio.to_thread(run_state_machine_as_test, Story, settings=FEW)
