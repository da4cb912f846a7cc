"""Whatever is noticed, taken, done, left undone or killed: no step is lost, doubled or early, none
is taken after the end, 119 waits for none of them, and one key ends nothing that others were asked
about."""

import asyncio
from datetime import datetime, timedelta
from functools import partial

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from domains.care.cases.models import Case, CaseConcern, CaseStep, EmergencyCall
from domains.care.public import cases
from domains.kernel import sql, timers
from tests.care.cases.night import Night
from tests.care.cases.rescue import Odd
from tests.examples import examples

FEW = settings(
    max_examples=examples(4), stateful_step_count=18, deadline=None, derandomize=True, database=None
)
STRAIGHT = {
    cases.ConcernKind.SMOKE,
    cases.ConcernKind.GAS,
    cases.ConcernKind.FALL,
    cases.ConcernKind.SOS,
}


AT_ONCE = STRAIGHT - {cases.ConcernKind.FALL}
SILENT = {
    cases.ConcernKind.MISSED_CHECK_IN,
    cases.ConcernKind.INACTIVITY,
    cases.ConcernKind.DOOR_NOT_OPENED,
    cases.ConcernKind.NO_WATER_OR_POWER,
}
ENDED_BY = {
    cases.LifeWay.HOME: SILENT,
    cases.LifeWay.OWN_ANSWER: SILENT | {cases.ConcernKind.FALL, cases.ConcernKind.UNCLEAR_ANSWER},
}
HERS = {cases.Rung.COMPANION, cases.Rung.GUARDIAN}


class Killed(BaseException):
    """A worker ends after the step, before the commit."""


class CasesStory(RuleBasedStateMachine):
    """Told to PostgreSQL. What is kept here is what people did, and when the next step is due."""

    night: Night

    def _do(self, story):
        return asyncio.run_coroutine_threadsafe(story, self.loop).result(20)

    @initialize()
    def begin(self) -> None:
        self._do(self._sweep_away())
        self.confirmed = False

    async def _sweep_away(self) -> None:
        for case in await Case.all():
            await timers.cancel_timer(cases.TOPIC, case.id)
        await Case.all().delete()
        self.night.clock.advance(timedelta(days=1))

    @rule(kind=st.sampled_from(cases.ConcernKind))
    def something_is_noticed(self, kind: cases.ConcernKind) -> None:
        before = self._case()
        self._do(self.night.worry.about(kind, ago=timedelta(0)))
        after = self._case()
        if before is not None and before.ended_at is None:
            assert after.id == before.id
            assert after.level >= before.level
        else:
            self.confirmed = False

    @rule(who=st.sampled_from(["guardian", "worker", "desk"]))
    def somebody_takes_it(self, who: str) -> None:
        self._do_if_there(partial(self.night.acknowledge, self._actor(who)))

    @rule(kind=st.sampled_from(cases.ActKind), ago=st.sampled_from([0, 40]))
    def somebody_writes_down(self, kind: cases.ActKind, ago: int) -> None:
        before, rings = self._case(), self._do(timers.next_ring([cases.TOPIC]))
        done = partial(self.night.act, self._actor("worker"), kind, ago=timedelta(minutes=ago))
        self._do_if_there(done)
        if before is not None and before.state is cases.CaseState.OPEN:
            takes = self.night.clock.now() - timedelta(minutes=ago) > before.observed_at
            after = self._case()
            assert (after.state is cases.CaseState.TAKEN) == takes
            assert takes or self._do(timers.next_ring([cases.TOPIC])) == rings

    @rule()
    def somebody_closes_it(self) -> None:
        self._do_if_there(partial(self.night.close, self._actor("worker")))

    @rule(who=st.sampled_from(["guardian", "worker"]))
    def somebody_wants_119(self, who: str) -> None:
        answer = self._do_if_there(partial(self.night.confirm, self._actor(who)))
        assert who == "worker" or not isinstance(answer, cases.HandOverConfirmed)
        self.confirmed |= isinstance(answer, cases.HandOverConfirmed)

    @rule()
    def the_loop_tells_119(self) -> None:
        self._do(cases.call_119(Odd(), clock=self.night.clock, ids=self.night.ids))

    @rule(way=st.sampled_from(cases.LifeWay))
    def she_shows_that_she_is_well(self, way: cases.LifeWay) -> None:
        at, night = self.night.clock.now() + timedelta(milliseconds=1), self.night
        before, may = self._case(), self._may_end_by(way)
        senior = night.seniors.senior
        self._do(cases.sign_of_life(senior, at=at, way=way, clock=night.clock, ids=night.ids))
        if before is not None and before.ended_at is None:
            assert (self._case().ended_how is cases.CaseEnd.LIFE) == may

    @rule(before=st.sampled_from([None, cases.ConcernKind.INACTIVITY]))
    def she_falls_is_asked_and_presses_one(self, before: cases.ConcernKind | None) -> None:
        """At once, or while a care worker is asked about something else."""
        if before is not None:
            worry = self.night.worry
            self._do(worry.about(before, cases.Level.CARE_WORKER, ago=timedelta(0)))
            self._do(self._fire(1))
        self.something_is_noticed(cases.ConcernKind.FALL)
        self._do(self._fire(1))
        self.she_shows_that_she_is_well(cases.LifeWay.OWN_ANSWER)

    def _may_end_by(self, way: cases.LifeWay) -> bool:
        """Nobody has it, nobody but she and her family was ever asked, 119 has not heard of it, and
        her word is enough for each concern."""
        case = self._case()
        if case is None or case.state is not cases.CaseState.OPEN:
            return False
        asked = {step.rung for step in self._steps()}
        kinds = {each.kind for each in self._of(CaseConcern)}
        told = [call for call in self._of(EmergencyCall) if call.sent_at is not None]
        return asked <= HERS and kinds <= ENDED_BY[way] and not told

    @rule(minutes=st.sampled_from([1, 9, 31]), workers=st.integers(1, 2))
    def time_passes(self, minutes: int, workers: int) -> None:
        self.night.clock.advance(timedelta(minutes=minutes))
        before, steps, due = self._case(), self._steps(), self._due()
        self._do(self._fire(workers))
        taken = self._steps()[len(steps) :]
        if before is None or before.ended_at is not None or not due:
            assert taken == []
        else:
            assert len(taken) == 1
            assert taken[0].at == self.night.clock.now() >= taken[0].due_at

    @rule()
    def a_worker_is_killed(self) -> None:
        due, steps = self._due(), len(self._steps())
        try:
            self._do(self._fire(1, dies=True))
        except Killed:
            assert due
        assert len(self._steps()) == steps
        assert self._due() == due

    @precondition(lambda self: hasattr(self, "confirmed"))
    @invariant()
    def each_step_has_its_number_and_something_always_follows(self) -> None:
        case = self._case()
        if case is None:
            return
        assert [step.no for step in self._steps()] == list(range(1, case.steps + 1))
        rings = self._do(timers.next_ring([cases.TOPIC]))
        assert (rings is None) == (case.ended_at is not None)
        for call in self._of(EmergencyCall):
            assert call.kind in STRAIGHT or call.confirmed_by is not None

    @precondition(lambda self: hasattr(self, "confirmed"))
    @invariant()
    def of_smoke_gas_and_sos_119_hears_from_the_moment_they_are_noticed(self) -> None:
        """Of the latest news of each: it is due for whichever loop looks next."""
        told = {call.told_of for call in self._of(EmergencyCall)}
        news = [each for each in self._of(CaseConcern) if each.is_news and each.kind in AT_ONCE]
        assert {each.id for each in {each.kind: each for each in news}.values()} <= told
        now = self.night.clock.now()
        for call in self._of(EmergencyCall):
            assert call.sent_at or call.dropped_at or call.try_at <= now

    def _case(self) -> Case | None:
        return self._do(_first(Case.all().order_by("-opened_at", "-id")))

    def _steps(self) -> list[CaseStep]:
        return sorted(self._of(CaseStep), key=lambda step: step.no)

    def _of(self, model):
        """Of the latest case."""
        case = self._case()
        return [] if case is None else self._do(_all(model.filter(case_id=case.id).order_by("id")))

    def _due(self) -> bool:
        rings: datetime | None = self._do(timers.next_ring([cases.TOPIC]))
        return rings is not None and rings <= self.night.clock.now()

    def _actor(self, who: str):
        return getattr(self.night.seniors, f"as_{who}")

    def _do_if_there(self, act):
        return None if self._case() is None else self._do(act())

    async def _fire(self, workers: int, *, dies: bool = False) -> None:
        async def ring(timer) -> None:
            await cases.case_is_due(timer, clock=self.night.clock, ids=self.night.ids)
            if dies:
                raise Killed

        turns = (
            timers.fire_due({cases.TOPIC: ring}, limit=9, clock=self.night.clock)
            for _ in range(workers)
        )
        await asyncio.gather(*turns)


async def _first(query):
    return await query.first()


async def _all(query):
    return await query


async def test_no_step_is_lost_doubled_early_or_after_the_end(worry, seniors, clock, ids):
    class Story(CasesStory):
        pass

    Story.loop, Story.night = asyncio.get_running_loop(), Night(worry, seniors, clock, ids)
    await asyncio.to_thread(run_state_machine_as_test, Story, settings=FEW)
    (doubled,) = await sql.fetch("SELECT count(*) AS n FROM care.case_steps WHERE due_at > at")
    assert doubled["n"] == 0
