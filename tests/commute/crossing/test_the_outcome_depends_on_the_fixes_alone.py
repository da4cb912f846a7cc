"""Properties that hold for any walk: hypothesis looks for one that breaks them."""

import random
from collections.abc import Iterable
from itertools import pairwise
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domains.commute.crossing import (
    Amended,
    Change,
    Entered,
    Exited,
    FenceIndex,
    Fix,
    Judgement,
    Reopened,
    Retracted,
    TrackState,
    Visit,
    advance,
    reconcile,
    rejudge,
)
from tests.commute.crossing.walks import ACADEMY, SCHOOL, fence, fixes, walk
from tests.examples import examples

proven = settings(deadline=None, derandomize=True, max_examples=examples(25))
"""Repeatable, and indifferent to how fast the machine is."""

PLACES = FenceIndex(
    [fence(radius_m=60, dwell_s=30), fence(ACADEMY, east=70, radius_m=40, dwell_s=0)]
)
EAST = st.sampled_from([-900.0, -300.0, -80.0, -20.0, 0.0, 30.0, 70.0, 110.0, 400.0])
LEG = st.tuples(
    st.sampled_from([10.0, 60.0, 200.0, 900.0]), EAST, st.sampled_from([0.0, 40.0, 600.0])
)


@st.composite
def tracks(draw: st.DrawFn) -> list[Fix]:
    """A wandering walk, noisy, with a chance of vague fixes, wild jumps and silent phones."""
    steps = walk(
        *draw(st.lists(LEG, min_size=1, max_size=5)),
        every_s=draw(st.sampled_from([5.0, 15.0, 60.0])),
    )
    seed = draw(st.integers(0, 10_000))
    track = fixes(
        steps,
        jitter_m=draw(st.sampled_from([0.0, 5.0, 30.0, 100.0])),
        accuracy_m=draw(st.sampled_from([None, 5.0, 30.0, 100.0])),
        seed=seed,
    )
    return [_spoilt(fix, random.Random(f"{seed}/{fix.at}")) for fix in track]


def _spoilt(fix: Fix, draw: random.Random) -> Fix:
    chance = draw.random()
    if chance < 0.03:
        return Fix(fix.at, fix.lat + draw.uniform(-1, 1), fix.lon, 10.0)
    if chance < 0.06:
        return Fix(fix.at, fix.lat, fix.lon + 0.05, 17_000.0)
    return Fix(fix.at, fix.lat, fix.lon, None) if chance < 0.1 else fix


def judged(track: list[Fix]) -> Judgement:
    return advance(TrackState(), PLACES, track)


def mixed(track: list[Fix], seed: int) -> list[Fix]:
    draw = random.Random(seed)
    repeated = track + draw.sample(track, len(track) // 2)
    draw.shuffle(repeated)
    return repeated


@proven
@given(tracks(), st.integers(0, 1_000))
def test_repeating_and_shuffling_a_batch_changes_nothing(track, seed):
    assert judged(mixed(track, seed)) == judged(track)


@proven
@given(tracks(), st.data())
def test_cutting_a_track_into_batches_changes_nothing(track, data):
    cuts = sorted(data.draw(st.sets(st.integers(0, len(track)), max_size=8)) | {0, len(track)})
    state = TrackState()
    told: list[Visit] = []
    for start, end in pairwise(cuts):
        batch = mixed(track[start:end], data.draw(st.integers(0, 1_000)))
        step = advance(TrackState.from_json(state.to_json()), PLACES, batch)
        assert step.late == ()
        state = step.state
        told += step.told

    whole = judged(track)
    assert tuple(told) == whole.told
    assert state == whole.state


@proven
@given(tracks(), st.data())
def test_a_late_batch_judged_again_ends_where_an_early_one_would_have(track, data):
    first = data.draw(st.integers(0, len(track)))
    last = data.draw(st.integers(first, len(track)))
    checkpoint = judged(track[:first])
    hasty = advance(checkpoint.state, PLACES, track[last:])
    recorded = latest(checkpoint.told + hasty.told)

    again = rejudge(PLACES, mixed(track[first:], 7), checkpoint=checkpoint.state)
    since = checkpoint.state.at or float("-inf")
    changes = reconcile(recorded, again.visits, since=since)

    assert again.state == judged(track).state
    assert spans(carry_out(changes, recorded)) == spans(judged(track).visits)
    assert reconcile(judged(track).visits, again.visits, since=since) == []


def latest(told: tuple[Visit, ...]) -> list[Visit]:
    return list({(visit.place_id, visit.entered.at): visit for visit in told}.values())


def spans(visits: Iterable[Visit]) -> list[tuple[UUID, float, float | None]]:
    return sorted(
        ((v.place_id, v.entered.at, v.left.at if v.left else None) for v in visits),
        key=lambda span: span[:2],
    )


def carry_out(changes: list[Change], recorded: list[Visit]) -> list[Visit]:
    """What a table of visits holds after the changes, each row known by its place and start."""
    rows = {(visit.place_id, visit.entered.at): visit for visit in recorded}
    for change in changes:
        match change:
            case Retracted(recorded=old):
                del rows[(old.place_id, old.entered.at)]
            case Amended(recorded=old, visit=new) | Reopened(recorded=old, visit=new):
                del rows[(old.place_id, old.entered.at)]
                rows[(new.place_id, new.entered.at)] = new
            case Entered(visit=new) | Exited(visit=new):
                rows[(new.place_id, new.entered.at)] = new
    return list(rows.values())


@proven
@given(tracks())
def test_entering_and_leaving_alternate_and_only_the_last_visit_may_be_open(track):
    for place in (SCHOOL, ACADEMY):
        stays = [visit for visit in judged(track).visits if visit.place_id == place]
        moments = [m for visit in stays for m in (visit.entered, visit.left) if m]
        assert [m.at for m in moments] == sorted(m.at for m in moments)
        assert all(visit.left is not None for visit in stays[:-1])


@proven
@given(tracks())
def test_what_is_told_grows_and_is_never_taken_back(track):
    open_at: dict[object, float] = {}
    for visit in judged(track).told:
        if visit.left is None:
            assert visit.place_id not in open_at
            open_at[visit.place_id] = visit.entered.at
        else:
            assert open_at.pop(visit.place_id) == visit.entered.at


@proven
@given(tracks())
def test_confidence_is_a_probability(track):
    for visit in judged(track).visits:
        for crossing in (visit.entered, visit.left):
            assert crossing is None or 0 <= crossing.confidence <= 1


@proven
@given(st.lists(st.floats(501, 50_000), min_size=1, max_size=30), st.integers(0, 99))
def test_no_number_of_vague_fixes_ever_fires(accuracies, seed):
    steps = [(10.0 * index, 0.0, 0.0) for index in range(len(accuracies))]
    vague = [
        Fix(fix.at, fix.lat, fix.lon, accuracy)
        for fix, accuracy in zip(fixes(steps, jitter_m=20, seed=seed), accuracies, strict=True)
    ]

    assert judged(vague) == Judgement(TrackState())


@proven
@given(
    st.lists(
        st.builds(
            Fix,
            st.floats(allow_nan=True, allow_infinity=True),
            st.floats(allow_nan=True, allow_infinity=True),
            st.floats(allow_nan=True, allow_infinity=True),
            st.one_of(st.none(), st.floats(allow_nan=True, allow_infinity=True)),
        ),
        max_size=20,
    )
)
def test_no_nonsense_breaks_the_judge(nonsense):
    state = judged(nonsense).state

    assert TrackState.from_json(state.to_json()) == state


def test_a_state_of_another_version_is_refused():
    with pytest.raises(ValueError, match="version"):
        TrackState.from_json('{"v":0,"at":null}')
