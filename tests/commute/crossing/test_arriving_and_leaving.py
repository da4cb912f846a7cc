"""What a parent is told of a child's way to school and back."""

import pytest

from domains.commute.crossing import FenceIndex, Fix, Geofence, TrackState, advance
from tests.commute.crossing.walks import (
    ACADEMY,
    OSAN,
    SCHOOL,
    TO_SCHOOL_AND_HOME,
    fence,
    fixes,
    moved,
    visits,
    walk,
)


def test_a_walk_to_school_and_back_is_one_visit_with_its_moments_interpolated():
    (visit,) = visits(fixes(TO_SCHOOL_AND_HOME))

    assert visit.place_id == SCHOOL
    assert visit.entered.at == pytest.approx(240, abs=5)  # 100 m before the centre, at 1.25 m/s
    assert visit.left is not None
    assert visit.left.at == pytest.approx(1620, abs=5)  # 125 m after it
    assert visit.entered.confidence > 0.8
    assert visit.entered.evidence.observed_s >= 60
    assert visit.entered.evidence.median_accuracy_m == 10
    assert visit.entered.evidence.interpolated


def test_the_evidence_gives_no_position_away():
    (visit,) = visits(fixes(TO_SCHOOL_AND_HOME))

    assert "37.1" not in repr(visit)
    assert "127.0" not in repr(visit)


def test_an_open_visit_waits_for_its_end():
    (visit,) = visits(fixes(walk((320, 0, 0), (600, 0, 0))))

    assert visit.is_open


def test_a_bus_that_passes_by_has_not_arrived():
    assert visits(fixes(walk((80, 400, 0)))) == ()


def test_a_bus_that_passes_by_between_two_sparse_fixes_has_not_arrived():
    assert visits(fixes(walk((60, 400, 0), every_s=60))) == ()


def test_sparse_fixes_that_imply_a_stay_are_an_arrival():
    far_and_near = [(0, -2000, 0), (300, 5, 0), (1500, -5, 3), (1800, 2000, 0)]

    (visit,) = visits(fixes(far_and_near))

    assert 0 < visit.entered.at < 300
    assert visit.left is not None
    assert 1500 < visit.left.at < 1800


def test_without_a_dwell_passing_through_counts_even_when_no_fix_lies_inside():
    (visit,) = visits(fixes(walk((40, 400, 0), every_s=20)), fence(dwell_s=0))

    assert visit.entered.at == pytest.approx(15, abs=2)
    assert visit.left is not None
    assert visit.left.at == pytest.approx(26, abs=2)


def test_a_child_at_the_gate_does_not_arrive_twice():
    to_and_fro = [(25, east, 0) for east in (95, 115, 90, 118, 92, 112, 90)]

    assert len(visits(fixes(walk((320, 0, 0), (300, 0, 0), *to_and_fro)))) == 1


def test_leaving_is_never_told_before_arriving():
    (visit,) = visits(fixes(walk((600, 0, 0), (320, 400, 0), start=(0, 0, 0))))

    assert visit.entered.at == 0
    assert visit.entered.evidence.since_first_fix


@pytest.mark.parametrize("accuracy_m", [17_000.0, 2_000.0, 501.0])
def test_a_vague_fix_never_fires_anything(accuracy_m):
    assert visits(fixes(walk((600, 0, 0), start=(0, 0, 0)), accuracy_m=accuracy_m)) == ()


def test_a_vague_fix_does_not_end_a_visit():
    at_school = fixes(walk((320, 0, 0), (600, 0, 0)))
    cell_tower = Fix(600.5, *moved(OSAN, 9_000, 0), 17_000)

    assert visits([*at_school, cell_tower]) == visits(at_school)


def test_one_jump_to_another_town_neither_ends_a_visit_nor_derails_the_track():
    at_school = fixes(TO_SCHOOL_AND_HOME)
    jump = Fix(800.5, *moved(OSAN, 40_000, 0), 5.0)

    assert visits([*at_school, jump]) == visits(at_school)


def test_a_first_fix_that_was_wrong_is_found_out():
    wrong = Fix(-5.0, *moved(OSAN, 40_000, 0), 5.0)

    (visit,) = visits([wrong, *fixes(TO_SCHOOL_AND_HOME)])

    assert visit.entered.at == pytest.approx(240, abs=5)


@pytest.mark.parametrize("accuracy_m", [None, 0.0])
def test_an_accuracy_of_zero_or_none_is_unknown(accuracy_m):
    (visit,) = visits(fixes(TO_SCHOOL_AND_HOME, accuracy_m=accuracy_m))

    assert visit.left is not None


@pytest.mark.parametrize("jitter_m", [30.0, 100.0])
@pytest.mark.parametrize("every_s", [5.0, 60.0])
@pytest.mark.parametrize("seed", range(3))
def test_a_child_who_sits_in_class_with_a_bad_reception_stays_there(jitter_m, every_s, seed):
    day = fixes(
        walk((320, 0, 0), (6 * 3600, 0, 0), every_s=every_s),
        accuracy_m=jitter_m,
        jitter_m=jitter_m,
        seed=seed,
    )

    assert len(visits(day)) <= 1
    assert all(visit.is_open for visit in visits(day))


@pytest.mark.parametrize("seed", range(5))
def test_a_phone_that_claims_five_metres_and_errs_by_thirty_is_found_out(seed):
    day = fixes(walk((320, 0, 0), (3 * 3600, 0, 0)), accuracy_m=5, jitter_m=30, seed=seed)

    assert len(visits(day)) == 1


@pytest.mark.parametrize("jitter_m", [5.0, 15.0, 30.0])
@pytest.mark.parametrize("seed", range(3))
def test_two_places_seventy_metres_apart_do_not_oscillate(jitter_m, seed):
    school = fence(radius_m=40)
    academy = fence(ACADEMY, east=70, radius_m=40)
    steps = walk((320, 0, 0), (3600, 0, 0), (56, 70, 0), (3600, 70, 0), (320, 470, 0))

    told = visits(fixes(steps, accuracy_m=jitter_m, jitter_m=jitter_m, seed=seed), school, academy)

    assert [visit.place_id for visit in told] == [SCHOOL, ACADEMY]
    assert not any(visit.is_open for visit in told)


@pytest.mark.parametrize(
    "around", [(0.0, 180.0), (-16.5, -179.9999), (78.2, 15.6), (-54.8, -68.3), (69.6, 179.9995)]
)
def test_the_other_side_of_the_world_is_no_different(around):
    (there,) = visits(fixes(TO_SCHOOL_AND_HOME, around=around), fence(around=around))
    (here,) = visits(fixes(TO_SCHOOL_AND_HOME))

    assert there.left is not None
    assert here.left is not None
    assert there.entered.at == pytest.approx(here.entered.at, abs=0.5)
    assert there.left.at == pytest.approx(here.left.at, abs=0.5)


def test_only_watched_places_are_judged():
    index = FenceIndex([fence(), fence(ACADEMY)])

    judged = advance(TrackState(), index, fixes(TO_SCHOOL_AND_HOME), watched={ACADEMY})

    assert {visit.place_id for visit in judged.visits} == {ACADEMY}


def test_far_from_every_place_nothing_is_held():
    far = fixes(walk((600, 9_000, 0), start=(0, 8_000, 0)))

    state = advance(TrackState(), FenceIndex([fence()]), far).state

    assert state.window == ()
    assert state.fences == ()
    assert len(state.to_json()) < 120


def test_a_place_that_nobody_can_enter_is_refused():
    with pytest.raises(ValueError, match="positive radius"):
        Geofence(SCHOOL, *OSAN, radius_m=0)
