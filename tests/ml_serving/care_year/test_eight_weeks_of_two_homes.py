"""The year of homes, in short: what a sensor tells is raised, and a person is asked seldom."""

import pytest

from domains.care.judgement.limits import USUAL
from tests.ml_serving.care_year.measure import figures_of
from tests.ml_serving.care_year.page import page
from tests.ml_serving.care_year.year import WAYS, live_a_year

DAYS = 56


@pytest.fixture(scope="module")
def told():
    return live_a_year("second", [5, 24], DAYS)


@pytest.mark.slow
def test_whatever_a_sensor_told_was_raised(told):
    figures = [figures_of(way, homes) for way, homes in told.items()]
    assert [each.raised for each in figures] == [1.0] * len(WAYS)
    assert sum(each.told_by_sensors for each in figures) > 0


@pytest.mark.slow
def test_nobody_is_asked_oftener_than_was_allowed(told):
    """What is grave, a missed check-in and what rules find would come on top: here they do not."""
    asked = figures_of("ours", told["Osan Talk"]).questions_a_week
    assert 0 < asked <= USUAL.questions_a_week


@pytest.mark.slow
def test_the_page_tells_all_three_ways(told):
    figures = [figures_of(way, homes) for way, homes in told.items()]
    text = page(told, figures, asked="", town="second", days=DAYS)
    assert all(way in text for way in WAYS)
