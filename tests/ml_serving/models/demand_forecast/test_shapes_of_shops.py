"""A Korean shop comes in many shapes: small, huge, closed on Mondays, new, growing, at Seollal."""

import numpy as np
import pytest

from ml_serving.models.demand_forecast.predict import DemandForecast
from tests.ml_serving.models.demand_forecast.asking import ask
from tests.ml_serving.models.demand_forecast.shops import WEEK, weekly_shop

ORIGIN = 203
"""A Monday, after 29 weeks."""


@pytest.mark.parametrize("level", [1, 10, 100, 1000, 10_000])
def test_any_size_is_forecast_near_its_truth(model: DemandForecast, level):
    shop = weekly_shop(level=level, days=240, seed=level)
    rows = ask(model, **shop.asked(origin=ORIGIN, horizon=14))
    away = np.abs(rows[:, 1] - shop.expected[ORIGIN : ORIGIN + 14]).mean()
    assert away < 0.15 * level + 0.6 * np.sqrt(level)


def test_four_of_five_days_fall_into_the_band(model: DemandForecast):
    inside = []
    for seed, level in enumerate([5, 20, 60, 200, 800] * 6):
        shop = weekly_shop(level=level, days=ORIGIN + 14, seed=100 + seed)
        rows = ask(model, **shop.asked(origin=ORIGIN, horizon=14))
        came = shop.orders[ORIGIN:]
        inside.append((came >= rows[:, 0]) & (came <= rows[:, 2]))
    assert 0.70 <= np.mean(inside) <= 0.92


def test_a_shop_that_rests_on_mondays_is_forecast_to_rest(model: DemandForecast):
    shop = weekly_shop(level=50, days=ORIGIN, seed=1)
    orders = shop.orders.copy()
    orders[::7] = 0
    rows = ask(model, frequency="day", start=shop.start, history=orders.tolist(), horizon=14)
    assert (rows[[0, 7], 1] < 5).all()
    assert (rows[[1, 2, 3, 4, 5, 6], 1] > 25).all()


def test_a_day_told_to_be_closed_is_nothing_for_certain(model: DemandForecast):
    shop = weekly_shop(level=50, days=ORIGIN, seed=2)
    closed = [False] * (ORIGIN + 7)
    closed[ORIGIN + 2] = True
    rows = ask(model, **shop.asked(origin=ORIGIN, horizon=7, closed=closed))
    assert rows[2].tolist() == [0, 0, 0]
    assert (rows[[0, 1, 3, 4, 5, 6], 1] > 25).all()


def test_closed_weeks_behind_are_no_news_of_a_bad_trade(model: DemandForecast):
    shop = weekly_shop(level=50, days=ORIGIN, seed=3)
    orders = shop.orders.copy()
    orders[-14:] = 0
    closed = [False] * (ORIGIN - 14) + [True] * 14 + [False] * 7
    asked = shop.asked(origin=ORIGIN, horizon=7) | {"history": orders.tolist()}
    told = ask(model, **asked, closed=closed)
    silent = ask(model, **asked)
    assert told[:, 1].mean() > 35
    assert silent[:, 1].mean() < told[:, 1].mean()


def test_a_shop_that_sells_nothing_is_told_next_to_nothing(model: DemandForecast):
    rows = ask(model, frequency="day", start="2026-01-05", history=[0] * 70, horizon=14)
    assert (rows[:, 1] < 0.2).all()
    assert (rows[:, 2] < 2).all()


def test_now_and_then_an_order_keeps_the_median_low_and_the_band_open(model: DemandForecast):
    rng = np.random.default_rng(5)
    orders = (rng.random(140) < 0.15).astype(float)
    rows = ask(model, frequency="day", start="2026-01-05", history=orders.tolist(), horizon=14)
    assert (rows[:, 1] < 0.6).all()
    assert 0.1 < rows[:, 2].mean() < 2.5


def test_growth_is_followed(model: DemandForecast):
    shop = weekly_shop(level=100, days=420, seed=6, growth=1.0)
    rows = ask(model, **shop.asked(origin=399, horizon=14))
    assert rows[:, 1].mean() == pytest.approx(shop.expected[399:413].mean(), rel=0.12)


def test_the_fewer_days_are_known_the_wider_the_band(model: DemandForecast):
    shop = weekly_shop(level=80, days=ORIGIN, seed=7)
    widths = []
    for known in (0, 3, 14, 84):
        history = shop.orders[ORIGIN - known :].tolist()
        start = str(np.datetime64(shop.start) + (ORIGIN - known))
        rows = ask(model, frequency="day", start=start, history=history, horizon=14)
        widths.append(((rows[:, 2] - rows[:, 0]) / np.maximum(rows[:, 1], 1)).mean())
    assert widths[0] > widths[1] > widths[3]
    assert widths[2] > widths[3]


def test_three_days_already_tell_the_size_of_a_new_shop(model: DemandForecast):
    for level in (5, 50, 500):
        history = (level * WEEK[:3]).round().tolist()
        rows = ask(model, frequency="day", start="2026-03-02", history=history, horizon=14)
        assert 0.4 * level < rows[:, 1].mean() < 2.0 * level


def test_what_a_shop_did_at_seollal_a_year_ago_is_expected_again(model: DemandForecast):
    """Shut, as on any other day, or twice the trade: one time is a habit, though a weak one."""
    start = np.datetime64("2024-12-02")
    shop = weekly_shop(level=60, days=460, seed=8)
    seollal = int((np.datetime64("2025-01-29") - start).astype(int))
    origin = int((np.datetime64("2026-02-11") - start).astype(int))
    told = {}
    for times in (0, 1, 2):
        orders = shop.orders.copy()
        orders[seollal - 1 : seollal + 2] *= times
        history = orders[:origin].tolist()
        rows = ask(model, frequency="day", start=str(start), history=history, horizon=10)
        told[times] = rows[6, 1]
    assert told[0] < 0.4 * shop.expected[origin + 6]
    assert told[0] < told[1] < told[2]


def test_hours_keep_the_shape_of_the_day(model: DemandForecast):
    lunch = np.zeros(24)
    lunch[10:21] = [4, 19, 31, 12, 5, 3, 6, 14, 20, 11, 3]
    rng = np.random.default_rng(9)
    orders = rng.poisson(np.tile(lunch, 35)).tolist()
    rows = ask(model, frequency="hour", start="2026-03-02T00:00", history=orders, horizon=48)
    middle = rows[:, 1].reshape(2, 24)
    assert (np.abs(middle - lunch).mean(axis=1) < 3).all()
    assert (middle[:, :9] < 0.5).all()


def test_gaps_are_bridged(model: DemandForecast):
    shop = weekly_shop(level=50, days=ORIGIN, seed=10)
    holes = [None if day % 3 == 1 else v for day, v in enumerate(shop.orders.tolist())]
    whole = ask(model, **shop.asked(origin=ORIGIN, horizon=7))
    torn = ask(model, **shop.asked(origin=ORIGIN, horizon=7) | {"history": holes})
    assert torn[:, 1] == pytest.approx(whole[:, 1], rel=0.35)


def test_the_unit_does_not_matter_to_amounts(model: DemandForecast):
    shop = weekly_shop(level=50, days=ORIGIN, seed=11)
    dollars = shop.asked(origin=ORIGIN, horizon=7)
    amounts = [value * 1.5 + 0.25 for value in dollars["history"]]
    thousandfold = [value * 1000.0 + 0.5 for value in amounts]
    one = ask(model, **dollars | {"history": amounts})
    other = ask(model, **dollars | {"history": thousandfold})
    assert other / 1000 == pytest.approx(one, rel=0.03)
