"""A model that fails is left alone for a while, then asked by one caller, then by all again."""

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from infra.model_client.breaker import (
    FAULTS_IN_A_ROW,
    FIRST_REST_S,
    LONGEST_REST_S,
    PROBE_LOST_S,
    WINDOW,
    Breaker,
    Closed,
    HalfOpen,
    Open,
    Pass,
    begin,
    failed,
    let_go,
    succeeded,
)


def faults(state: Breaker, count: int, *, now: float = 0.0) -> Breaker:
    for _ in range(count):
        state = failed(state, Pass.REGULAR, now=now, dice=0.5)
    return state


def test_it_opens_after_faults_in_a_row_and_not_before():
    assert isinstance(faults(Closed(), FAULTS_IN_A_ROW - 1), Closed)
    assert isinstance(faults(Closed(), FAULTS_IN_A_ROW), Open)


def test_it_opens_when_half_of_a_window_fails():
    state: Breaker = Closed()
    for number in range(WINDOW):
        assert isinstance(state, Closed)
        state = (
            succeeded(state, Pass.REGULAR)
            if number % 2
            else failed(state, Pass.REGULAR, now=0, dice=0)
        )
    assert isinstance(state, Closed)
    assert isinstance(failed(state, Pass.REGULAR, now=0, dice=0), Open)


def test_while_it_is_open_nobody_gets_through():
    state = faults(Closed(), FAULTS_IN_A_ROW, now=100.0)
    assert begin(state, now=100.0) == (state, None)


def test_one_probe_gets_through_after_the_rest_and_closes_it():
    state = faults(Closed(), FAULTS_IN_A_ROW)
    state, by = begin(state, now=FIRST_REST_S)
    assert by is Pass.PROBE
    assert begin(state, now=FIRST_REST_S)[1] is None
    assert isinstance(succeeded(state, by), Closed)


def test_a_probe_that_fails_opens_it_for_longer():
    state = faults(Closed(), FAULTS_IN_A_ROW)
    assert isinstance(state, Open)
    again, by = begin(state, now=FIRST_REST_S)
    assert by is not None
    longer = failed(again, by, now=FIRST_REST_S, dice=0.5)
    assert isinstance(longer, Open)
    assert longer.until - FIRST_REST_S == 2 * state.until


def test_a_probe_that_nobody_reported_is_given_to_somebody_else():
    state, _ = begin(Open(until=0.0, trips=1), now=1.0)
    assert begin(state, now=1.0 + PROBE_LOST_S)[1] is Pass.PROBE


def test_a_probe_that_was_given_up_proves_nothing():
    state, by = begin(Open(until=0.0, trips=1), now=1.0)
    assert by is not None
    assert begin(let_go(state, by, now=2.0), now=2.0)[1] is Pass.PROBE


def test_what_began_before_it_opened_closes_nothing_and_opens_nothing():
    for state in (Open(until=9.0, trips=1), HalfOpen(probe_lost_at=9.0, trips=1)):
        assert succeeded(state, Pass.REGULAR) == state
        assert failed(state, Pass.REGULAR, now=1.0, dice=0.0) == state
        assert let_go(state, Pass.REGULAR, now=1.0) == state


def test_who_falls_at_once_again_waits_longer_until_a_whole_window_was_good():
    state: Breaker = faults(Closed(trips=3), FAULTS_IN_A_ROW)
    assert isinstance(state, Open)
    assert state.until > FIRST_REST_S * 2
    state = Closed(trips=3)
    for _ in range(WINDOW):
        state = succeeded(state, Pass.REGULAR)
    assert state == Closed((False,) * WINDOW, trips=0)


class AnyHistory(RuleBasedStateMachine):
    """Calls begin, end, are given up and forgotten in any order, at any time."""

    def __init__(self) -> None:
        super().__init__()
        self.state: Breaker = Closed()
        self.now = 0.0
        self.under_way: list[Pass] = []
        self.probes: list[float] = []

    @rule(seconds=st.floats(0, 60))
    def time_passes(self, seconds: float) -> None:
        self.now += seconds

    @rule()
    def begins(self) -> None:
        before = self.state
        self.state, by = begin(self.state, now=self.now)
        if by is Pass.PROBE:
            assert isinstance(self.state, HalfOpen)
            self.probes.append(self.now)
        if by is None:
            assert self.state == before
            assert not isinstance(before, Closed)
        else:
            self.under_way.append(by)

    @precondition(lambda self: self.under_way)
    @rule(data=st.data(), dice=st.floats(0, 1, exclude_max=True))
    def ends(self, data: st.DataObject, dice: float) -> None:
        by = self.under_way.pop(data.draw(st.integers(0, len(self.under_way) - 1)))
        was = self.state
        match data.draw(st.sampled_from(["good", "bad", "given up", "forgotten"])):
            case "good":
                self.state = succeeded(was, by)
            case "bad":
                self.state = failed(was, by, now=self.now, dice=dice)
                assert not (isinstance(was, HalfOpen) and by is Pass.PROBE) or isinstance(
                    self.state, Open
                )
            case "given up":
                self.state = let_go(was, by, now=self.now)
        if by is Pass.REGULAR and not isinstance(was, Closed):
            assert self.state == was

    @invariant()
    def it_rests_for_a_bounded_time(self) -> None:
        if isinstance(self.state, Open):
            assert self.state.until - self.now <= LONGEST_REST_S
        _, by = begin(self.state, now=self.now + LONGEST_REST_S + PROBE_LOST_S)
        assert by is not None

    @invariant()
    def probes_go_one_at_a_time(self) -> None:
        if isinstance(self.state, HalfOpen):
            assert begin(self.state, now=self.probes[-1])[1] is None

    @invariant()
    def it_remembers_a_window_and_no_more(self) -> None:
        if isinstance(self.state, Closed):
            assert len(self.state.latest) <= WINDOW


TestAnyHistory = AnyHistory.TestCase
