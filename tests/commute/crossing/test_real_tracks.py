"""The real bus ride and the real hike, judged without noise against the independent truth."""

import pytest

from infra.benchmarks.crossings.evaluate import NOISES, courses, evaluate
from infra.benchmarks.crossings.tracks import broken_track, data_folder

pytestmark = [
    pytest.mark.data,
    pytest.mark.slow,
    pytest.mark.skipif(not data_folder().is_dir(), reason="no tracks: set OSAN_DATA"),
]


@pytest.mark.parametrize("course", [0, 1, 2], ids=["bus", "hike", "school day"])
def test_every_sure_crossing_of_a_clean_track_is_found_and_no_other(course):
    outcome = evaluate(course, NOISES[0])

    assert outcome.enter.hits > 0
    assert (outcome.enter.missed, outcome.enter.false) == (0, 0)
    assert (outcome.exit.missed, outcome.exit.false) == (0, 0)


def test_there_are_at_least_five_hundred_places():
    assert sum(len(course.places) for course in courses()) >= 500


def test_points_of_the_year_1901_are_skipped():
    broken = broken_track()

    assert broken.points == []
    assert broken.skipped == 184
