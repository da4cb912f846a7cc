"""When 119 hears of one more danger in a case that it knows."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from domains.care.cases.levels import AGAIN_AFTER, LASTING, Noticed, is_new_danger, peers_of
from domains.care.public import cases

KIND = cases.ConcernKind
NOON = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
DANGERS = sorted({KIND.SMOKE, KIND.GAS, KIND.FALL, KIND.SOS})

moments = st.integers(-86_400, 86_400).map(lambda s: NOON + timedelta(seconds=s))
noticed = st.builds(Noticed, moments, st.booleans())
kinds = st.sampled_from(DANGERS)
before = st.lists(noticed, min_size=1, max_size=6)
settled = st.none() | moments


@given(kinds, noticed, settled)
def test_the_first_of_a_kind_is_always_told(kind, seen, settled_at):
    assert is_new_danger(kind, seen, before=[], settled_at=settled_at)


@given(kinds, moments, before, settled)
def test_a_backlog_calls_nobody_twice(kind, at, before, settled_at):
    assert not is_new_danger(kind, Noticed(at, late=True), before=before, settled_at=settled_at)


@given(kinds, noticed, before, settled)
def test_what_happens_now_is_told_where_only_a_backlog_was(kind, seen, before, settled_at):
    late = [Noticed(each.at, late=True) for each in before]
    assert is_new_danger(kind, seen, before=late, settled_at=settled_at) is not seen.late


@given(st.sampled_from(sorted(LASTING)), before, settled, st.data())
def test_a_detector_that_cries_on_is_one_danger(kind, before, settled_at, data):
    """However often, and whoever was there meanwhile."""
    before = [*before, Noticed(max(each.at for each in before), late=False)]
    latest = max(each.at for each in before)
    next_cry = latest + data.draw(st.timedeltas(timedelta(0), AGAIN_AFTER - timedelta(seconds=1)))
    seen = Noticed(next_cry, late=False)
    assert not is_new_danger(kind, seen, before=before, settled_at=settled_at)


@given(kinds, before, settled, st.timedeltas(AGAIN_AFTER, timedelta(days=30)))
def test_after_a_pause_it_is_another(kind, before, settled_at, pause):
    seen = Noticed(max(each.at for each in before) + pause, late=False)
    assert is_new_danger(kind, seen, before=before, settled_at=settled_at)


@given(st.sampled_from([KIND.SOS, KIND.FALL]), before)
def test_who_was_seen_to_and_cries_again_is_heard_again(kind, before):
    latest = max(each.at for each in before)
    seen = Noticed(latest + timedelta(seconds=2), late=False)
    spoke_at = latest + timedelta(seconds=1)
    assert is_new_danger(kind, seen, before=before, settled_at=spoke_at)


def test_whoever_lies_in_smoke_fell_in_it():
    assert KIND.SMOKE in peers_of(KIND.FALL)
    assert peers_of(KIND.SMOKE) == {KIND.SMOKE}
