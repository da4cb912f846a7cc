"""Who is turned away is told when to come back: soon where things go fast, bounded always."""

import pytest

from ml_serving.batching.pace import LATEST_S, SOONEST_S, Pace


def test_an_idle_version_says_soon():
    assert Pace().retry_after(rows=0, workers=1) == SOONEST_S


def test_half_of_the_line_at_the_measured_pace():
    pace = Pace()
    pace.measured(rows=4, took_s=0.4)
    assert pace.retry_after(rows=100, workers=1) == pytest.approx(5.0)
    assert pace.retry_after(rows=100, workers=2) == pytest.approx(2.5)


def test_it_is_never_absurd():
    pace = Pace()
    pace.measured(rows=1, took_s=60.0)
    assert pace.retry_after(rows=1000, workers=0) == LATEST_S
