"""A window knows nothing of what came after its origin, and splits do not overlap."""

from dataclasses import replace

import numpy as np
import pytest

from ml_serving.models.demand_forecast.data.generated import generate_shops
from ml_serving.models.demand_forecast.data.series import cut, whole
from ml_serving.models.demand_forecast.features import names, steps_of
from ml_serving.models.demand_forecast.level import learn_priors
from ml_serving.models.demand_forecast.rhythm import DAY, HOUR


@pytest.mark.parametrize("rhythm", [DAY, HOUR])
def test_another_future_leaves_every_feature_as_it_was(rhythm):
    shops = generate_shops(count=4, rhythm=rhythm, rng=np.random.default_rng(3))
    priors = learn_priors([whole(shop) for shop in shops], rhythm)
    for shop in shops:
        origin = len(shop.values) // 2
        changed = shop.values.copy()
        changed[origin:] = 7 * changed[origin:] + 1000
        weather = shop.weather.copy()
        weather[origin:] += 20
        other = replace(shop, values=changed, weather=weather)
        ours = steps_of(cut(shop, origin=origin, horizon=10)[0], priors)
        theirs = steps_of(cut(other, origin=origin, horizon=10)[0], priors)
        assert np.array_equal(ours.features, theirs.features)
        assert np.array_equal(ours.anchors, theirs.anchors)
        assert ours.scale == theirs.scale


@pytest.mark.parametrize(("rhythm", "hourly"), [(DAY, False), (HOUR, True)])
def test_every_feature_has_a_name_and_is_finite(rhythm, hourly):
    shops = generate_shops(count=6, rhythm=rhythm, rng=np.random.default_rng(4))
    priors = learn_priors([whole(shop) for shop in shops], rhythm)
    for shop in shops:
        for known in (0, 1, rhythm.week, None):
            origin = len(shop.values) - 5
            window, _ = cut(shop, origin=origin, horizon=5, history=known, weather_ahead=True)
            steps = steps_of(window, priors)
            assert steps.features.shape == (5, len(names(hourly=hourly)))
            assert np.isfinite(steps.features).all()
            assert np.isfinite(steps.anchors).all()
            assert (steps.anchors >= 0).all()
