"""A late fix may add, move or take back a visit; it never alarms again."""

from uuid import UUID

from domains.commute.crossing import (
    Amended,
    Crossing,
    Entered,
    Evidence,
    Exited,
    FenceIndex,
    Reopened,
    Retracted,
    TrackState,
    Visit,
    advance,
    reconcile,
    rejudge,
)
from tests.commute.crossing.walks import ACADEMY, SCHOOL, TO_SCHOOL_AND_HOME, fence, fixes, walk

INDEX = FenceIndex([fence()])


def crossing(at: float, *, since_first_fix: bool = False) -> Crossing:
    return Crossing(at, 0.9, Evidence(3, 10.0, 60.0, 5.0, True, since_first_fix))


def stay(start: float, end: float | None = None, place: UUID = SCHOOL) -> Visit:
    return Visit(place, crossing(start), None if end is None else crossing(end))


def test_nothing_late_means_nothing_to_tell():
    recorded = [stay(100, 200), stay(300)]

    assert reconcile(recorded, recorded) == []


def test_a_late_fix_never_alarms_again_about_a_visit_already_told():
    assert reconcile([stay(100, 200)], [stay(90, 210)]) == [Amended(stay(100, 200), stay(90, 210))]


def test_a_visit_found_late_is_told_with_its_end():
    assert reconcile([], [stay(100, 200)]) == [Entered(stay(100, 200)), Exited(stay(100, 200))]


def test_a_visit_that_never_was_is_retracted():
    assert reconcile([stay(100, 200)], []) == [Retracted(stay(100, 200))]


def test_an_open_visit_that_ended_is_only_ended():
    assert reconcile([stay(100)], [stay(100, 200)]) == [Exited(stay(100, 200))]


def test_a_leaving_taken_back_reopens_the_visit():
    assert reconcile([stay(100, 200)], [stay(100)]) == [Reopened(stay(100, 200), stay(100))]


def test_two_visits_that_were_one_become_the_longer_of_them():
    assert reconcile([stay(100, 150), stay(160, 400)], [stay(100, 400)]) == [
        Retracted(stay(100, 150)),
        Amended(stay(160, 400), stay(100, 400)),
    ]


def test_the_same_time_at_another_place_is_another_visit():
    assert reconcile([stay(100, 200)], [stay(100, 200, ACADEMY)]) == [
        Retracted(stay(100, 200)),
        Entered(stay(100, 200, ACADEMY)),
        Exited(stay(100, 200, ACADEMY)),
    ]


def test_visits_from_before_the_judged_stretch_are_left_alone():
    assert reconcile([stay(100, 200)], [], since=300) == []


def test_a_stretch_that_begins_inside_does_not_move_the_arrival():
    cut = Visit(SCHOOL, crossing(5_000, since_first_fix=True))

    assert reconcile([stay(100)], [cut], since=5_000) == []


def test_a_late_fix_is_handed_back_and_judged_from_the_checkpoint():
    track = fixes(TO_SCHOOL_AND_HOME)
    morning, missing, rest = track[:30], track[30:60], track[60:]
    checkpoint = advance(TrackState(), INDEX, morning).state
    hasty = advance(checkpoint, INDEX, rest)

    late = advance(hasty.state, INDEX, missing)
    again = rejudge(INDEX, [*rest, *missing], checkpoint=checkpoint)
    changes = reconcile(hasty.visits, again.visits, since=checkpoint.at or 0)

    assert list(late.late) == missing
    assert late.told == ()
    assert late.state == hasty.state
    assert not any(isinstance(change, Entered | Exited) for change in changes)
    assert again.visits == advance(TrackState(), INDEX, track).visits


def test_the_last_fix_repeated_in_the_next_batch_is_not_late():
    track = fixes(TO_SCHOOL_AND_HOME)
    state = advance(TrackState(), INDEX, track).state

    again = advance(state, INDEX, track[-1:])

    assert again.late == ()
    assert again.state == state


def test_a_visit_open_at_the_checkpoint_is_not_retracted_by_judging_again():
    track = fixes(walk((320, 0, 0), (1200, 0, 0)))
    checkpoint = advance(TrackState(), INDEX, track[:200])
    (recorded,) = checkpoint.visits

    again = rejudge(INDEX, track[200:], checkpoint=checkpoint.state)

    assert reconcile([recorded], again.visits, since=checkpoint.state.at or 0) == []
