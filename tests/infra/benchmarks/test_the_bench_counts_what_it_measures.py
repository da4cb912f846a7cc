"""A short bench over real processes: what it counts is asserted inside it, speed is not."""

import pytest

from infra.benchmarks import batches_of_50, crossings_found, latency, owntracks_single
from infra.benchmarks.crossings.tracks import data_folder
from infra.benchmarks.figures import Series, Turn, percentile, ratio_of
from infra.benchmarks.order import Order

SHORT = Order(short=True, repeats=1)


@pytest.mark.slow
def test_single_points_are_all_stored_and_judged():
    assert [row.name for row in owntracks_single.run(SHORT)] == [
        "owntracks_single, concurrency 16",
        "owntracks_single, concurrency 1",
    ]


@pytest.mark.slow
def test_batches_are_all_stored_and_judged():
    assert len(list(batches_of_50.run(SHORT))) == 3


@pytest.mark.slow
def test_each_crossing_rings_once_at_rest_and_under_load():
    assert len(list(latency.run(SHORT))) == 2


@pytest.mark.slow
@pytest.mark.data
def test_crossings_of_clean_tracks_are_found():
    if not data_folder().is_dir():
        pytest.skip("the recorded tracks are not here (set OSAN_DATA)")
    assert [row.met for row in crossings_found.run(SHORT)] == [True]


def test_a_ratio_compares_the_turns_of_one_round():
    product = Series([Turn(10, 1.0, 2.0, 0, 0), Turn(10, 1.0, 4.0, 0, 0), Turn(10, 1.0, 8.0, 0, 0)])
    yardstick = Series([Turn(5, 1.0, 1.0, 0, 0)] * 3)
    assert ratio_of(product, yardstick) == (0.5, 0.25, 1.0)
    assert product.subject_us == 400_000


def test_a_percentile_is_one_of_the_values():
    values = [float(number) for number in range(1, 101)]
    assert (percentile(values, 0.5), percentile(values, 0.99)) == (50.0, 99.0)
    assert percentile([7.0], 0.99) == 7.0
