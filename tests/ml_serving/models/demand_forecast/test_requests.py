"""What cannot be answered is refused, with what was expected, and nothing dies of it."""

import numpy as np
import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ml_serving.contract import Refusal
from ml_serving.models.demand_forecast.predict import DemandForecast
from ml_serving.models.demand_forecast.read_request import read_request
from ml_serving.models.demand_forecast.window import WEATHER
from tests.ml_serving.models.demand_forecast.asking import refused

FINE = {"frequency": "day", "start": "2026-03-02", "history": [5, 6, 7], "horizon": 3}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"history": [1, -2, 3]}, "negative"),
        ({"history": [1, "2", 3]}, "finite"),
        ({"history": [1, True, 3]}, "finite"),
        ({"history": [None, None, 3]}, "half"),
        ({"history": [1e12]}, "too large"),
        ({"history": [1] * 4000}, "too long"),
        ({"history": {"a": 1}}, "not a list"),
        ({"frequency": "minute"}, "frequency"),
        ({"frequency": ["day"]}, "frequency"),
        ({"start": "yesterday"}, "start"),
        ({"start": "2026-03-02T10:30"}, "between"),
        ({"start": "2026-02-30"}, "start"),
        ({"start": "1850-01-01"}, "start"),
        ({"start": "2026-03-02T00:00Z"}, "start"),
        ({"start": 20260302}, "start"),
        ({"horizon": 0}, "range"),
        ({"horizon": 57}, "range"),
        ({"horizon": 2.5}, "whole"),
        ({"horizon": True}, "whole"),
        ({"category": ""}, "category"),
        ({"category": "x" * 99}, "category"),
        ({"country": "XX"}, "country"),
        ({"closed": [True]}, "closed"),
        ({"closed": [0, 0, 0, 0, 0, 1]}, "closed"),
        ({"weather": {"temperature_c": [1.0] * 6}}, "weather"),
        ({"weather": {name: [1.0] * 5 for name in WEATHER}}, "length"),
        ({"weather": {name: ["wet"] * 6 for name in WEATHER}}, "finite"),
        ({"colour": "red"}, "not known"),
    ],
)
def test_a_wrong_field_is_refused_by_name(model: DemandForecast, change, said):
    refusal = refused(model, **FINE | change)
    assert said in refusal.reason
    assert refusal.expected


@pytest.mark.parametrize("missing", sorted(FINE))
def test_a_missing_field_is_named(model: DemandForecast, missing):
    fields = {name: value for name, value in FINE.items() if name != missing}
    assert missing in refused(model, **fields).reason


@pytest.mark.parametrize("body", [b"", b"{", b"[1]", b'{"history":[NaN]}', b"\xff\xfe", b"null"])
def test_a_body_that_is_no_json_object_is_refused(body):
    assert isinstance(read_request(body), Refusal)


def test_a_picture_is_not_read_as_json(model: DemandForecast):
    refusal = model.read(orjson.dumps(FINE), "image/jpeg")
    assert isinstance(refusal, Refusal)
    assert refusal.expected == "application/json"


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**6), 10**6) | st.floats(allow_nan=False)
    | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=12,
)  # fmt: skip


@given(change=st.dictionaries(st.sampled_from([*FINE, "category", "closed", "weather"]), _JSON))
@settings(max_examples=80, deadline=None)
def test_whatever_stands_in_a_field_it_is_read_or_refused(model: DemandForecast, change):
    window = model.read(orjson.dumps(FINE | change), "application/json")
    if not isinstance(window, Refusal):
        rows = model.predict([window])[0].tensors["quantiles"]
        assert np.isfinite(rows).all()
        assert (np.diff(rows, axis=1) >= 0).all()
        assert (rows >= 0).all()


@given(body=st.binary(max_size=200))
@settings(max_examples=100, deadline=None)
def test_any_bytes_are_refused_quietly(body):
    assert isinstance(read_request(body), Refusal)


def _tensors(**change):
    fine = {
        "history": np.ones((1, 30), dtype=np.float32),
        "frequency": np.array([[b"day"]], dtype=object),
        "start": np.array([[b"2026-03-02"]], dtype=object),
        "horizon": np.array([[7]], dtype=np.int32),
    }
    return fine | change


@pytest.mark.parametrize(
    "change",
    [
        {"history": np.full((1, 30), np.nan, dtype=np.float32)},
        {"history": np.full((1, 30), np.inf, dtype=np.float32)},
        {"history": -np.ones((1, 30), dtype=np.float32)},
        {"history": np.ones(30, dtype=np.float32)},
        {"history": np.ones((2, 30), dtype=np.float32)},
        {"history": np.ones((0, 30), dtype=np.float32)},
        {"horizon": np.array([[0]], dtype=np.int32)},
        {"horizon": np.array([[7, 8]], dtype=np.int32)},
        {"start": np.array([[b"\xff\xff"]], dtype=object)},
        {"surprise": np.ones((1, 1), dtype=np.float32)},
    ],
)
def test_tensors_that_do_not_fit_are_refused(model: DemandForecast, change):
    assert isinstance(model.read_tensors(_tensors(**change)), Refusal)
