"""A case moves only as its rules allow, whatever is tried in whatever order."""

from datetime import UTC, datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from domains.governance.case_policy import ANSWERS, CLOCK_RUNS, OVER, Move, Standing, moved
from domains.governance.legal_clock import TERMS, WorkingCalendar
from domains.governance.vocabulary import CaseKind, CaseState
from domains.kernel.clock import seoul_date
from tests.examples import examples

KOREA = WorkingCalendar()


class Desk(RuleBasedStateMachine):
    """Officers and citizens try everything; time passes."""

    @initialize(kind=st.sampled_from(list(CaseKind)))
    def begins(self, kind: CaseKind) -> None:
        self.now = datetime(2026, 1, 5, 1, tzinfo=UTC)
        self.case = Standing(kind, CaseState.DRAFT)
        self.answered = False
        self.rested_days = 0

    @rule(hours=st.integers(1, 24 * 40))
    def time_passes(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    @rule(move=st.sampled_from(list(Move)))
    def somebody_tries(self, move: Move) -> None:
        before = self.case
        after = moved(before, move, now=self.now, calendar=KOREA)
        if after is None:
            return
        if before.paused_on is not None:
            self.rested_days += (seoul_date(self.now) - before.paused_on).days
        if after.state in ANSWERS:
            assert not self.answered, "an answer is given once"
            self.answered = True
        self.case = after

    @precondition(lambda self: self.case.state in CLOCK_RUNS)
    @invariant()
    def a_running_clock_has_an_end_and_is_not_paused(self) -> None:
        assert self.case.last_day is not None
        assert self.case.paused_on is None

    @invariant()
    def no_clock_before_it_is_handed_in(self) -> None:
        if self.case.state is CaseState.DRAFT:
            assert self.case.last_day is None

    @invariant()
    def nobody_is_dropped_while_a_proof_is_asked(self) -> None:
        if self.case.state is CaseState.PROOF_ASKED:
            assert self.case.paused_on is not None
            brought = moved(self.case, Move.BRING_PROOF, now=self.now, calendar=KOREA)
            assert brought is not None
            assert brought.state is CaseState.RECEIVED

    @invariant()
    def extensions_stay_within_the_law(self) -> None:
        assert self.case.extensions <= TERMS[self.case.kind].extensions

    @invariant()
    def the_end_is_no_later_than_the_law_and_the_rests_allow(self) -> None:
        if self.case.received_at is None or self.case.last_day is None:
            return
        term = TERMS[self.case.kind]
        most = term.days + self.case.extensions * term.extension_days + self.rested_days
        feasts = timedelta(days=12 * (2 + self.case.extensions + self.rested_days))
        received = seoul_date(self.case.received_at)
        assert self.case.last_day <= received + timedelta(days=most) + feasts
        assert self.case.last_day >= received + timedelta(days=term.days)

    @invariant()
    def what_is_over_stays_over(self) -> None:
        if self.case.state in OVER:
            reachable = {
                after.state
                for move in Move
                if (after := moved(self.case, move, now=self.now, calendar=KOREA)) is not None
            }
            assert reachable <= {CaseState.CLOSED}


TestDesk = Desk.TestCase
TestDesk.settings = settings(max_examples=examples(40), stateful_step_count=25, deadline=None)


def test_an_answer_that_comes_without_knowing_who_asks_is_not_given():
    case = Standing(CaseKind.ACCESS, CaseState.RECEIVED)
    now = datetime(2026, 3, 3, tzinfo=UTC)
    assert moved(case, Move.ANSWER, now=now, calendar=KOREA) is None
