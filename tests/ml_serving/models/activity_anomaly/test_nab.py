"""The NAB series, read as lives."""

import itertools
from pathlib import Path

import numpy as np
import pytest

from ml_serving.models.activity_anomaly.evaluation.nab import read_series
from ml_serving.models.activity_anomaly.evaluation.nab_score import alarms_of, level_at, score

pytestmark = pytest.mark.data


def test_windows_lie_in_their_series_and_hold_what_is_unusual(data: Path) -> None:
    every = read_series(data / "smart_home")
    assert {series.name: len(series.windows) for series in every} == {
        "taxi rides": 5,
        "ambient temperature": 2,
        "machine temperature": 4,
    }
    for series in every:
        silent = series.street.minutes[:, 0, 0] == 0
        inside = np.zeros(len(silent), dtype=bool)
        for start, end in series.windows:
            assert 0 <= start < end < len(silent)
            inside[start:end] = True
        assert silent[inside].mean() > silent[~inside].mean()


def test_one_silence_is_one_alarm_and_a_budget_holds(data: Path) -> None:
    series = read_series(data / "smart_home")[0]
    sign = series.street.minutes[:, 0, 0] > 0
    silence = np.zeros(len(sign))
    for slot in range(1, len(sign)):
        silence[slot] = 0.0 if sign[slot] else silence[slot - 1] + 1
    level = level_at(series, silence, sign, 1.0)
    assert score(series, silence, sign, level).false_per_month <= 1.0
    begins = alarms_of(silence, sign, level, series.first_judged)
    assert all(sign[one:other].any() for one, other in itertools.pairwise(begins))
