"""From generated shops to an archive that a server would load, in seconds."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from ml_serving.archive import BadArchive, open_archive, pack
from ml_serving.contract import Device, Refusal
from ml_serving.models.demand_forecast.band import calibrated
from ml_serving.models.demand_forecast.data.generated import generate_shops
from ml_serving.models.demand_forecast.data.samples import Samples, draw_samples, join
from ml_serving.models.demand_forecast.data.series import whole
from ml_serving.models.demand_forecast.features import fleeting
from ml_serving.models.demand_forecast.fit import Plan, fit, loss_on
from ml_serving.models.demand_forecast.forecast import Forecaster
from ml_serving.models.demand_forecast.golden import golden_cases
from ml_serving.models.demand_forecast.level import Priors, learn_priors
from ml_serving.models.demand_forecast.manifest import manifest_of
from ml_serving.models.demand_forecast.network import Shape
from ml_serving.models.demand_forecast.predict import load
from ml_serving.models.demand_forecast.rhythm import DAY, HOUR, RHYTHMS, Rhythm
from ml_serving.models.demand_forecast.shipped import weights_of

PLAN = Plan(epochs=3, batch=128, seed=1)


def _rows(rhythm: Rhythm) -> tuple[Samples, Priors]:
    rng = np.random.default_rng(2)
    shops = generate_shops(count=12, rhythm=rhythm, rng=rng)
    priors = learn_priors([whole(shop) for shop in shops], rhythm)
    drawn = [draw_samples(s, windows=6, weight=1.0, priors=priors, rng=rng) for s in shops]
    return join(drawn), priors


@pytest.fixture(scope="module")
def days() -> tuple[Samples, Priors]:
    return _rows(DAY)


def _shape(rows: Samples) -> Shape:
    return Shape(rows.features.shape[1], rows.anchors.shape[1], members=2, width=16, depth=1)


def test_training_makes_the_loss_smaller(days):
    fitted = fit(days[0], days[0], shape=_shape(days[0]), plan=PLAN)
    assert fitted.course[-1].validation < fitted.course[0].validation


def test_a_training_that_was_cut_goes_on_as_if_it_had_not_been(days, tmp_path: Path):
    rows, _ = days
    checkpoint = tmp_path / "checkpoint.safetensors"
    whole_run = fit(rows, rows, shape=_shape(rows), plan=PLAN)

    class Cut(Exception):
        pass

    def cut(epoch):
        if epoch.number == 1:
            raise Cut

    with pytest.raises(Cut):
        fit(rows, rows, shape=_shape(rows), plan=PLAN, checkpoint=checkpoint, told=cut)
    resumed = fit(rows, rows, shape=_shape(rows), plan=PLAN, checkpoint=checkpoint)
    assert len(resumed.course) == PLAN.epochs
    for name, weight in whole_run.weights.items():
        assert np.allclose(weight.numpy(), resumed.weights[name].numpy(), atol=1e-6)


def test_what_was_trained_is_packed_opened_and_right(days, tmp_path: Path):
    forecasters, courses = {}, {}
    for name, rhythm in RHYTHMS.items():
        rows, priors = days if rhythm is DAY else _rows(HOUR)
        fitted = fit(rows, rows, shape=_shape(rows), plan=PLAN)
        band = calibrated(fitted.weights, rows)
        forecasters[name] = Forecaster(fitted.weights, priors, band)
        courses[name] = fitted.course
    manifest = manifest_of(forecasters, courses)
    path = pack(manifest, weights_of(forecasters), golden_cases(forecasters), tmp_path)
    opened = open_archive(path)
    assert not isinstance(opened, BadArchive), opened
    model = load(opened, Device())
    for case in opened.golden:
        window = model.read(case.body, case.content_type)
        assert not isinstance(window, Refusal)
        told = model.predict([window])[0].answer
        for name, wanted in case.answer["quantiles"].items():
            assert told["quantiles"][name] == pytest.approx(wanted, abs=case.tolerance)


def test_what_is_hidden_in_training_is_never_hidden_from_a_forecast(days):
    rows, _ = days
    groups = fleeting(hourly=False)
    before = rows.features.copy()
    fitted = fit(rows, rows, shape=_shape(rows), plan=replace(PLAN, hidden=groups))
    assert np.array_equal(before, rows.features)
    other = replace(rows, features=rows.features.copy())
    other.features[:, list(groups[0])] += 1.0
    assert loss_on(fitted.weights, other) != loss_on(fitted.weights, rows)
