"""A lone asker never waits; a crowd is waited for, but not for long."""

import pytest

from ml_serving.batching.company import wait_for_company


@pytest.mark.parametrize(
    ("queued", "computing", "crowd", "waited_s", "expected_s"),
    [
        pytest.param(1, 0, 0, 0.0, 0.0, id="the first of all"),
        pytest.param(1, 0, 1, 0.0, 0.0, id="alone, as before"),
        pytest.param(1, 31, 32, 0.0, 0.0, id="all others are being computed"),
        pytest.param(1, 0, 32, 0.0, 0.005, id="a crowd was here a moment ago"),
        pytest.param(1, 0, 32, 0.004, 0.001, id="it is waited for a little longer"),
        pytest.param(1, 0, 32, 0.006, 0.0, id="it does not come back"),
        pytest.param(8, 0, 32, 0.0, 0.0, id="every seat is taken"),
        pytest.param(4, 28, 32, 0.0, 0.0, id="everybody is here"),
    ],
)
def test_how_long_a_free_worker_waits(queued, computing, crowd, waited_s, expected_s):
    wait_s = wait_for_company(
        queued=queued, computing=computing, crowd=crowd, seats=8, waited_s=waited_s, longest_s=0.005
    )
    assert wait_s == pytest.approx(expected_s)
