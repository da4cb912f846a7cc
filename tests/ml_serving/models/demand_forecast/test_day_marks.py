"""Korean feasts follow the moon; the marks know how far a day is from them."""

import numpy as np

from ml_serving.models.demand_forecast.day_marks import FAR, marks_of


def _days(first: str, last: str):
    return np.arange(first, last, dtype="datetime64[D]")


def test_seollal_of_2026_is_the_seventeenth_of_february():
    marks = marks_of(_days("2026-02-13", "2026-02-22"), "KR")
    assert marks.feast_distance.tolist() == [FAR, -3, -2, -1, 0, 1, 2, 3, FAR]
    assert marks.holiday.tolist() == [False] * 3 + [True] * 3 + [False] * 3


def test_chuseok_of_2025_makes_a_week_of_rest():
    marks = marks_of(_days("2025-10-03", "2025-10-10"), "KR")
    assert marks.off.all()
    assert (marks.rest_run == 7).all()
    assert marks.feast_distance[3] == 0


def test_seollal_and_chuseok_are_different_feasts():
    seollal = marks_of(_days("2026-02-17", "2026-02-18"), "KR")
    chuseok = marks_of(_days("2026-09-25", "2026-09-26"), "KR")
    assert seollal.feast[0] != chuseok.feast[0]
    assert seollal.feast_distance[0] == chuseok.feast_distance[0] == 0


def test_the_turn_of_the_year_is_seen_from_both_sides():
    marks = marks_of(_days("2025-12-31", "2026-01-03"), "KR")
    assert marks.eve.tolist() == [True, False, False]
    assert marks.after.tolist() == [False, False, True]


def test_an_hour_has_the_marks_of_its_day():
    hours = np.arange("2026-02-17T22", "2026-02-18T02", dtype="datetime64[h]")
    assert marks_of(hours, "KR").feast_distance.tolist() == [0, 0, 1, 1]
