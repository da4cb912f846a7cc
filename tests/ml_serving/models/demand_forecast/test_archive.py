"""The committed archive: small, whole, and right on its own golden cases."""

import orjson

from ml_serving.contract import Archive, Refusal
from ml_serving.models.demand_forecast.predict import DemandForecast
from tests.ml_serving.models.demand_forecast.conftest import ARCHIVE


def test_it_is_at_most_five_megabytes():
    assert ARCHIVE.stat().st_size <= 5e6


def test_its_golden_cases_are_answered_within_tolerance(archive: Archive, model: DemandForecast):
    assert len(archive.golden) >= 4
    for case in archive.golden:
        window = model.read(case.body, case.content_type)
        assert not isinstance(window, Refusal)
        told = model.predict([window])[0].answer
        for name, wanted in case.answer["quantiles"].items():
            for ours, theirs in zip(told["quantiles"][name], wanted, strict=True):
                assert abs(ours - theirs) <= case.tolerance


def test_answers_and_manifest_are_plain_json(archive: Archive, model: DemandForecast):
    window = model.read(archive.golden[0].body, "application/json")
    assert not isinstance(window, Refusal)
    told = model.predict([window])[0]
    assert orjson.loads(orjson.dumps(told.answer)) == told.answer
    assert orjson.loads(orjson.dumps(told.uncertainty)) == told.uncertainty
    assert archive.manifest.settings["quantiles"] == [0.1, 0.5, 0.9]
    assert set(model.features(window)) == set(archive.manifest.profile)
