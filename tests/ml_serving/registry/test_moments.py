"""Counting in batches comes to the same as counting once."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ml_serving.contract import Profile
from ml_serving.registry.moments import Moments, beside, merged, moments_of
from tests.ml_serving.examples import examples

VALUES = st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=30)
PROFILE = Profile(mean=0.0, std=1.0, low=-100.0, high=100.0)


@settings(max_examples=examples(60), deadline=None)
@given(one=VALUES, other=VALUES)
def test_two_batches_merged_are_all_values_together(one: list[float], other: list[float]):
    both = merged(_of(one), _of(other))
    together = np.array([*one, *other])
    assert both.count == len(together)
    assert both.mean == pytest.approx(together.mean(), abs=1e-6)
    assert math.sqrt(both.m2 / both.count) == pytest.approx(together.std(), rel=1e-6, abs=1e-6)
    assert (both.low, both.high) == (together.min(), together.max())
    assert both.outside == int(((together < -100) | (together > 100)).sum())


def test_what_is_not_finite_is_not_counted():
    assert moments_of([math.nan, math.inf], PROFILE) is None
    assert _of([math.nan, 2.0]).count == 1


def test_a_feature_that_never_varied_in_training_is_shifted_by_nothing_or_everything():
    flat = Profile(mean=3.0, std=0.0, low=3.0, high=3.0)
    assert beside(_of([3.0]), flat).shift == 0.0
    assert beside(_of([2.0]), flat).shift == -math.inf
    assert beside(_of([2.0]), None).shift is None


def _of(values: list[float]) -> Moments:
    moments = moments_of(values, PROFILE)
    assert moments is not None
    return moments
