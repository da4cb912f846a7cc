"""The hiding rule, whatever the numbers: no answer, and no two together, single out anybody."""

from hypothesis import given
from hypothesis import strategies as some

from domains.care.views.small_cells import FEWEST, cut_down

counts = some.integers(min_value=0, max_value=10_000)


@given(counts)
def test_every_answer_could_be_that_of_five_different_counts(count):
    same = [other for other in range(count + 2 * FEWEST) if cut_down(other) == cut_down(count)]
    assert len(same) >= FEWEST
    assert count in same


@given(counts)
def test_nothing_below_five_is_ever_a_number(count):
    shown = cut_down(count)
    assert (shown is None) == (count < FEWEST)
    assert shown is None or shown <= count < shown + FEWEST


@given(counts, counts)
def test_the_difference_of_two_answers_is_uncertain_by_four_either_way(one, other):
    """Two months, or two dongs, subtracted: what is left fits nine different truths at least."""
    if (first := cut_down(one)) is None or (second := cut_down(other)) is None:
        return
    truths = {a - b for a in range(first, first + FEWEST) for b in range(second, second + FEWEST)}
    assert len(truths) == 2 * FEWEST - 1
    assert one - other in truths
