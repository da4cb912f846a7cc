"""What choices are made on lies before the test, and what is learnt does not tell the date."""

from itertools import pairwise

import numpy as np
import pytest
import torch

from ml_serving.models.demand_forecast.data.generated import generate_shops
from ml_serving.models.demand_forecast.data.series import Series, cut, no_weather, whole
from ml_serving.models.demand_forecast.data.splits import split_of
from ml_serving.models.demand_forecast.evaluation.past_blocks import TRIALS, tasks_of
from ml_serving.models.demand_forecast.features import names, steps_of
from ml_serving.models.demand_forecast.level import learn_priors
from ml_serving.models.demand_forecast.network import Shape, bent_quantiles, draw_weights
from ml_serving.models.demand_forecast.rhythm import DAY, HOUR, Rhythm


def _bikes(rhythm: Rhythm) -> Series:
    steps = 731 * rhythm.day
    return Series(
        name="bikes-cnt", shop="bikes", category="rental", country="US", rhythm=rhythm,
        start=np.datetime64("2011-01-01", rhythm.unit), values=np.ones(steps),
        weather=no_weather(steps),
    )  # fmt: skip


@pytest.mark.parametrize("rhythm", [DAY, HOUR])
def test_no_trial_asks_about_the_test_split_or_about_what_it_was_trained_on(rhythm):
    series = _bikes(rhythm)
    for trial in TRIALS:
        for task in tasks_of([series], trial, rhythm):
            assert task.cases
            for case in task.cases:
                assert case.origin >= trial.split(series).validation_end
                assert case.origin + len(case.truth) <= split_of(series).validation_end


def test_each_trial_is_asked_about_what_the_next_is_calibrated_on():
    for earlier, later in pairwise(TRIALS):
        assert earlier.asked == later.calibrated


def test_beyond_eight_weeks_the_length_of_a_record_says_nothing_of_its_date():
    (shop,) = generate_shops(count=1, rhythm=DAY, rng=np.random.default_rng(9))
    values = np.resize(shop.values, 400)
    shop = Series(**{name: getattr(shop, name) for name in shop.__slots__} | {
        "values": np.nan_to_num(values) + 1, "weather": no_weather(400),
    })  # fmt: skip
    priors = learn_priors([whole(shop)], DAY)
    place = names(hourly=False).index("log_days")
    told = {
        known: steps_of(cut(shop, origin=380, horizon=3, history=known)[0], priors).features
        for known in (28, 56, 200, 380)
    }
    assert told[28][0, place] < told[56][0, place]
    assert told[56][0, place] == told[200][0, place] == told[380][0, place]


def test_a_feature_far_outside_of_what_was_learnt_says_no_more_than_one_at_the_edge():
    weights = draw_weights(Shape(features=4, anchors=3), torch.Generator().manual_seed(1))
    weights["head.weight"] += 0.1
    anchors = torch.ones(1, 3)
    rows = [torch.tensor([[far, 0.0, 0.0, 0.0]]) for far in (1.0, 7.0, 400.0)]
    inside, edge, storm = (bent_quantiles(weights, row, anchors) for row in rows)
    assert torch.equal(edge, storm)
    assert not torch.equal(inside, edge)
