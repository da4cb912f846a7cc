"""Whether answers are the same, what processes cost, and what becomes of measurements."""

import os
import time

from hypothesis import given
from hypothesis import strategies as st

from ml_serving.bench.figures import percentile, spread
from ml_serving.bench.processes import cpu_s, footprint
from ml_serving.bench.same import largest_difference

values = st.recursive(
    st.none() | st.booleans() | st.floats(-1e6, 1e6) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=10,
)


@given(values)
def test_an_answer_is_itself(value):
    import json

    assert largest_difference(json.dumps(value), json.dumps(value)) == 0.0


def test_numbers_may_differ_a_little_and_words_not_at_all():
    assert largest_difference('{"a": [1.0, 100]}', '{"a": [1.00001, 100]}') < 1.1e-5
    assert largest_difference('{"a": 1000.0}', '{"a": 1001.0}') < 1.1e-3
    assert largest_difference('["yes"]', '["no"]') == float("inf")
    assert largest_difference("[1]", "[1, 2]") == float("inf")
    assert largest_difference("true", "1") == float("inf")


def test_a_percentile_is_one_of_the_values():
    hundred = [float(number) for number in range(1, 101)]
    assert (percentile(hundred, 0.5), percentile(hundred, 0.95)) == (50.0, 95.0)
    assert percentile([7.0], 0.95) == 7.0


def test_ratios_are_told_with_their_spread():
    assert spread([0.5, 0.9, 0.7]) == "0.70 (0.50–0.90)"


def test_what_a_process_costs_grows_as_it_works():
    before, until = cpu_s(os.getpid()), time.process_time() + 0.05
    while time.process_time() < until:
        pass
    assert 0.03 < cpu_s(os.getpid()) - before < 5
    assert footprint(os.getpid()).resident_bytes > 2**20


def test_a_descriptor_that_is_opened_is_counted(tmp_path):
    before = footprint(os.getpid()).descriptors
    with (tmp_path / "one").open("w"), (tmp_path / "two").open("w"):
        assert footprint(os.getpid()).descriptors == before + 2
