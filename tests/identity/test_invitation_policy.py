"""An invitation comes about once, by two people's word, in time; or never."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from domains.identity.invitation_policy import (
    LIVES,
    Accept,
    Cancel,
    Confirm,
    Invited,
    NotPossible,
    Stage,
    decide,
    first,
)
from tests.examples import examples

NOON = datetime(2026, 3, 3, 3, tzinfo=UTC)
INVITER, CHILD, ANNA, BORA = (UUID(int=n) for n in range(1, 5))
EVERYBODY = (INVITER, CHILD, ANNA, BORA)

acts = st.builds(
    lambda kind, by: kind(by),
    st.sampled_from([Accept, Confirm, Cancel]),
    st.sampled_from(EVERYBODY),
)
waits = st.sampled_from(
    [
        timedelta(0),
        timedelta(minutes=1),
        timedelta(hours=30),
        LIVES - timedelta(microseconds=1),
        LIVES,
    ]
)
stories = st.lists(st.tuples(waits, acts), max_size=12)


def fresh() -> Invited:
    return first(inviter_id=INVITER, concerned_id=CHILD, now=NOON)


@settings(max_examples=examples(120))
@given(stories)
def test_it_comes_about_only_by_an_acceptance_then_the_inviters_word_and_only_once(story):
    state, now, done = fresh(), NOON, []
    for wait, act in story:
        now += wait
        after = decide(state, act, now=now)
        if isinstance(after, NotPossible):
            continue
        assert now < state.expires_at, "nothing moves from its end on"
        done.append(act)
        state = after
    accepted = [act for act in done if isinstance(act, Accept)]
    confirmed = [act for act in done if isinstance(act, Confirm)]
    assert len(accepted) <= 1
    assert len(confirmed) <= 1
    assert all(act.by not in (INVITER, CHILD) for act in accepted)
    assert all(act.by == INVITER for act in confirmed)
    if state.stage is Stage.CONFIRMED:
        assert done == [*accepted, *confirmed], "accepted before confirmed, and nothing else"
        assert state.accepted_by == accepted[0].by


@settings(max_examples=examples(60))
@given(stories, acts)
def test_what_is_over_stays_over(story, act):
    state, now = fresh(), NOON
    for wait, one in story:
        now += wait
        after = decide(state, one, now=now)
        state = state if isinstance(after, NotPossible) else after
    if state.stage in (Stage.CONFIRMED, Stage.CANCELLED) or now >= state.expires_at:
        assert decide(state, act, now=now) == NotPossible()


@given(st.permutations([ANNA, BORA]))
def test_of_two_who_type_the_code_the_first_has_it(order):
    taken = decide(fresh(), Accept(order[0]), now=NOON)
    assert isinstance(taken, Invited)
    assert decide(taken, Accept(order[1]), now=NOON) == NotPossible()
    assert decide(taken, Accept(order[0]), now=NOON) == NotPossible()


def test_it_expires_at_each_step():
    last, over = NOON + LIVES - timedelta(microseconds=1), NOON + LIVES
    assert decide(fresh(), Accept(ANNA), now=over) == NotPossible()
    accepted = decide(fresh(), Accept(ANNA), now=last)
    assert isinstance(accepted, Invited)
    assert decide(accepted, Confirm(INVITER), now=last + LIVES) == NotPossible()
    assert isinstance(
        decide(accepted, Confirm(INVITER), now=last + LIVES - timedelta(microseconds=1)), Invited
    )


def test_only_the_two_sides_call_it_off():
    accepted = decide(fresh(), Accept(ANNA), now=NOON)
    assert isinstance(accepted, Invited)
    for outsider in (BORA, CHILD):
        assert decide(accepted, Cancel(outsider), now=NOON) == NotPossible()
    for side in (INVITER, ANNA):
        called_off = decide(accepted, Cancel(side), now=NOON)
        assert isinstance(called_off, Invited)
        assert decide(called_off, Confirm(INVITER), now=NOON) == NotPossible()
