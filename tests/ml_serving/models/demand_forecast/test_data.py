"""The real data are read as they are."""

from pathlib import Path

import numpy as np
import pytest

from ml_serving.models.demand_forecast.data.bikes import by_day, read_hours

pytestmark = pytest.mark.data


def test_bikes_are_two_years_of_hours_with_gaps(data: Path):
    everyone, casual, registered = read_hours(data)
    assert len(everyone.values) == 731 * 24
    assert np.isnan(everyone.values).sum() == 731 * 24 - 17379
    assert everyone.values[:2].tolist() == [16.0, 40.0]
    known = np.isfinite(everyone.values)
    assert np.array_equal(everyone.values[known], (casual.values + registered.values)[known])
    assert everyone.weather[0, 0] == pytest.approx(0.24 * 41)


def test_a_bike_day_is_the_sum_of_its_hours(data: Path):
    everyone = read_hours(data)[0]
    days = by_day(everyone)
    assert len(days.values) == 731
    assert days.values[0] == np.nansum(everyone.values[:24])
