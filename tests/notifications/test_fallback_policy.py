"""Chains as a state machine: whatever happens, no way is tried twice, and each chain ends."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from notifications.channel import Channel
from notifications.fallback.policy import (
    Because,
    Chains,
    End,
    Facts,
    Try,
    course,
    first_look,
)
from notifications.notification import Category

START = datetime(2026, 3, 2, 8, 41, tzinfo=UTC)
CHAINS = Chains()
BOTH = frozenset({Channel.SMS, Channel.VOICE})


def facts(**known) -> Facts:
    given = {
        "category": Category.SAFETY,
        "left": (Channel.SMS, Channel.VOICE),
        "lines": BOTH,
        "seen": False,
        "retracted": False,
        "expires_at": START + timedelta(hours=12),
        **known,
    }
    return Facts(**given)


def test_an_alarm_is_written_after_a_minute_and_called_two_minutes_later():
    assert first_look(Category.SAFETY, CHAINS) == timedelta(minutes=1)
    written = course(facts(), chains=CHAINS, now=START)
    assert written == Try(Channel.SMS, (Channel.VOICE,), START + timedelta(minutes=2))
    called = course(facts(left=written.left), chains=CHAINS, now=written.look_at)
    assert called == Try(Channel.VOICE, (), written.look_at + timedelta(seconds=90))
    over = course(facts(left=called.left), chains=CHAINS, now=called.look_at)
    assert over == End(Because.EXHAUSTED)


def test_whoever_has_only_a_landline_is_called_after_the_same_minute():
    called = course(facts(lines=frozenset({Channel.VOICE})), chains=CHAINS, now=START)
    assert called == Try(Channel.VOICE, (), START + CHAINS.last_wait)


def test_care_is_written_after_ten_minutes_and_never_calls():
    assert first_look(Category.CARE, CHAINS) == timedelta(minutes=10)
    written = course(facts(category=Category.CARE, left=(Channel.SMS,)), chains=CHAINS, now=START)
    assert written == Try(Channel.SMS, (), START + CHAINS.last_wait)


@pytest.mark.parametrize("category", [Category.SERVICE, Category.ADVERTISING])
def test_nothing_else_has_a_chain(category):
    assert CHAINS.of(category) == ()


@given(
    seen=st.booleans(),
    retracted=st.booleans(),
    late_s=st.integers(-3600, 3600),
    lines=st.sets(st.sampled_from([Channel.SMS, Channel.VOICE])),
)
def test_nobody_is_disturbed_for_what_is_known_withdrawn_or_over(seen, retracted, late_s, lines):
    now = START + timedelta(hours=12, seconds=late_s)
    answer = course(
        facts(seen=seen, retracted=retracted, lines=frozenset(lines)), chains=CHAINS, now=now
    )
    if seen or retracted or late_s >= 0 or not lines:
        assert isinstance(answer, End)
    else:
        assert isinstance(answer, Try)


class ChainMachine(RuleBasedStateMachine):
    """One chain, while telephones come and go and people look at their phones or do not."""

    @initialize(category=st.sampled_from([Category.SAFETY, Category.CARE]))
    def arm(self, category: Category) -> None:
        self.category = category
        self.ways = [step.way for step in CHAINS.of(category)]
        self.left: tuple[Channel, ...] = tuple(self.ways)
        self.now = START
        self.due = START + first_look(category, CHAINS)
        self.lines = set(self.ways)
        self.seen = self.retracted = False
        self.tried: list[Channel] = []
        self.ended: Because | None = None

    @rule(seconds=st.integers(1, 400))
    def time_passes(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)

    @rule()
    def the_way_failed(self) -> None:
        self.due = min(self.due, self.now)

    @rule(way=st.sampled_from([Channel.SMS, Channel.VOICE]), there=st.booleans())
    def a_telephone_comes_or_goes(self, way: Channel, there: bool) -> None:
        (self.lines.add if there else self.lines.discard)(way)

    @rule()
    def somebody_looks(self) -> None:
        self.seen = True

    @rule()
    def somebody_takes_it_on(self) -> None:
        self.retracted = True

    @precondition(lambda self: self.ended is None and self.now >= self.due)
    @rule()
    def the_timer_fires(self) -> None:
        known = facts(
            category=self.category,
            left=self.left,
            lines=frozenset(self.lines),
            seen=self.seen,
            retracted=self.retracted,
        )
        match course(known, chains=CHAINS, now=self.now):
            case Try(way, left, look_at):
                assert not self.seen
                assert not self.retracted
                assert way in self.lines
                assert look_at > self.now
                self.tried.append(way)
                self.left, self.due = left, look_at
            case End(because):
                self.ended = because
                assert because is not Because.EXHAUSTED or not self.lines & set(self.left)

    @invariant()
    def each_way_once_and_in_order(self) -> None:
        if hasattr(self, "tried"):
            assert self.tried == [way for way in self.ways if way in self.tried]
            assert not set(self.tried) & set(self.left)


TestChainMachine = ChainMachine.TestCase
