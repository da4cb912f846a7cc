"""The measures mean what their names say in the field."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ml_serving.models.knowledge_tracing.measures import auc, calibration_error, reliability, score

PAIRS = st.lists(st.tuples(st.integers(0, 10), st.integers(0, 1)), min_size=2, max_size=40)


@given(PAIRS)
def test_auc_is_the_share_of_pairs_in_the_right_order(pairs):
    said, came = (np.array(column) for column in zip(*pairs, strict=True))
    right, wrong = said[came == 1], said[came == 0]
    if not len(right) or not len(wrong):
        assert np.isnan(auc(said / 10, came))
        return
    order = np.sign(right[:, None] - wrong[None, :]) / 2 + 0.5
    assert auc(said / 10, came) == pytest.approx(order.mean())


def test_chances_that_are_kept_have_no_calibration_error():
    said, came = np.repeat([0.25, 0.75], 4), np.array([1, 0, 0, 0, 1, 1, 1, 0])
    assert calibration_error(said, came) == pytest.approx(0)
    assert calibration_error(np.ones(4), np.zeros(4, dtype=int)) == pytest.approx(1)


def test_reliability_counts_every_answer_once():
    rng = np.random.default_rng(1)
    said = rng.random(500)
    table = reliability(said, (rng.random(500) < said).astype(int))
    assert table[:, 2].sum() == 500
    assert np.abs(table[:, 0] - table[:, 1]).max() < 0.3


def test_a_score_names_what_it_measures():
    one = score(np.array([0.9, 0.2, 0.6]), np.array([1, 0, 0]))
    assert one.auc == 1.0
    assert one.accuracy == pytest.approx(2 / 3)
    assert one.log_loss == pytest.approx(-np.log([0.9, 0.8, 0.4]).mean())
