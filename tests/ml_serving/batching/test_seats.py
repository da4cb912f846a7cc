"""A batch is as large as pays on this machine, and no larger."""

from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from ml_serving.batching.seats import AGAIN_AFTER, Seats
from tests.ml_serving.examples import examples


def after(seats: Seats, batches: int, cost_s: Callable[[int], float]) -> list[int]:
    """The sizes that a crowd is given, where a row of a batch of n costs `cost_s(n)`."""
    sizes = []
    for _ in range(batches):
        sizes.append(seats.now)
        seats.measured(rows=seats.now, took_s=seats.now * cost_s(seats.now))
    return sizes


def test_a_small_network_fills_all_seats():
    sizes = after(Seats(32), 100, lambda rows: 0.001 / rows)
    assert sizes[:9] == [1, 1, 1, 2, 2, 2, 4, 4, 4]
    assert sizes[20:] == [32] * 80


def test_a_convolution_that_outgrows_its_caches_rides_alone():
    sizes = after(Seats(8), 100, lambda rows: 0.02 + 0.01 * rows)
    assert sizes == [1, 1, 1, 2, 2, 2, *([1] * 94)]


def test_what_is_best_in_the_middle_is_found():
    sizes = after(Seats(64), 100, lambda rows: 0.01 + abs(rows - 8) * 0.001)
    assert sizes[-50:] == [8] * 50


def test_a_larger_batch_that_does_not_pay_is_not_worth_waiting_for():
    assert after(Seats(8), 100, lambda rows: 0.02 - 0.00001 * rows)[-1] == 1


def test_it_notices_when_things_change():
    seats = Seats(8)
    assert after(seats, 100, lambda rows: 0.02 + 0.01 * rows)[-1] == 1
    assert after(seats, 4 * AGAIN_AFTER, lambda rows: 0.02 / rows)[-50:] == [8] * 50


def test_many_small_gains_are_one_large_gain():
    seats = Seats(32)
    assert after(seats, 100, lambda rows: 0.02 * 0.96 ** rows.bit_length())[-1] >= 16


def test_those_who_come_one_by_one_find_out_nothing_about_crowds():
    seats = Seats(8)
    for _ in range(50):
        seats.measured(rows=1, took_s=0.01)
    assert seats.now == 2, "the next crowd will"


@settings(max_examples=examples(60), deadline=None)
@given(
    most=st.integers(1, 70),
    batches=st.lists(st.tuples(st.integers(1, 200), st.floats(0, 10)), max_size=300),
)
def test_there_is_always_a_seat_and_never_too_many(most: int, batches: list[tuple[int, float]]):
    seats = Seats(most)
    for rows, took_s in batches:
        seats.measured(rows=rows, took_s=took_s)
        assert 1 <= seats.now <= most


def test_one_is_one():
    assert after(Seats(1), 10, lambda rows: 1.0) == [1] * 10
